package noroshi.web;

import java.util.List;
import noroshi.core.Fault;

/** パラメータの誤り. Parameters of a request that can't be read, all of them; answered with 400. */
public final class UnreadableParameters extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    public UnreadableParameters(List<Fault> faults) {
        super(String.join("; ", faults.stream().map(Fault::en).toList()));
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }
}
