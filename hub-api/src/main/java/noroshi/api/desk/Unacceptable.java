package noroshi.api.desk;

import java.util.List;
import noroshi.core.Fault;

/** 不備のある申請. What came can be read as JSON but not taken; every fault there is comes with it. */
public final class Unacceptable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    public Unacceptable(List<Fault> faults) {
        super(faults.getFirst().en());
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }
}
