package noroshi.core.report;

/** 個人データの漏えい等. Whether personal data leaked or may have leaked (個人情報保護法 art. 26). */
public enum PersonalData {
    YES,
    SUSPECTED,
    NO,
    UNKNOWN
}
