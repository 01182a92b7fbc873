package noroshi.core.regime;

/** 非該当. That a regime asks for nothing here, and why: a non-delivery is explained like a delivery. */
public record Exclusion(Rule rule, Why why) {

    /** 非該当の理由. */
    public enum Why {
        /** 施行前, or no rule set was in force on the day of awareness. */
        NOT_IN_FORCE,
        /** 所属なし. None of the affected lines is a sector of this operator. */
        NO_MEMBERSHIP,
        /** 指定なし. None of the affected lines is a business this operator is designated for. */
        NOT_DESIGNATED,
        /** 特定重要電子計算機の使用なし. The operator uses none. */
        NO_CRITICAL_COMPUTER,
        /** The operator stated that none is affected. */
        NOT_ON_CRITICAL_COMPUTER,
        /** 特定不正行為に当たらない原因. Every cause is accidental or environmental. */
        CAUSE_NOT_MALICIOUS,
        /** 指定から6月以内. The event lies within the grace after designation. */
        WITHIN_GRACE,
        /** 予兆・ヒヤリハット, not among the prescribed precursor events. */
        NEAR_MISS,
        /** 訓練. A drill opens no duty. */
        EXERCISE,
        /** 個人データの漏えい等なし. None was stated, nor suspected. */
        NO_PERSONAL_DATA,
        /** 報告対象事態に当たらない. Personal data leaked, but what was stated of it meets no criterion. */
        CRITERIA_NOT_MET,
        /** 基準未満. The operator did not state that the accident reaches the threshold. */
        THRESHOLD_NOT_STATED,
        /** 同意なし. The operator has not agreed to it. */
        NO_CONSENT,
        /** 共有範囲. Its label keeps it to those to whom the law sends it. */
        LABEL,
        /** 匿名化のうえ情報提供. It reaches them as a bulletin without names, never as the report itself. */
        ANONYMISED_ONLY
    }
}
