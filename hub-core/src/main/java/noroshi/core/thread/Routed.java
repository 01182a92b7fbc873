package noroshi.core.thread;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import noroshi.core.asset.Assets;
import noroshi.core.obligation.Obligation;
import noroshi.core.obligation.ObligationId;
import noroshi.core.regime.Affected;
import noroshi.core.regime.Duty;
import noroshi.core.regime.Question;
import noroshi.core.regime.Role;
import noroshi.core.register.OperatorEntry;
import noroshi.core.report.Content;
import noroshi.core.report.Filing;
import noroshi.core.report.ReportId;
import noroshi.core.report.ThreadId;
import noroshi.core.routing.Destination;
import noroshi.core.routing.Route;
import noroshi.core.routing.Routing;
import noroshi.core.sector.Sector;
import noroshi.core.thread.ReportThreadEvent.Decided;
import noroshi.core.thread.ReportThreadEvent.Lines;
import noroshi.core.thread.ReportThreadEvent.Opened;
import noroshi.core.thread.ReportThreadEvent.RoutingDecided;
import org.jspecify.annotations.Nullable;

/** 振分けの決定. What is new in where a thread goes. */
final class Routed {

    private Routed() {}

    /** What is new in the route: adds deliveries, adds, waives or recomputes obligations, removes nothing. */
    static RoutingDecided of(Dossier dossier, @Nullable ReportId report, OperatorEntry entry, Case known, Instant at) {
        Filing filing = filing(dossier, known.assets());
        // what the operator has notified itself counts, whatever its entry says
        OperatorEntry user = known.assets().inUseOn(filing.awarenessDay()) ? entry.usingCriticalComputer() : entry;
        Route route = Routing.of(filing, user, known.scope(), known.modes());
        ThreadId thread = dossier.thread();
        List<Decided> deliveries = new ArrayList<>();
        boolean led = dossier.deliveries().values().stream().anyMatch(delivery -> delivery.role() == Role.LEAD);
        for (Destination destination : route.destinations()) {
            var id = DeliveryId.of(thread, destination.addressee());
            Role role = after(led, destination);
            Delivery before = dossier.deliveries().get(id);
            if (before == null) {
                deliveries.add(new Decided(id, destination.addressee(), role, destination.rules()));
            } else if (!before.rules().containsAll(destination.rules())) {
                deliveries.add(before.strengthened(role, destination.rules()));
            }
        }
        Map<ObligationId, Duty> duties = new LinkedHashMap<>();
        route.duties().forEach(duty -> duties.put(ObligationId.of(thread, duty), duty));
        List<Opened> opened = new ArrayList<>();
        List<Opened> recomputed = new ArrayList<>();
        duties.forEach((id, duty) -> {
            Obligation before = dossier.obligations().get(id);
            if (before == null) {
                opened.add(new Opened(id, duty));
            } else if (before.state() != Obligation.State.MET
                    && (before.state() == Obligation.State.WAIVED
                            || !before.duty().equals(duty))) {
                recomputed.add(new Opened(id, duty));
            }
        });
        List<ObligationId> waived = dossier.open().stream()
                .map(Obligation::id)
                .filter(id -> !duties.containsKey(id))
                .toList();
        return new RoutingDecided(
                thread,
                report,
                lines(Question.of(filing, entry, known.scope()).affected(), entry),
                deliveries,
                opened,
                waived,
                recomputed,
                route.exclusions(),
                at);
    }

    /** The same without a submission; none where nothing is new. */
    static List<RoutingDecided> anew(Dossier dossier, OperatorEntry entry, Case known, Instant at) {
        RoutingDecided decided = of(dossier, null, entry, known, at);
        boolean changesNothing = decided.deliveries().isEmpty()
                && decided.opened().isEmpty()
                && decided.waived().isEmpty()
                && decided.recomputed().isEmpty()
                && decided.lines().equals(dossier.lines());
        return changesNothing ? List.of() : List.of(decided);
    }

    /**
     * By which the law is applied. Where a report names a computer that its operator has notified and uses, it is
     * established that a 特定重要電子計算機 is affected, whatever is said besides.
     */
    private static Filing filing(Dossier dossier, Assets assets) {
        Filing filing = dossier.filing().awareAt(dossier.clockFrom());
        Content content = dossier.content();
        boolean established = content != null
                && content.assets().stream()
                        .anyMatch(number -> assets.inUseOn(filing.awarenessDay(), dossier.operator(), number));
        return established ? filing.establishedOnCriticalComputer() : filing;
    }

    private static Role after(boolean led, Destination destination) {
        return led && destination.role() == Role.LEAD ? Role.CO_COMPETENT : destination.role();
    }

    private static Lines lines(Affected affected, OperatorEntry entry) {
        var sectors = new LinkedHashSet<String>();
        affected.sectors().forEach(sector -> sectors.add(top(sector)));
        var businesses = new LinkedHashSet<String>();
        affected.businesses()
                .forEach(held -> businesses.add(held.business().code().value()));
        return new Lines(
                List.copyOf(sectors),
                List.copyOf(businesses),
                affected.unclaimed(),
                entry.reportsForOthers() ? null : entry.prefecture());
    }

    private static String top(Sector sector) {
        return sector.parent() == null ? sector.code().value() : sector.parent().value();
    }
}
