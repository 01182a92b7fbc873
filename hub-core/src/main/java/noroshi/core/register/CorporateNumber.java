package noroshi.core.register;

import java.util.regex.Pattern;
import noroshi.core.Reason;
import noroshi.core.Refused;

/** 法人番号. A corporation's number: twelve digits behind one check digit (番号法 art. 39). */
public record CorporateNumber(String value) {

    private static final Pattern FORM = Pattern.compile("[1-9][0-9]{12}");
    private static final Pattern BASE = Pattern.compile("[0-9]{12}");
    private static final String ITEM = "corporateNumber";

    /** @throws Refused as INVALID if it is not 13 digits, as CORPORATE_NUMBER_INVALID if the check digit is wrong */
    public CorporateNumber {
        if (!FORM.matcher(value).matches()) {
            throw new Refused(Reason.INVALID, ITEM, value, "13桁の数字", "13 digits, the first not 0");
        }
        var expected = checkDigit(value.substring(1));
        if (Character.digit(value.charAt(0), 10) != expected) {
            throw new Refused(
                    Reason.CORPORATE_NUMBER_INVALID,
                    ITEM,
                    value,
                    "先頭の検査用数字は%d".formatted(expected),
                    "check digit %d in front".formatted(expected));
        }
    }

    /**
     * The number with this base number (基礎番号).
     *
     * @throws Refused as INVALID if it is not 12 digits
     */
    static CorporateNumber ofBase(String base) {
        if (!BASE.matcher(base).matches()) {
            throw new Refused(Reason.INVALID, ITEM, base, "12桁の基礎番号", "a base number of 12 digits");
        }
        return new CorporateNumber(checkDigit(base) + base);
    }

    /**
     * 9 - (Σ Pn·Qn mod 9), where Pn is the n-th digit from the right and Qn is 1 for odd n and 2 for even n
     * (法人番号の指定等に関する省令 art. 2).
     */
    private static int checkDigit(String base) {
        var sum = 0;
        for (var n = 1; n <= base.length(); n++) {
            var digit = Character.digit(base.charAt(base.length() - n), 10);
            sum += n % 2 == 0 ? 2 * digit : digit;
        }
        return 9 - sum % 9;
    }

    @Override
    public String toString() {
        return value;
    }
}
