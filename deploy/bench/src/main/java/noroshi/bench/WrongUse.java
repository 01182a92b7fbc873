package noroshi.bench;

/** What the caller asked for does not exist; the message is the one line that they get. */
final class WrongUse extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongUse(String message) {
        super(message);
    }
}
