package noroshi.api.view.thread;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import noroshi.api.view.ObligationItem;
import noroshi.api.view.ThreadState.Phase;
import noroshi.api.view.thread.NamedAssets.NamedAsset;
import noroshi.core.regime.Role;
import noroshi.core.report.Changes.Change;
import noroshi.core.report.Content;
import noroshi.core.report.Severity;
import noroshi.core.report.Stage;
import noroshi.core.report.Tlp;
import noroshi.core.sector.Status;
import noroshi.core.thread.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * 事案票. A thread with its parts, each as far as the viewer may see it.
 *
 * @param operator null where the viewer may not know it
 * @param sectors the sectors and businesses that it affects, as far as the viewer may know them
 * @param filing the particulars as they stand after all reports and corrections; null where the viewer may not read
 *     them
 * @param content the content as it stands; null where the viewer may not read it, or it is erased
 * @param severity null where the viewer may not read the content
 * @param missing what the form and the regimes ask of a report of this stage and nothing has stated yet; it refuses
 *     nothing. Null where the content may not be read
 * @param namedAssets what the register says of the assets that the content names; told to their operator alone
 * @param position the last event of the thread that is in here
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ThreadSheet(
        UUID threadId,
        @Nullable String operator,
        Phase state,
        Stage stage,
        Tlp tlp,
        boolean exercise,
        List<String> sectors,
        List<String> regimes,
        OffsetDateTime openedAt,
        @Nullable Particulars filing,
        @Nullable Content content,
        @Nullable SeveritySheet severity,
        @Nullable List<Lacking> missing,
        @Nullable List<NamedAsset> namedAssets,
        List<Report> reports,
        List<DeliveryItem> deliveries,
        List<ObligationItem> obligations,
        List<Happening> history,
        long position) {

    /**
     * 未記載の項目.
     *
     * @param item as a filing names it
     * @param asked who asks for it
     */
    public record Lacking(String item, String ja, String en, List<Asking> asked) {

        /** 記載を求める定め. From which stage on, by which article, and how sure that is. */
        @JsonInclude(JsonInclude.Include.NON_NULL)
        public record Asking(Stage stage, @Nullable String regime, String article, Status status, String source) {}
    }

    /**
     * 報告. One report as it was filed; corrections are told by the history. Its ids follow from who filed it, so they are
     * told to none but those who may know that.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Report(
            @Nullable UUID reportId,
            @Nullable String receiptNumber,
            Stage stage,
            OffsetDateTime receivedAt,
            @Nullable Particulars filing,
            @Nullable Content content) {}

    /** 送達, with the rule that decided its role. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DeliveryItem(
            UUID deliveryId,
            String addressee,
            Role role,
            String regime,
            String rule,
            String article,
            LocalDate ruleSetDate,
            Status ruleStatus,
            Delivery.State state,
            @Nullable OffsetDateTime madeAt,
            @Nullable OffsetDateTime acknowledgedAt) {}

    /**
     * 経過. One event.
     *
     * @param authority who acted, where an authority did
     * @param changes item by item what a correction changed
     * @param severity 深刻度 from each viewpoint, where the national office assessed it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Happening(
            long position,
            String kind,
            OffsetDateTime occurredAt,
            OffsetDateTime recordedAt,
            @Nullable String authority,
            @Nullable UUID reportId,
            String summary,
            @Nullable List<Change> changes,
            @Nullable Severity severity) {}
}
