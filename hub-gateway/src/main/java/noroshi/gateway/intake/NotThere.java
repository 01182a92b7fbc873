package noroshi.gateway.intake;

/** 該当なし. There is no such thing for this caller, which is the same as none at all. */
public final class NotThere extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotThere() {
        super("not found");
    }
}
