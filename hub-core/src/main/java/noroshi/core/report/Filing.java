package noroshi.core.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import noroshi.core.deadline.Tokyo;
import org.jspecify.annotations.Nullable;

/**
 * 報告事項. The structure of a report: what rules, clocks and counts need. Stored in clear; what it says
 * in words is its {@link Content}.
 *
 * @param awarenessAt 認知日時. When the operator itself recognised the event; the clocks start here
 * @param occurredAt 発生日時, or null while it is not known
 * @param vendorNotifiedAt when a contractor told the operator, kept apart from awareness, or null
 * @param serviceLines the affected sectors, sub-sectors, businesses or sub-businesses, as the operator named
 *     them; empty while they are not known
 * @param onCriticalComputer whether a 特定重要電子計算機 is affected (サイバー対処能力強化法 art. 2(2), 2(5))
 * @param causes empty means unknown
 * @param severityEstimate 深刻度 0 to 4 as the operator estimates it, or null
 * @param serviceLevelDeviation サービス維持レベル逸脱の有無, or null while not known
 * @param prefecture 都道府県コード (JIS X 0401) of the place of damage, or null
 * @param exercise 訓練. Whether all this is a drill
 * @param nearMiss 予兆・ヒヤリハット. Whether nothing materialised
 * @param hotline whether the operator calls the national office in parallel
 * @param breach 漏えい等の内訳, or null while nothing is known of it
 * @param seriousAccident 重大な事故. Whether users and duration reach the threshold of 電気通信事業法施行規則 art. 58, or may
 *     have; null where not said
 * @param governmentCloud whether ガバメントクラウド or a system of the individual numbers is affected, or null
 * @param severityViewpoints 深刻度の観点別の見立て, whose highest is {@code severityEstimate}; null where not said
 */
public record Filing(
        FormCode form,
        Stage stage,
        Instant awarenessAt,
        @Nullable Instant occurredAt,
        @Nullable Instant vendorNotifiedAt,
        List<String> serviceLines,
        Answer onCriticalComputer,
        List<Cause> causes,
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

    public Filing {
        serviceLines = List.copyOf(serviceLines);
        causes = List.copyOf(causes);
    }

    /** 認知日. The day of awareness in Asia/Tokyo: the law of this day applies. */
    public LocalDate awarenessDay() {
        return awarenessAt.atZone(Tokyo.ZONE).toLocalDate();
    }

    /**
     * 不正の目的の可能性. Whether an intention may be behind it: an unknown cause counts as one; accident, error and
     * disaster never do.
     */
    public boolean mayBeIntended() {
        return causes.isEmpty()
                || causes.stream().map(Cause::group).anyMatch(group -> switch (group) {
                    case INTENTIONAL, OTHER -> true;
                    case ACCIDENTAL, ENVIRONMENTAL -> false;
                });
    }

    /** Whether nothing materialised, however it was said. */
    public boolean isNearMiss() {
        return nearMiss || eventClass == EventClass.SIGN_OR_NEAR_MISS;
    }

    /** The same, agreeing to that and to nothing else. */
    public Filing consenting(Consents to) {
        return with(awarenessAt, onCriticalComputer, tlp, to);
    }

    /** The same with the awareness at that time. */
    public Filing awareAt(Instant time) {
        return with(time, onCriticalComputer, tlp, consents);
    }

    /** The same where it is established that a 特定重要電子計算機 is affected. */
    public Filing establishedOnCriticalComputer() {
        return with(awarenessAt, Answer.YES, tlp, consents);
    }

    /** The same under that label. */
    public Filing labelled(Tlp label) {
        return with(awarenessAt, onCriticalComputer, label, consents);
    }

    private Filing with(Instant aware, Answer critical, Tlp label, Consents consenting) {
        return new Filing(
                form,
                stage,
                aware,
                occurredAt,
                vendorNotifiedAt,
                serviceLines,
                critical,
                causes,
                eventClass,
                severityEstimate,
                serviceLevelDeviation,
                personalData,
                prefecture,
                label,
                consenting,
                exercise,
                nearMiss,
                hotline,
                breach,
                seriousAccident,
                governmentCloud,
                severityViewpoints);
    }
}
