package noroshi.core.sector;

import java.util.regex.Pattern;

/** 分野コード. The code of a critical-infrastructure sector or sub-sector, such as {@code WATER} or {@code BANKING}. */
public record SectorCode(String value) implements Comparable<SectorCode> {

    private static final Pattern FORM = Pattern.compile("[A-Z][A-Z0-9_]{1,39}");

    public SectorCode {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("sector: %s (expected: %s)".formatted(value, FORM));
        }
    }

    @Override
    public int compareTo(SectorCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
