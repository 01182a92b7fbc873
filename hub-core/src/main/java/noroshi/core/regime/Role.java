package noroshi.core.regime;

/** 宛先の役割. As what an authority receives. */
public enum Role {
    /** 主たる所管省庁. The first of the competent authorities. */
    LEAD,
    /** 共同所管. Competent as well; no one closes a thread alone. */
    CO_COMPETENT,
    /** 写し. Receives, decides nothing. */
    COPY;

    /** Whether the addressee has a say in closing and withdrawing. */
    public boolean isCompetent() {
        return this != COPY;
    }
}
