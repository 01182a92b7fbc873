package noroshi.core.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * 変更事項. The items that a follow-up or a correction states; null leaves an item as it was.
 *
 * <p>Of a follow-up the time of awareness is kept in its report but moves no clock: only a correction
 * does. The originator may narrow and widen its own label.
 *
 * @param exercise whether it is a drill; only to be found out where it contradicts the thread
 * @param marks the items kept back: a correction states all that there are, a follow-up those it adds
 */
public record Revision(
        @Nullable FormCode form,
        @Nullable Instant awarenessAt,
        @Nullable Instant occurredAt,
        @Nullable Instant vendorNotifiedAt,
        @Nullable List<String> serviceLines,
        @Nullable Answer onCriticalComputer,
        @Nullable List<Cause> causes,
        @Nullable EventClass eventClass,
        @Nullable Integer severityEstimate,
        @Nullable Boolean serviceLevelDeviation,
        @Nullable PersonalData personalData,
        @Nullable String prefecture,
        @Nullable Consents consents,
        @Nullable Boolean nearMiss,
        @Nullable Boolean hotline,
        @Nullable Breach breach,
        @Nullable Answer seriousAccident,
        @Nullable Boolean governmentCloud,
        @Nullable String title,
        @Nullable String summary,
        @Nullable List<Indicator> indicators,
        @Nullable Map<String, Object> details,
        @Nullable Map<String, String> contact,
        @Nullable Tlp tlp,
        @Nullable Boolean exercise,
        @Nullable Severity severityViewpoints,
        @Nullable List<String> assets,
        @Nullable List<Mark> marks) {

    /** {@code filing} with what this revision states, at {@code stage}. A drill stays a drill. */
    public Filing applyTo(Filing filing, Stage stage) {
        return new Filing(
                or(form, filing.form()),
                stage,
                or(awarenessAt, filing.awarenessAt()),
                orNull(occurredAt, filing.occurredAt()),
                orNull(vendorNotifiedAt, filing.vendorNotifiedAt()),
                or(serviceLines, filing.serviceLines()),
                or(onCriticalComputer, filing.onCriticalComputer()),
                or(causes, filing.causes()),
                orNull(eventClass, filing.eventClass()),
                orNull(severityEstimate, filing.severityEstimate()),
                orNull(serviceLevelDeviation, filing.serviceLevelDeviation()),
                or(personalData, filing.personalData()),
                orNull(prefecture, filing.prefecture()),
                or(tlp, filing.tlp()),
                or(consents, filing.consents()),
                filing.exercise(),
                or(nearMiss, filing.nearMiss()),
                or(hotline, filing.hotline()),
                breach == null ? filing.breach() : breach.after(filing.breach()),
                orNull(seriousAccident, filing.seriousAccident()),
                orNull(governmentCloud, filing.governmentCloud()),
                viewpoints(filing.severityViewpoints()));
    }

    /** The same, with what it states of the label no wider than that one. */
    public Revision within(Tlp label) {
        if (tlp == null) {
            return this;
        }
        return new Revision(
                form,
                awarenessAt,
                occurredAt,
                vendorNotifiedAt,
                serviceLines,
                onCriticalComputer,
                causes,
                eventClass,
                severityEstimate,
                serviceLevelDeviation,
                personalData,
                prefecture,
                consents,
                nearMiss,
                hotline,
                breach,
                seriousAccident,
                governmentCloud,
                title,
                summary,
                indicators,
                details,
                contact,
                tlp.orNarrower(label),
                exercise,
                severityViewpoints,
                assets,
                marks);
    }

    /** What was said of the viewpoints stands until another estimate is stated without them. */
    private @Nullable Severity viewpoints(@Nullable Severity before) {
        if (severityViewpoints != null) {
            return severityViewpoints;
        }
        boolean stands = before != null && (severityEstimate == null || severityEstimate == before.overall());
        return stands ? before : null;
    }

    /** {@code content} with what this revision states. */
    public Content applyTo(Content content) {
        return new Content(
                or(title, content.title()),
                or(summary, content.summary()),
                or(indicators, content.indicators()),
                or(details, content.details()),
                or(contact, content.contact()),
                or(assets, content.assets()),
                or(marks, content.marks()));
    }

    /** What this revision changes, item by item, old value and new. */
    public Changes changes(Filing filing, Content content) {
        var changes = new ArrayList<Changes.Change>();
        var after = applyTo(filing, filing.stage());
        var said = applyTo(content);
        BiConsumer<String, Object[]> compare = (item, values) -> {
            if (!Objects.equals(values[0], values[1])) {
                changes.add(new Changes.Change(item, String.valueOf(values[0]), String.valueOf(values[1])));
            }
        };
        compare.accept("form", pair(filing.form(), after.form()));
        compare.accept("awarenessAt", pair(filing.awarenessAt(), after.awarenessAt()));
        compare.accept("occurredAt", pair(filing.occurredAt(), after.occurredAt()));
        compare.accept("vendorNotifiedAt", pair(filing.vendorNotifiedAt(), after.vendorNotifiedAt()));
        compare.accept("serviceLines", pair(filing.serviceLines(), after.serviceLines()));
        compare.accept("onCriticalComputer", pair(filing.onCriticalComputer(), after.onCriticalComputer()));
        compare.accept("cause", pair(filing.causes(), after.causes()));
        compare.accept("eventClass", pair(filing.eventClass(), after.eventClass()));
        compare.accept("severityEstimate", pair(filing.severityEstimate(), after.severityEstimate()));
        compare.accept("severityViewpoints", pair(filing.severityViewpoints(), after.severityViewpoints()));
        compare.accept("serviceLevelDeviation", pair(filing.serviceLevelDeviation(), after.serviceLevelDeviation()));
        compare.accept("personalData", pair(filing.personalData(), after.personalData()));
        compare.accept("prefecture", pair(filing.prefecture(), after.prefecture()));
        compare.accept("tlp", pair(filing.tlp(), after.tlp()));
        compare.accept("consents", pair(filing.consents(), after.consents()));
        compare.accept("nearMiss", pair(filing.nearMiss(), after.nearMiss()));
        compare.accept("hotline", pair(filing.hotline(), after.hotline()));
        compare.accept("breach", pair(filing.breach(), after.breach()));
        compare.accept("seriousAccident", pair(filing.seriousAccident(), after.seriousAccident()));
        compare.accept("governmentCloud", pair(filing.governmentCloud(), after.governmentCloud()));
        compare.accept("title", pair(content.title(), said.title()));
        compare.accept("summary", pair(content.summary(), said.summary()));
        compare.accept("indicators", pair(content.indicators(), said.indicators()));
        Stream.concat(content.details().keySet().stream(), said.details().keySet().stream())
                .sorted()
                .distinct()
                .forEach(name -> compare.accept(
                        Mark.DETAILS + name,
                        pair(content.details().get(name), said.details().get(name))));
        compare.accept("contact", pair(content.contact(), said.contact()));
        compare.accept("assets", pair(content.assets(), said.assets()));
        compare.accept("marks", pair(content.marks(), said.marks()));
        return new Changes(changes);
    }

    private static Object[] pair(@Nullable Object before, @Nullable Object after) {
        return new Object[] {before == null ? "" : before, after == null ? "" : after};
    }

    private static <T> T or(@Nullable T stated, T otherwise) {
        return stated == null ? otherwise : stated;
    }

    private static <T> @Nullable T orNull(@Nullable T stated, @Nullable T otherwise) {
        return stated == null ? otherwise : stated;
    }
}
