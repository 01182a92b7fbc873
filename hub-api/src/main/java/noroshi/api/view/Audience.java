package noroshi.api.view;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.ReportId;
import noroshi.core.thread.Delivery;
import noroshi.core.thread.Dossier;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.core.thread.ReportThreadEvent.ConsentRevoked;
import noroshi.core.thread.ReportThreadEvent.SubmissionTaken;

/**
 * 読者. How far each addressee follows a thread. Who was reached by a consent that is revoked keeps what was delivered
 * until then and learns no more; where the consent is given again, it follows again.
 *
 * @param submissions where in the record each submission is
 * @param parted since which position an addressee is not reached any more
 */
record Audience(Map<ReportId, Long> submissions, Map<AuthorityCode, Long> parted) {

    static final Audience NONE = new Audience(Map.of(), Map.of());

    /** {@link #until} of whoever is still reached. */
    static final long NO_END = Long.MAX_VALUE;

    Audience {
        submissions = Map.copyOf(submissions);
        parted = Map.copyOf(parted);
    }

    Audience after(ReportThreadEvent event, long position, Dossier dossier) {
        return new Audience(submitted(event, position), mayMove(event) ? parting(position, dossier) : parted);
    }

    /** Who agreed to nothing less than before has nobody part. */
    private boolean mayMove(ReportThreadEvent event) {
        return !parted.isEmpty() || event instanceof SubmissionTaken || event instanceof ConsentRevoked;
    }

    private Map<ReportId, Long> submitted(ReportThreadEvent event, long position) {
        if (!(event instanceof SubmissionTaken submission)) {
            return submissions;
        }
        var all = new LinkedHashMap<>(submissions);
        all.put(submission.report(), position);
        return all;
    }

    private Map<AuthorityCode, Long> parting(long position, Dossier dossier) {
        var now = new LinkedHashMap<AuthorityCode, Long>();
        for (Delivery delivery : dossier.deliveries().values()) {
            if (!dossier.reaches(delivery)) {
                now.put(delivery.addressee(), parted.getOrDefault(delivery.addressee(), position));
            }
        }
        return now;
    }

    /** The first position that its addressee learns nothing of any more: nor of what was on its way when it parted. */
    long until(Delivery delivery) {
        Long parting = parted.get(delivery.addressee());
        if (parting == null) {
            return NO_END;
        }
        return submissions.entrySet().stream()
                .filter(submission -> !delivery.made().contains(submission.getKey()))
                .flatMapToLong(submission -> LongStream.of(submission.getValue()))
                .reduce(parting, Math::min);
    }
}
