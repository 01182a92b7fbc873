package noroshi.ledger;

/** The ledger can't take this append, now or later: an event id used before, or content that it can't hold. */
public final class AppendRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AppendRefused(String message) {
        super(message);
    }

    AppendRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
