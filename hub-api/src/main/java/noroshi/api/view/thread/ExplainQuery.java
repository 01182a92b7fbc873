package noroshi.api.view.thread;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import noroshi.api.view.Companionship;
import noroshi.api.view.Companionship.Span;
import noroshi.api.view.ThreadState;
import noroshi.api.view.Times;
import noroshi.api.view.thread.Explanation.Decision;
import noroshi.api.view.thread.Explanation.Excluded;
import noroshi.api.view.thread.Explanation.Ground;
import noroshi.api.view.thread.Explanation.Why;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.regime.Exclusion;
import noroshi.core.regime.Rule;
import noroshi.core.register.ScopeEvent;
import noroshi.core.report.ThreadId;
import noroshi.core.sharing.Circle;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import noroshi.core.thread.ReportThreadEvent.Decided;
import noroshi.core.thread.ReportThreadEvent.RoutingDecided;
import noroshi.ledger.Ledger;
import noroshi.ledger.RecordedEvent;

/** 理由の問合せ. From the record itself: what was decided is explained by what was recorded, never decided anew. */
public final class ExplainQuery {

    private final Ledger ledger;
    private final Companionship companionship;

    public ExplainQuery(Ledger ledger, Companionship companionship) {
        this.ledger = ledger;
        this.companionship = companionship;
    }

    /**
     * The explanation of what {@code recipient} got and may read; empty if there is no such thread, or none that the viewer
     * may know of. Where a viewer knows that it is there but may not read it, its own delivery is explained, and not by
     * whose thread it is.
     */
    public Optional<Explanation> explain(Viewer viewer, ThreadId thread, Viewer recipient) {
        List<RecordedEvent> events = ledger.ofTag("thread", thread.toString());
        Circle circle = ThreadState.find(events).map(ThreadState::circle).orElse(null);
        if (circle == null) {
            return Optional.empty();
        }
        Disclosure.Extent extent = Disclosure.of(viewer, circle).extent();
        boolean isWhole = viewer.role() == Role.AUDITOR || extent.showsContent();
        Optional<AuthorityCode> addressee = recipient.authority();
        boolean isOwn = addressee.isPresent() && addressee.equals(viewer.authority());
        if (!isWhole && !(isOwn && extent.showsExistence())) {
            return Optional.empty();
        }
        long[] register = Stream.concat(
                        ledger.ofTag("operator", circle.operator().value()).stream(),
                        ledger.ofTag("scope", ScopeEvent.NATIONAL).stream())
                .mapToLong(RecordedEvent::position)
                .toArray();
        List<Decision> decisions = events.stream()
                .flatMap(event -> event.payload() instanceof RoutingDecided routing
                        ? Stream.of(decision(event, routing, addressee, register))
                                .map(decision -> isWhole ? decision : decision.ofDelivery())
                        : Stream.empty())
                .toList();
        List<Span> spans = companionship.of(List.of(thread.value())).stream()
                .filter(span -> span.holdsNow()
                        && addressee.filter(span.authority()::equals).isPresent())
                .toList();
        Disclosure shown = Disclosure.of(
                recipient, circle.beside(spans.stream().map(Span::authority).collect(Collectors.toSet())));
        boolean delivered = decisions.stream().anyMatch(decision -> decision.deliveryId() != null);
        return Optional.of(new Explanation(
                thread.value(),
                recipient.identity(),
                delivered,
                delivered ? null : Why.NO_RULE_NAMES_IT,
                shown.extent(),
                shown.why(),
                shown.why() == Disclosure.Why.SAME_CAMPAIGN
                        ? spans.stream().map(Span::campaign).sorted().toList()
                        : null,
                decisions));
    }

    private static Decision decision(
            RecordedEvent event, RoutingDecided routing, Optional<AuthorityCode> recipient, long[] register) {
        Optional<Decided> delivery = routing.deliveries().stream()
                .filter(decided -> recipient.filter(decided.addressee()::equals).isPresent())
                .findFirst();
        return new Decision(
                event.position(),
                Times.inTokyo(routing.occurredAt()),
                LongStream.of(register)
                        .filter(position -> position < event.position())
                        .max()
                        .orElse(0),
                routing.lines().sectors(),
                routing.lines().businesses(),
                routing.lines().unclaimed(),
                delivery.map(decided -> decided.delivery().value()).orElse(null),
                delivery.map(Decided::role).orElse(null),
                delivery.map(Decided::rules).orElse(List.of()).stream()
                        .map(ExplainQuery::ground)
                        .toList(),
                routing.exclusions().stream().map(ExplainQuery::excluded).toList());
    }

    private static Ground ground(Rule rule) {
        return new Ground(rule.regime().value(), rule.id(), rule.article(), rule.ruleSetDate(), rule.status());
    }

    private static Excluded excluded(Exclusion exclusion) {
        Rule rule = exclusion.rule();
        return new Excluded(
                rule.regime().value(), rule.id(), rule.article(), rule.ruleSetDate(), rule.status(), exclusion.why());
    }
}
