package noroshi.gateway.intake;

/** 読めない本文. The body is no JSON, or more than the door takes. */
public final class UnreadableBody extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean tooLarge;

    UnreadableBody(String message, boolean tooLarge) {
        super(message);
        this.tooLarge = tooLarge;
    }

    public boolean isTooLarge() {
        return tooLarge;
    }
}
