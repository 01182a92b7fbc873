package noroshi.api.stream;

/** 満員. As many follow the stream as this process bears, or it is about to stop. */
public final class TooManySubscribers extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManySubscribers(int subscribers) {
        super("subscribers: %d (expected: fewer)".formatted(subscribers));
    }
}
