package noroshi.core.report;

import org.jspecify.annotations.Nullable;

/**
 * 漏えい等の内訳. What decides whether a leak of personal data is to be reported (個人情報保護法施行規則 art. 7; for public
 * bodies art. 43). Whatever is null was not said.
 *
 * @param sensitive 要配慮個人情報. Whether sensitive data are among it
 * @param propertyRisk 財産的被害のおそれ. Whether its use can do damage to property
 * @param malicious 不正の目的. Whether it may have been done with a wrongful purpose; not said, the causes tell
 * @param persons 本人の数. How many persons it concerns, as far as is known
 * @param myNumber 特定個人情報. Whether individual numbers (個人番号) are among it
 */
public record Breach(
        @Nullable Answer sensitive,
        @Nullable Answer propertyRisk,
        @Nullable Answer malicious,
        @Nullable Integer persons,
        @Nullable Answer myNumber) {

    /** Nothing is known yet. */
    public static final Breach UNKNOWN = new Breach(null, null, null, null, null);

    /** This, and where it says nothing what was said before. */
    Breach after(@Nullable Breach before) {
        return before == null
                ? this
                : new Breach(
                        sensitive == null ? before.sensitive : sensitive,
                        propertyRisk == null ? before.propertyRisk : propertyRisk,
                        malicious == null ? before.malicious : malicious,
                        persons == null ? before.persons : persons,
                        myNumber == null ? before.myNumber : myNumber);
    }
}
