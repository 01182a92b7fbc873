package noroshi.gateway.delivery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import noroshi.avro.Breach;
import noroshi.avro.Consents;
import noroshi.avro.ContentReference;
import noroshi.avro.DeliveredContent;
import noroshi.avro.Indicator;
import noroshi.avro.Mark;
import noroshi.avro.Severity;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Answer;
import noroshi.core.report.Content;
import noroshi.core.report.Filing;
import noroshi.core.report.Tlp;
import noroshi.core.report.Withholding;
import org.jspecify.annotations.Nullable;

/** 送達される内容. Everything but personal data; of RED, of what is erased, and of what is too large, the reference alone. */
final class DeliveredContents {

    private DeliveredContents() {}

    static Object of(Submitted submitted, Tlp tlp, Withholding withheld, OperatorSlug operator, String url) {
        Content content = submitted.content();
        return tlp == Tlp.RED || content == null
                ? reference(url)
                : full(submitted.filing(), withheld.onTopics(content), operator, submitted.reason());
    }

    static ContentReference reference(String url) {
        return ContentReference.newBuilder().setUrl(url).build();
    }

    private static DeliveredContent full(
            Filing filing, Content content, OperatorSlug operator, @Nullable String reason) {
        return DeliveredContent.newBuilder()
                .setOperator(operator.value())
                .setForm(filing.form().value())
                .setAwarenessAt(filing.awarenessAt())
                .setOccurredAt(filing.occurredAt())
                .setVendorNotifiedAt(filing.vendorNotifiedAt())
                .setServiceLines(filing.serviceLines())
                .setOnCriticalComputer(filing.onCriticalComputer().name())
                .setCause(filing.causes().stream().map(Enum::name).toList())
                .setEventClass(
                        filing.eventClass() == null ? null : filing.eventClass().name())
                .setSeverityEstimate(filing.severityEstimate())
                .setServiceLevelDeviation(filing.serviceLevelDeviation())
                .setPersonalData(filing.personalData().name())
                .setPrefecture(filing.prefecture())
                .setConsents(new Consents(
                        filing.consents().ncoShare(),
                        filing.consents().policeShare(),
                        filing.consents().ceptoarAnonymised(),
                        filing.consents().councilShare(),
                        filing.consents().jpcertShare(),
                        filing.consents().ipaShare()))
                .setExercise(filing.exercise())
                .setNearMiss(filing.nearMiss())
                .setHotline(filing.hotline())
                .setBreach(breach(filing.breach()))
                .setSeverityViewpoints(viewpoints(filing.severityViewpoints()))
                .setSeriousAccident(name(filing.seriousAccident()))
                .setGovernmentCloud(filing.governmentCloud())
                .setTitle(content.title())
                .setSummary(content.summary())
                .setIndicators(content.indicators().stream()
                        .map(indicator -> new Indicator(indicator.type(), indicator.value()))
                        .toList())
                .setDetails(details(content.details()))
                .setAssets(content.assets())
                .setReason(reason)
                .setMarks(content.marks().stream()
                        .map(mark -> new Mark(mark.item(), mark.flag().name()))
                        .toList())
                .build();
    }

    private static @Nullable Severity viewpoints(noroshi.core.report.@Nullable Severity viewpoints) {
        return viewpoints == null
                ? null
                : new Severity(viewpoints.continuity(), viewpoints.safety(), viewpoints.confidence());
    }

    private static @Nullable Breach breach(noroshi.core.report.@Nullable Breach breach) {
        return breach == null
                ? null
                : new Breach(
                        name(breach.sensitive()),
                        name(breach.propertyRisk()),
                        name(breach.malicious()),
                        breach.persons(),
                        name(breach.myNumber()));
    }

    private static @Nullable String name(@Nullable Answer answer) {
        return answer == null ? null : answer.name();
    }

    private static Map<String, Object> details(Map<String, Object> details) {
        var items = new LinkedHashMap<String, Object>();
        details.forEach((name, value) -> items.put(name, item(value)));
        return items;
    }

    /** The forms' items are flags, numbers, texts and lists of texts. */
    private static Object item(Object value) {
        return switch (value) {
            case Boolean flag -> flag;
            case Integer number -> number.longValue();
            case Long number -> number;
            case Number number -> number.doubleValue();
            case List<?> texts -> texts.stream().map(String::valueOf).toList();
            default -> value.toString();
        };
    }
}
