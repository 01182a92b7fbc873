package noroshi.core.regime;

/** 義務の前提. On what footing a duty stands. */
public enum Basis {
    /** What the operator stated, or established by naming a 特定重要電子計算機 that it has notified. */
    STATED,
    /**
     * The operator left open what the duty hangs on (whether a 特定重要電子計算機 is affected, whether a leak was
     * intended); presumed until it is corrected.
     */
    PRESUMED,
    /** An agreed framework, no statutory duty (行動計画). */
    VOLUNTARY
}
