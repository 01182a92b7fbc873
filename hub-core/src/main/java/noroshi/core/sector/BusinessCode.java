package noroshi.core.sector;

import java.util.regex.Pattern;

/** 事業コード. The code of a key-infrastructure business (特定社会基盤事業) or sub-business, such as {@code KI_WATER}. */
public record BusinessCode(String value) implements Comparable<BusinessCode> {

    private static final Pattern FORM = Pattern.compile("KI_[A-Z0-9_]{1,37}");

    public BusinessCode {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("business: %s (expected: %s)".formatted(value, FORM));
        }
    }

    @Override
    public int compareTo(BusinessCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
