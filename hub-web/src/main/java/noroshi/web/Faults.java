package noroshi.web;

import java.util.ArrayList;
import java.util.List;
import noroshi.core.Fault;
import noroshi.core.Reason;

/** 不備の一覧. Gathers all that is wrong with what was sent; of what is wrong a thousandfold it keeps the count. */
public final class Faults {

    /** A sender mends a hundred before it asks again; an answer and the ledger must not swell with hostile bodies. */
    public static final int MOST = 100;

    private final List<Fault> faults = new ArrayList<>();
    private int more;

    public void add(Fault fault) {
        if (faults.size() < MOST) {
            faults.add(fault);
        } else {
            more++;
        }
    }

    public boolean isEmpty() {
        return faults.isEmpty();
    }

    /** What was kept, and how many more there were. */
    public List<Fault> all() {
        if (more == 0) {
            return List.copyOf(faults);
        }
        var all = new ArrayList<>(faults);
        all.add(new Fault(
                "", Reason.INVALID, "ほかに%d件の不備があります".formatted(more), "there are %d more faults".formatted(more)));
        return all;
    }
}
