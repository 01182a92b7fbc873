package noroshi.gateway.wire;

import noroshi.core.Fault;

/** A value that can't be read, now or later: the sender has to send another. */
public final class UnreadableValue extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never serialised
    private final Fault fault;

    public UnreadableValue(Fault fault) {
        super(fault.en());
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
