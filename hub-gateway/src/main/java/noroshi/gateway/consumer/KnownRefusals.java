package noroshi.gateway.consumer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import noroshi.core.Fault;
import noroshi.core.report.Kind;
import noroshi.core.report.ReportId;
import noroshi.gateway.wire.Partition;
import noroshi.ledger.LedgerUnavailable;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * 不受理の控え. The submissions that stand refused. Every method may throw {@link DataAccessException} or
 * {@link LedgerUnavailable} if the database is away.
 */
interface KnownRefusals {

    /**
     * A submission that stands refused.
     *
     * @param position where the ledger has its refusal; the last, if it was refused more than once
     * @param kind null where it could not be read
     * @param place where its record lay, or empty if that is not known
     */
    record Refusal(
            long position,
            ReportId report,
            @Nullable Kind kind,
            List<Fault> faults,
            Instant receivedAt,
            Optional<Place> place) {

        public Refusal {
            faults = List.copyOf(faults);
        }
    }

    /** The place of a record. */
    record Place(Partition partition, long offset) {}

    /** The position up to which all refusals are known: that of the ledger's last event. */
    long head() throws InterruptedException;

    /**
     * The next refusals between two positions, in order; none if there are no more.
     *
     * @param opening of reports that open a thread, or else of what continues one; what could not be read is among both
     */
    List<Refusal> between(long after, long last, boolean opening);
}
