package noroshi.core.regime.cyberresponse;

import java.text.Normalizer;
import java.time.LocalDate;
import java.time.Period;
import java.util.Locale;
import noroshi.core.deadline.Deadline;
import noroshi.core.regime.Rule;
import noroshi.core.regime.Terms;
import noroshi.core.regime.Terms.Term;

/**
 * 特定重要電子計算機の届出期限 (サイバー対処能力強化法 art. 4). The law of the day of introduction applies; to what was there
 * before the Act, that of its first day. Periods of months end as 民法 art. 143 says.
 */
public final class AssetDuties {

    private static final String ASSET = "ASSET";
    private static final String AT_DESIGNATION = "ASSET_AT_DESIGNATION";
    private static final String DESIGNATION_WINDOW = "ASSET_DESIGNATION_WINDOW";
    private static final String EXISTING = "ASSET_EXISTING";
    private static final String EXEMPT = "ASSET_EXEMPT";
    private static final String CHANGE = "ASSET_CHANGE";
    private static final String END = "ASSET_END";

    private static final Terms TERMS = Terms.of(CyberResponseAct.CODE, CyberResponseAct.class);

    private AssetDuties() {}

    /** The day on which the duty came into force. */
    public static LocalDate commencement() {
        return TERMS.first(ASSET).inForce().from();
    }

    /**
     * What is asked of one asset.
     *
     * @param designatedOn the day on which its operator was designated for the business it serves
     */
    public static AssetDuty ofIntroduction(LocalDate introducedOn, LocalDate designatedOn, String product) {
        LocalDate day = lawOf(introducedOn);
        if (isExempt(product, day)) {
            return new AssetDuty(rule(EXEMPT, day), null);
        }
        if (introducedOn.isAfter(designatedOn.plus(period(DESIGNATION_WINDOW, day)))) {
            return introducedOn.isBefore(commencement())
                    ? existing()
                    : new AssetDuty(rule(ASSET, day), Deadline.onDay(introducedOn.plus(period(ASSET, day))));
        }
        return introducedOn.isBefore(commencement()) && designatedOn.isBefore(commencement())
                ? existing()
                : new AssetDuty(
                        rule(AT_DESIGNATION, day), Deadline.onDay(designatedOn.plus(period(AT_DESIGNATION, day))));
    }

    /** What is asked of an operator for what it uses on the day of its designation, whatever that is. */
    public static AssetDuty ofDesignation(LocalDate designatedOn) {
        return designatedOn.isBefore(commencement())
                ? existing()
                : new AssetDuty(
                        rule(AT_DESIGNATION, designatedOn),
                        Deadline.onDay(designatedOn.plus(period(AT_DESIGNATION, designatedOn))));
    }

    /** By what a change is notified; the sources seen name no number of days. */
    public static Rule ofChange(LocalDate day) {
        return rule(CHANGE, lawOf(day));
    }

    /** By what the end of its use is notified. */
    public static Rule ofEnd(LocalDate day) {
        return rule(END, lawOf(day));
    }

    /** 附則. What was there when the Act came into force. */
    private static AssetDuty existing() {
        Term term = term(EXISTING, commencement());
        return new AssetDuty(TERMS.rule(EXISTING, term), Deadline.onDay(LocalDate.parse(term.value())));
    }

    /** A product is excluded with all its editions: {@code Microsoft Windows 11 Pro} as {@code Microsoft Windows}. */
    private static boolean isExempt(String product, LocalDate day) {
        String named = folded(product);
        return TERMS.codes(EXEMPT, day).stream()
                .map(AssetDuties::folded)
                .anyMatch(excluded -> named.equals(excluded) || named.startsWith(excluded + " "));
    }

    private static String folded(String product) {
        return Normalizer.normalize(product, Normalizer.Form.NFKC)
                .strip()
                .replaceAll("\\s+", " ")
                .toLowerCase(Locale.ROOT);
    }

    private static LocalDate lawOf(LocalDate day) {
        return day.isBefore(commencement()) ? commencement() : day;
    }

    private static Period period(String id, LocalDate day) {
        return Period.parse(term(id, lawOf(day)).value());
    }

    private static Rule rule(String id, LocalDate day) {
        return TERMS.rule(id, term(id, day));
    }

    private static Term term(String id, LocalDate day) {
        return TERMS.on(id, day)
                .orElseThrow(() -> new IllegalStateException("term: %s on %s (expected: a row)".formatted(id, day)));
    }
}
