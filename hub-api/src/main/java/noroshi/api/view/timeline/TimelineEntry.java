package noroshi.api.view.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.OffsetDateTime;
import java.util.UUID;
import noroshi.core.report.Tlp;
import org.jspecify.annotations.Nullable;

/**
 * 時系列の項目. One event, as far as the viewer may read it.
 *
 * @param entryId the event's id
 * @param position its place in the record
 * @param threadId of a refused submission the thread that it named or would have opened; null if it named none
 * @param kind the event's name, such as {@code REPORT_SUBMITTED}
 * @param occurredAt the beginning of its day in Asia/Tokyo where the viewer may not read the thread
 * @param sector the first of the affected sectors; a business where no sector is affected; {@code UNROUTED} where
 *     neither is; null where the viewer may not know it
 * @param regime the first of the regimes that apply, statutes before frameworks
 * @param ministry the authority that acted; where none did, the one that leads; null where the viewer may not know it
 * @param operator null where the viewer may not know it
 * @param severity 深刻度 0 to 4, as the operator estimated it then
 * @param officialSeverity the same as the national office had assessed it then, for those who read what concerns
 *     other authorities
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TimelineEntry(
        UUID entryId,
        long position,
        @Nullable UUID threadId,
        @Nullable UUID reportId,
        String kind,
        OffsetDateTime occurredAt,
        OffsetDateTime recordedAt,
        @Nullable String sector,
        @Nullable String regime,
        @Nullable String ministry,
        @Nullable String operator,
        @Nullable Integer severity,
        @Nullable Integer officialSeverity,
        Tlp tlp,
        String summary,
        boolean exercise) {}
