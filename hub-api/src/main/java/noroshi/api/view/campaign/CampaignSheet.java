package noroshi.api.view.campaign;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import noroshi.api.view.ThreadState.Phase;
import noroshi.core.report.Stage;
import noroshi.core.report.Tlp;
import org.jspecify.annotations.Nullable;

/**
 * 攻撃キャンペーン票. A campaign with those of its threads that the viewer may know of, in the order in which they were
 * linked; of a proposal those that it names.
 *
 * @param nextCursor where further threads begin, or null if these are the last
 * @param history what was done with it, the latest first and 500 at most: for the national office all, for who proposed
 *     it what became of the proposal, for others nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CampaignSheet(
        @JsonUnwrapped CampaignItem campaign,
        List<Linked> threads,
        @Nullable String nextCursor,
        List<Deed> history) {

    public CampaignSheet {
        threads = List.copyOf(threads);
        history = List.copyOf(history);
    }

    /**
     * 経過. One thing that was done.
     *
     * @param threads which threads it concerned; null but for the national office
     * @param other the other campaign that it touched, or null
     * @param reason null where there is none, or where the viewer may not read the campaign's words
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Deed(
            long position,
            String kind,
            OffsetDateTime occurredAt,
            OffsetDateTime recordedAt,
            @Nullable List<UUID> threads,
            @Nullable UUID other,
            @Nullable String reason) {}

    /**
     * 構成事案. A thread that it holds.
     *
     * @param operator null where the viewer may not know it
     * @param title null where the viewer may not read it, or it is erased
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Linked(
            UUID threadId,
            @Nullable String operator,
            Phase state,
            Stage stage,
            Tlp tlp,
            List<String> sectors,
            @Nullable String title,
            OffsetDateTime linkedAt) {

        public Linked {
            sectors = List.copyOf(sectors);
        }
    }
}
