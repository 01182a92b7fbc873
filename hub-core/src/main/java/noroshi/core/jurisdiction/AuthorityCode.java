package noroshi.core.jurisdiction;

import java.util.Optional;
import java.util.regex.Pattern;

/** 機関コード. The code of an authority, such as {@code MLIT}, {@code PM_CAO} or {@code NCO}. */
public record AuthorityCode(String value) implements Comparable<AuthorityCode> {

    // first, since the constants below are checked against it
    private static final Pattern FORM = Pattern.compile("[A-Z][A-Z0-9_]{1,39}");

    /** 国家サイバー統括室 (内閣官房). The national cybersecurity office. */
    public static final AuthorityCode NCO = new AuthorityCode("NCO");

    /** 内閣総理大臣 (内閣府). The Prime Minister as addressee of the Cyber Response Act. */
    public static final AuthorityCode PM_CAO = new AuthorityCode("PM_CAO");

    /** 個人情報保護委員会. */
    public static final AuthorityCode PPC = new AuthorityCode("PPC");

    /** 警察庁. Has the national view of what the prefectures' police receive. */
    public static final AuthorityCode NPA = new AuthorityCode("NPA");

    /** 金融庁. */
    public static final AuthorityCode FSA = new AuthorityCode("FSA");

    /** 総務省. */
    public static final AuthorityCode MIC = new AuthorityCode("MIC");

    /** デジタル庁. */
    public static final AuthorityCode DIGITAL = new AuthorityCode("DIGITAL");

    /** JPCERTコーディネーションセンター. */
    public static final AuthorityCode JPCERT = new AuthorityCode("JPCERT");

    /** 情報処理推進機構. */
    public static final AuthorityCode IPA = new AuthorityCode("IPA");

    private static final String PREFECTURAL_POLICE = "PREF_POLICE_";
    private static final String PREFECTURE = "PREFECTURE_";

    public AuthorityCode {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("authority: %s (expected: %s)".formatted(value, FORM));
        }
    }

    /** 都道府県警察, of a prefecture (JIS X 0401). */
    public static AuthorityCode policeOf(String prefecture) {
        return new AuthorityCode(PREFECTURAL_POLICE + prefecture);
    }

    /** 都道府県 (JIS X 0401). */
    public static AuthorityCode prefecture(String prefecture) {
        return new AuthorityCode(PREFECTURE + prefecture);
    }

    /** The prefecture whose police this is, or empty if it is none. */
    public Optional<String> policedPrefecture() {
        return value.startsWith(PREFECTURAL_POLICE)
                ? Optional.of(value.substring(PREFECTURAL_POLICE.length()))
                : Optional.empty();
    }

    /** Whether it is the office of a prefecture. */
    public boolean isPrefecture() {
        return value.startsWith(PREFECTURE);
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
