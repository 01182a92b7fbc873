package noroshi.core.report;

/** 事象の類型. The kind of event, exactly one a report (情報連絡様式; サイバーセキュリティ2024). */
public enum EventClass {
    /** 予兆・ヒヤリハット. */
    SIGN_OR_NEAR_MISS,
    /** 情報の漏えい. */
    INFO_LEAK,
    /** 情報の破壊. */
    INFO_DESTRUCTION,
    /** システム等の利用困難. */
    SYSTEM_UNUSABLE,
    /** マルウェア等の感染. */
    MALWARE_INFECTION,
    /** 不正コード等の実行. */
    MALICIOUS_CODE_EXECUTION,
    /** システム等への侵入. */
    INTRUSION,
    /** その他. */
    OTHER
}
