package noroshi.ledger;

/** 競合. What a decision rested on kept changing under it; the command may be sent again. */
public final class ConcurrentChange extends RuntimeException {

    public ConcurrentChange(Object command, int tries, Throwable cause) {
        super("%s: conflicted %d times".formatted(command.getClass().getSimpleName(), tries), cause);
    }
}
