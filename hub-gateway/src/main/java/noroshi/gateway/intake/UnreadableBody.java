package noroshi.gateway.intake;

/** 読めない本文. The body is no JSON. */
public final class UnreadableBody extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableBody(String message) {
        super(message);
    }
}
