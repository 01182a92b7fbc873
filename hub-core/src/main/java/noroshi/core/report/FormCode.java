package noroshi.core.report;

import java.util.regex.Pattern;

/** 様式. The code of a report form, such as {@code RANSOMWARE} (様式2). */
public record FormCode(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Z][A-Z0-9_]{1,39}");

    public FormCode {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("form: %s (expected: %s)".formatted(value, FORM));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
