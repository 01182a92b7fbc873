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
 * @param imported what others know of what the thread has, as it came in with bulletins that the viewer may read
 * @param tooCommon what the thread has that says nothing, for too many have it
 */
public record Candidates(
        UUID threadId, List<Candidate> candidates, List<Sighting> imported, List<TooCommon> tooCommon) {

    public Candidates {
        candidates = List.copyOf(candidates);
        imported = List.copyOf(imported);
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

    /**
     * 外部情報. What another told of it.
     *
     * @param bulletinId the bulletin that it came in with
     * @param source whose it is, as it calls itself
     * @param bundle by which id it came
     */
    public record Sighting(UUID bulletinId, String source, String bundle, List<Marked> reasons) {

        public Sighting {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * 外部情報との共通点.
     *
     * @param tlp the label that came with it
     * @param origin the id that it bears there
     */
    public record Marked(Trace.Kind kind, String value, Tlp tlp, String origin) {}

    /** ありふれた値. */
    public record TooCommon(Trace.Kind kind, String value, Why why) {}

    /** ありふれている理由. */
    public enum Why {
        /** 周知. A public resolver, a private address, the hash of nothing. */
        WELL_KNOWN,
        /** 多数. More threads have it than {@link CandidateQuery#MOST_THREADS}. */
        IN_MANY_THREADS,
        /** 多数の取込み. More bundles that were brought in have it. */
        IN_MANY_BUNDLES
    }
}
