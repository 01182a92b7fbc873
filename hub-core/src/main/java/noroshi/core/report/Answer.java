package noroshi.core.report;

/** 該当の有無. An answer that may still be open while an attack goes on. */
public enum Answer {
    YES,
    NO,
    UNKNOWN
}
