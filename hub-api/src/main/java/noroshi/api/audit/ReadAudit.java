package noroshi.api.audit;

import java.time.InstantSource;
import java.util.List;
import noroshi.core.sharing.Viewer;
import noroshi.ledger.ReadLog;
import noroshi.ledger.Reading;

/** 閲覧の監査. Puts down who read what; what can't be put down is not answered. */
public final class ReadAudit {

    private final ReadLog log;
    private final InstantSource clock;

    public ReadAudit(ReadLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /**
     * Records that the viewer reads the words of those subjects, before it returns; nothing where there are none.
     *
     * @param outlet by which operation
     * @throws noroshi.ledger.LedgerUnavailable if it can't be recorded
     */
    public void record(Viewer viewer, String outlet, List<String> subjects) {
        if (!subjects.isEmpty()) {
            log.record(new Reading(
                    clock.instant(), viewer.identity(), viewer.role().name(), viewer.organisation(), outlet, subjects));
        }
    }
}
