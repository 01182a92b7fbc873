package noroshi.core.report;

/** 提出の種類. What an operator can file. */
public enum Kind {
    /** 報告. Opens a thread. */
    REPORT,
    /** 続報・詳報・最終報. Continues a thread. */
    FOLLOW_UP,
    /** 補正. Corrects what was filed. */
    CORRECTION,
    /** 取下げの申出. */
    WITHDRAWAL;

    /** Whether it belongs to a thread that is there already. */
    public boolean continues() {
        return this != REPORT;
    }
}
