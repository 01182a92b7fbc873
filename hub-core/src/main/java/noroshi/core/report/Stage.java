package noroshi.core.report;

/** 報告の区分. Where in a thread a report stands. */
public enum Stage {
    /** 速報. */
    PRELIMINARY,
    /** 続報. */
    FOLLOW_UP,
    /** 詳報. Satisfies the 30-day item of the order of サイバー対処能力強化法 art. 5, order art. 4(2). */
    DETAILED,
    /** 最終報. Says that no more is to come; contains what a detailed report must. */
    FINAL
}
