package noroshi.core.bulletin;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import noroshi.core.report.Consent;
import noroshi.core.report.Tlp;
import noroshi.core.thread.Dossier;
import noroshi.core.thread.ReportThread;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.core.thread.ReportThreadEvent.ConsentGranted;
import noroshi.core.thread.ReportThreadEvent.ConsentRevoked;
import noroshi.core.thread.ReportThreadEvent.Lines;
import noroshi.core.thread.ReportThreadEvent.RoutingDecided;
import org.jspecify.annotations.Nullable;

/**
 * 出典の状態. What of a thread decides whether a bulletin may draw on it.
 *
 * @param lines the affected sectors, as its last routing had them; null before any
 * @param revoked consents that the operator has taken back; one it never gave is not among them
 */
public record Source(ReportThread thread, @Nullable Lines lines, Set<Consent> revoked) {

    /** Before anything was filed. */
    public static final Source NONE = new Source(ReportThread.UNOPENED, null, Set.of());

    public Source {
        revoked = Set.copyOf(revoked);
    }

    public Source after(ReportThreadEvent event) {
        var taken = new HashSet<>(revoked);
        switch (event) {
            case ConsentRevoked it -> taken.addAll(it.consents());
            case ConsentGranted it -> it.consents().forEach(taken::remove);
            default -> {}
        }
        return new Source(
                ReportThread.evolve(thread, event), event instanceof RoutingDecided it ? it.lines() : lines, taken);
    }

    /** What was filed, or empty if nothing was. */
    public Optional<Dossier> dossier() {
        return thread instanceof ReportThread.Filed filed ? Optional.of(filed.dossier()) : Optional.empty();
    }

    /** The consents on which a bulletin of that label rests: revoked, they end it (L9). */
    boolean isRevokedFor(Tlp label) {
        Set<Consent> concerned = EnumSet.of(Consent.NCO_SHARE, Consent.CEPTOAR_ANONYMISED);
        if (Tlp.AMBER.isNarrowerThan(label)) {
            concerned.add(Consent.COUNCIL_SHARE);
        }
        return concerned.stream().anyMatch(revoked::contains);
    }
}
