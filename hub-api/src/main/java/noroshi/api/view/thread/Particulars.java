package noroshi.api.view.thread;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.OffsetDateTime;
import java.util.List;
import noroshi.api.view.Times;
import noroshi.core.report.Answer;
import noroshi.core.report.Breach;
import noroshi.core.report.Cause;
import noroshi.core.report.Consents;
import noroshi.core.report.EventClass;
import noroshi.core.report.Filing;
import noroshi.core.report.PersonalData;
import noroshi.core.report.Severity;
import noroshi.core.report.Stage;
import noroshi.core.report.Tlp;
import org.jspecify.annotations.Nullable;

/**
 * 報告事項. The structure of a report, each item under the name by which it is filed.
 *
 * @param cause empty means unknown
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Particulars(
        String form,
        Stage stage,
        OffsetDateTime awarenessAt,
        @Nullable OffsetDateTime occurredAt,
        @Nullable OffsetDateTime vendorNotifiedAt,
        List<String> serviceLines,
        Answer onCriticalComputer,
        List<Cause> cause,
        @Nullable EventClass eventClass,
        @Nullable Integer severityEstimate,
        @Nullable Boolean serviceLevelDeviation,
        PersonalData personalData,
        @Nullable String prefecture,
        Tlp tlp,
        Consents consents,
        boolean exercise,
        boolean nearMiss,
        boolean hotline,
        @Nullable Breach breach,
        @Nullable Answer seriousAccident,
        @Nullable Boolean governmentCloud,
        @Nullable Severity severityViewpoints) {

    static Particulars of(Filing filing) {
        return new Particulars(
                filing.form().value(),
                filing.stage(),
                Times.inTokyo(filing.awarenessAt()),
                Times.inTokyoOrNull(filing.occurredAt()),
                Times.inTokyoOrNull(filing.vendorNotifiedAt()),
                filing.serviceLines(),
                filing.onCriticalComputer(),
                filing.causes(),
                filing.eventClass(),
                filing.severityEstimate(),
                filing.serviceLevelDeviation(),
                filing.personalData(),
                filing.prefecture(),
                filing.tlp(),
                filing.consents(),
                filing.exercise(),
                filing.nearMiss(),
                filing.hotline(),
                filing.breach(),
                filing.seriousAccident(),
                filing.governmentCloud(),
                filing.severityViewpoints());
    }
}
