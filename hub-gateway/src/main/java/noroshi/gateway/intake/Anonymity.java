package noroshi.gateway.intake;

import java.util.List;
import java.util.function.Supplier;
import noroshi.core.Fault;
import noroshi.core.bulletin.UnnamedMembers;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorSlug;
import noroshi.core.thread.ReportThreadCommand.Submission;
import noroshi.gateway.wire.BrokerUnavailable;
import org.springframework.dao.DataAccessException;

/**
 * 匿名. A CEPTOAR's filing names none of its members. It is looked through before it is taken, so that the record never
 * has the name; while the register can't be read, it is asked to come again.
 */
public final class Anonymity {

    private final Supplier<List<OperatorEntry>> register;

    /** @param register every entry, as it stands */
    public Anonymity(Supplier<List<OperatorEntry>> register) {
        this.register = register;
    }

    /**
     * Lets pass what tells nobody.
     *
     * @throws InvalidFiling with all that tells a member
     * @throws BrokerUnavailable if the register can't be read now
     */
    void require(OperatorSlug ceptoar, Submission filed) {
        List<Fault> faults = UnnamedMembers.of(ceptoar, entries()).in(filed);
        if (!faults.isEmpty()) {
            throw new InvalidFiling(faults);
        }
    }

    private List<OperatorEntry> entries() {
        try {
            return register.get();
        } catch (DataAccessException e) {
            throw new BrokerUnavailable("the register can't be read: %s".formatted(e.getMessage()), e);
        }
    }
}
