package noroshi.core.regime;

/** 義務の前提. On what footing a duty stands. */
public enum Basis {
    /** What the operator stated. */
    STATED,
    /** The operator left open whether a 特定重要電子計算機 is affected; presumed until it is corrected. */
    PRESUMED,
    /** An agreed framework, no statutory duty (行動計画). */
    VOLUNTARY
}
