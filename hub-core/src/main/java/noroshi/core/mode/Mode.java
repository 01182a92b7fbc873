package noroshi.core.mode;

/** 対応の態勢 (行動計画). How information is shared. */
public enum Mode {
    /** 通常時. */
    NORMAL,
    /** 大規模重要インフラサービス障害対応時. */
    LARGE_SCALE
}
