package noroshi.gateway.wire;

import org.jspecify.annotations.Nullable;

/** The broker or the schema registry does not answer. Nothing is wrong with what was asked: pause and ask again. */
public final class BrokerUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BrokerUnavailable(String message) {
        super(message);
    }

    public BrokerUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
