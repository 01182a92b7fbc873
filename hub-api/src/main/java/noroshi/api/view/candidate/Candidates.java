package noroshi.api.view.candidate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import noroshi.core.report.Tlp;
import org.jspecify.annotations.Nullable;

/**
 * 関連候補. Threads that may belong to the same attack as one, those with the most reasons first. Whether they do is for
 * people to judge.
 *
 * @param tooCommon what the thread has that says nothing, for too many have it
 */
public record Candidates(UUID threadId, List<Candidate> candidates, List<TooCommon> tooCommon) {

    public Candidates {
        candidates = List.copyOf(candidates);
        tooCommon = List.copyOf(tooCommon);
    }

    /** 候補. A thread that the viewer may read, and why it may belong there. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Candidate(
            UUID threadId,
            String operator,
            @Nullable String title,
            Tlp tlp,
            List<String> sectors,
            List<Shared> reasons) {

        public Candidate {
            sectors = List.copyOf(sectors);
            reasons = List.copyOf(reasons);
        }
    }

    /** 共通点. What both have. */
    public record Shared(Trace.Kind kind, String value) {}

    /** ありふれた値. */
    public record TooCommon(Trace.Kind kind, String value, Why why) {}

    /** ありふれている理由. */
    public enum Why {
        /** 周知. A public resolver, a private address, the hash of nothing. */
        WELL_KNOWN,
        /** 多数. More threads have it than {@link CandidateQuery#MOST_THREADS}. */
        IN_MANY_THREADS
    }
}
