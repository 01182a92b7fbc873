package noroshi.core.thread;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import noroshi.core.obligation.Obligation;
import noroshi.core.obligation.ObligationId;
import noroshi.core.report.Consent;
import noroshi.core.report.Consents;
import noroshi.core.report.ReportId;
import noroshi.core.thread.ReportThreadEvent.ConsentGranted;
import noroshi.core.thread.ReportThreadEvent.ConsentRevoked;
import org.jspecify.annotations.Nullable;

/** 同意の変更の決定. Whether a filing says it or a call of its own: the same facts follow. */
final class Consenting {

    private Consenting() {}

    /**
     * What becomes of a thread whose operator agrees to {@code to} from now on; nothing if it did before.
     *
     * @param report the submission that says so, or null
     */
    static List<ReportThreadEvent> to(Consents to, Dossier dossier, @Nullable ReportId report, Instant at) {
        Consents before = dossier.filing().consents();
        Set<Consent> granted = without(to.given(), before.given());
        Set<Consent> revoked = without(before.given(), to.given());
        var events = new ArrayList<ReportThreadEvent>();
        if (!granted.isEmpty()) {
            events.add(new ConsentGranted(dossier.thread(), report, List.copyOf(granted), at));
        }
        if (!revoked.isEmpty()) {
            List<ObligationId> waived =
                    dossier.notAgreed(to).stream().map(Obligation::id).toList();
            events.add(new ConsentRevoked(dossier.thread(), report, List.copyOf(revoked), waived, at));
        }
        return events;
    }

    private static Set<Consent> without(Set<Consent> all, Set<Consent> these) {
        var rest = EnumSet.noneOf(Consent.class);
        rest.addAll(all);
        rest.removeAll(these);
        return rest;
    }
}
