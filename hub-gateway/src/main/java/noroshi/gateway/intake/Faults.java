package noroshi.gateway.intake;

import java.util.ArrayList;
import java.util.List;
import noroshi.core.Fault;
import noroshi.core.Reason;

/** 不備の一覧. Gathers all that is wrong with a filing; of what is wrong a thousandfold it keeps the count. */
final class Faults {

    /** A sender mends a hundred before it asks again; an answer and the ledger must not swell with hostile bodies. */
    static final int MOST = 100;

    private final List<Fault> faults = new ArrayList<>();
    private int more;

    void add(Fault fault) {
        if (faults.size() < MOST) {
            faults.add(fault);
        } else {
            more++;
        }
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    List<Fault> all() {
        if (more == 0) {
            return List.copyOf(faults);
        }
        var all = new ArrayList<>(faults);
        all.add(new Fault(
                "", Reason.INVALID, "ほかに%d件の不備があります".formatted(more), "there are %d more faults".formatted(more)));
        return all;
    }
}
