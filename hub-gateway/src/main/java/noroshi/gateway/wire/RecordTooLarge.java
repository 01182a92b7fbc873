package noroshi.gateway.wire;

/** A value that is larger than a topic takes; to send it again does not help. */
public final class RecordTooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RecordTooLarge(String message, Throwable cause) {
        super(message, cause);
    }
}
