package noroshi.gateway.intake;

import java.util.List;
import java.util.stream.Collectors;
import noroshi.core.Fault;

/** 不備のある提出. The filing can't be taken as it is; tells every fault at once. */
public final class InvalidFiling extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    public InvalidFiling(List<Fault> faults) {
        super(faults.stream().map(Fault::en).collect(Collectors.joining("; ")));
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("faults: none (expected: at least one)");
        }
        this.faults = List.copyOf(faults);
    }

    /** At least one. They quote codes and times, never what a report says in words. */
    public List<Fault> faults() {
        return faults;
    }
}
