package noroshi.core.bulletin;

/** 伝達の方法. In which way a bulletin comes down. */
public enum Relay {
    /** 一斉. Everyone it is for reads it once it is issued. */
    AT_ONCE,
    /** 順次. The ministry relays it to the CEPTOAR, and the CEPTOAR to the operators (行動計画). */
    STEPWISE;

    /** How far it comes by being issued. */
    Step first() {
        return switch (this) {
            case AT_ONCE -> Step.OPERATOR;
            case STEPWISE -> Step.MINISTRY;
        };
    }
}
