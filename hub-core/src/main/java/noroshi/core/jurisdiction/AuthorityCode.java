package noroshi.core.jurisdiction;

import java.util.regex.Pattern;

/** 機関コード. The code of an authority, such as {@code MLIT}, {@code PM_CAO} or {@code NCO}. */
public record AuthorityCode(String value) implements Comparable<AuthorityCode> {

    // first, since the constants below are checked against it
    private static final Pattern FORM = Pattern.compile("[A-Z][A-Z0-9_]{1,39}");

    /** 国家サイバー統括室 (内閣官房). The national cybersecurity office. */
    public static final AuthorityCode NCO = new AuthorityCode("NCO");

    /** 内閣総理大臣 (内閣府). The Prime Minister as addressee of the Cyber Response Act. */
    public static final AuthorityCode PM_CAO = new AuthorityCode("PM_CAO");

    public AuthorityCode {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("authority: %s (expected: %s)".formatted(value, FORM));
        }
    }

    @Override
    public int compareTo(AuthorityCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
