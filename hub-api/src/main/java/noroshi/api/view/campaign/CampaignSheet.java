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
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CampaignSheet(
        @JsonUnwrapped CampaignItem campaign,
        List<Linked> threads,
        @Nullable String nextCursor) {

    public CampaignSheet {
        threads = List.copyOf(threads);
    }

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
