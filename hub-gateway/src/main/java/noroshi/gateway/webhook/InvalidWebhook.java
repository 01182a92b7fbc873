package noroshi.gateway.webhook;

import java.util.List;
import java.util.stream.Collectors;
import noroshi.core.Fault;

/** 不備のある登録. A webhook can't be kept as it is wanted; tells every fault at once. */
public final class InvalidWebhook extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    InvalidWebhook(List<Fault> faults) {
        super(faults.stream().map(Fault::en).collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    /** At least one. */
    public List<Fault> faults() {
        return faults;
    }
}
