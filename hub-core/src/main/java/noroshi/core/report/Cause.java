package noroshi.core.report;

/** 原因. A cause of the event, several a report; the single labels are not verified (情報連絡様式). */
public enum Cause {
    SUSPICIOUS_MAIL(Group.INTENTIONAL),
    ID_SPOOFING(Group.INTENTIONAL),
    DOS_MASS_ACCESS(Group.INTENTIONAL),
    ILLICIT_ACQUISITION(Group.INTENTIONAL),
    INSIDER(Group.INTENTIONAL),
    NON_OPERATION(Group.INTENTIONAL),
    USER_OPERATION_ERROR(Group.ACCIDENTAL),
    USER_MANAGEMENT_ERROR(Group.ACCIDENTAL),
    SUSPICIOUS_FILE_RUN(Group.ACCIDENTAL),
    SUSPICIOUS_SITE(Group.ACCIDENTAL),
    OUTSOURCER_ERROR(Group.ACCIDENTAL),
    EQUIPMENT_FAILURE(Group.ACCIDENTAL),
    VULNERABILITY(Group.ACCIDENTAL),
    SPILLOVER_FROM_OTHER_SECTOR(Group.ACCIDENTAL),
    DISASTER_OR_EPIDEMIC(Group.ENVIRONMENTAL),
    OTHER(Group.OTHER),
    UNKNOWN(Group.OTHER);

    private final Group group;

    Cause(Group group) {
        this.group = group;
    }

    public Group group() {
        return group;
    }

    /** 原因の区分. */
    public enum Group {
        /** 意図的な原因. */
        INTENTIONAL,
        /** 偶発的な原因. */
        ACCIDENTAL,
        /** 環境的な原因. */
        ENVIRONMENTAL,
        /** その他の原因. */
        OTHER
    }
}
