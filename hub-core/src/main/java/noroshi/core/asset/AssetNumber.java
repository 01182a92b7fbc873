package noroshi.core.asset;

import java.util.Optional;
import java.util.regex.Pattern;

/** 資産番号. The number under which an operator itself keeps a computer, such as {@code DCS-01}. */
public record AssetNumber(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public AssetNumber {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("asset: %s (expected: %s)".formatted(value, FORM));
        }
    }

    /** The number that a text is, if it is one. */
    public static Optional<AssetNumber> read(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new AssetNumber(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
