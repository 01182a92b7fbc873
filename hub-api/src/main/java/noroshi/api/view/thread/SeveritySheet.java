package noroshi.api.view.thread;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import noroshi.core.report.Severity;
import org.jspecify.annotations.Nullable;

/**
 * 深刻度. What the operator estimates, and apart from it what the national office assessed after the event: neither takes
 * the other's place, and each keeps what was said before.
 *
 * @param estimate 0 to 4 as the operator estimates it, or null while it has not
 * @param estimates each estimate that differed from the one before it
 * @param official the assessment that stands; null while there is none, or for whom only its own delivery concerns
 * @param assessments each assessment, the one that stands last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SeveritySheet(
        @Nullable Integer estimate,
        List<Estimate> estimates,
        @Nullable Official official,
        List<Official> assessments) {

    public SeveritySheet {
        estimates = List.copyOf(estimates);
        assessments = List.copyOf(assessments);
    }

    /**
     * 事業者の見立て, with the submission that stated it.
     *
     * @param viewpoints by the three viewpoints, or null where they were not stated
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Estimate(int level, @Nullable Severity viewpoints, UUID reportId, OffsetDateTime statedAt) {}

    /**
     * 公式評価, from the three viewpoints of the 深刻度評価基準.
     *
     * @param overall the highest of them
     * @param continuity サービスの持続性
     * @param safety 安全性
     * @param confidence 信頼低下等
     */
    public record Official(int overall, int continuity, int safety, int confidence, OffsetDateTime assessedAt) {}
}
