package noroshi.ledger;

/**
 * The ledger can't be reached, or can't follow. Nothing is wrong with what was asked: pause and ask again. An append
 * that fails so may nevertheless have been recorded; deciding again on the ledger's state shows it.
 */
public final class LedgerUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LedgerUnavailable(String message) {
        super(message);
    }

    LedgerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
