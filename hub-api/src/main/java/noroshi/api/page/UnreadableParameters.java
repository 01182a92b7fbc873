package noroshi.api.page;

import java.util.List;
import noroshi.core.Fault;

/** Parameters of a request that can't be read, all of them; answered with 400. */
public final class UnreadableParameters extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    UnreadableParameters(List<Fault> faults) {
        super(String.join("; ", faults.stream().map(Fault::en).toList()));
        this.faults = List.copyOf(faults);
    }

    List<Fault> faults() {
        return faults;
    }
}
