package noroshi.core.regime;

import java.util.regex.Pattern;

/** 制度コード. The code of a regime, such as {@code ACTION_PLAN}. */
public record RegimeCode(String value) implements Comparable<RegimeCode> {

    private static final Pattern FORM = Pattern.compile("[A-Z][A-Z0-9_]{1,39}");

    public RegimeCode {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("regime: %s (expected: %s)".formatted(value, FORM));
        }
    }

    @Override
    public int compareTo(RegimeCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
