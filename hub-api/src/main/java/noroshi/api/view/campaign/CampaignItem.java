package noroshi.api.view.campaign;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.OffsetDateTime;
import java.util.UUID;
import noroshi.core.report.Tlp;
import org.jspecify.annotations.Nullable;

/**
 * 攻撃キャンペーン. A campaign in a list. It counts nothing: how many threads it holds is told to nobody who may not
 * see each of them.
 *
 * @param name null where the viewer may not read it, or it is erased
 * @param tlp of name and description alone; each thread has its own
 * @param proposedBy who proposed it, for the national office and the proposer
 * @param splitFrom the campaign that it was split from, for the national office
 * @param mergedInto the campaign that it is part of now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CampaignItem(
        UUID campaignId,
        CampaignProjection.State state,
        @Nullable String name,
        @Nullable String description,
        Tlp tlp,
        boolean exercise,
        @Nullable String proposedBy,
        @Nullable UUID splitFrom,
        @Nullable UUID mergedInto,
        OffsetDateTime beganAt) {}
