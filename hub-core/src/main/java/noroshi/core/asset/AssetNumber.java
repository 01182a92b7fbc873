package noroshi.core.asset;

import java.util.regex.Pattern;

/** 資産番号. The number under which an operator itself keeps a computer, such as {@code DCS-01}. */
public record AssetNumber(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public AssetNumber {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("asset: %s (expected: %s)".formatted(value, FORM));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
