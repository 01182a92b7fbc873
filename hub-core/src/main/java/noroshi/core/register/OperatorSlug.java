package noroshi.core.register;

import java.util.regex.Pattern;

/** 事業者識別子. An operator's short name in paths, topics and tokens, such as {@code chubu-power}. */
public record OperatorSlug(String value) implements Comparable<OperatorSlug> {

    private static final Pattern FORM = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    private static final String CEPTOAR = "ceptoar-";

    public OperatorSlug {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("operator: %s (expected: %s)".formatted(value, FORM));
        }
    }

    /** セプター. Whether it is a CEPTOAR's, which the register says of no other. */
    public boolean isOfCeptoar() {
        return value.startsWith(CEPTOAR);
    }

    @Override
    public int compareTo(OperatorSlug other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
