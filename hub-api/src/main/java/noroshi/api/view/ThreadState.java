package noroshi.api.view;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.regime.Regime;
import noroshi.core.regime.RegimeCode;
import noroshi.core.regime.Regimes;
import noroshi.core.regime.Role;
import noroshi.core.regime.Rule;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Filing;
import noroshi.core.report.ThreadId;
import noroshi.core.sharing.Circle;
import noroshi.core.thread.Delivery;
import noroshi.core.thread.DeliveryId;
import noroshi.core.thread.Dossier;
import noroshi.core.thread.Dossier.Filed;
import noroshi.core.thread.Obligation;
import noroshi.core.thread.ReportThread;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.core.thread.ReportThreadEvent.Lines;
import noroshi.core.thread.ReportThreadEvent.RoutingDecided;
import noroshi.ledger.EventJson;
import org.jspecify.annotations.Nullable;

/**
 * 事案の現況. A thread as the domain itself folds it, without the words of its reports: what views derive their rows
 * from.
 */
public record ThreadState(ReportThread.Filed thread, Lines lines) {

    /** 未振分け. Stands for the sector where no rule found one (R13). */
    private static final String UNROUTED = "UNROUTED";

    private static final Lines NO_LINES = new Lines(List.of(), List.of(), List.of(), null);
    private static final Comparator<Delivery> BY_ROLE =
            Comparator.comparing(Delivery::role).thenComparing(Delivery::addressee);

    /** 段階. What a thread's type says, as a word. */
    public enum Phase {
        /** 対応中. */
        OPEN,
        /** 取下げ審査中. */
        WITHDRAWAL_REQUESTED,
        /** 取下げ済. */
        WITHDRAWN,
        /** 終結. */
        CLOSED
    }

    /** The state that a thread's events lead to, in their order. */
    public static ThreadState of(List<ReportThreadEvent> events) {
        ThreadState state = after(null, events.getFirst());
        for (ReportThreadEvent event : events.subList(1, events.size())) {
            state = after(state, event);
        }
        return state;
    }

    /** The state after {@code event}, which opens the thread if there was none before. */
    static ThreadState after(@Nullable ThreadState before, ReportThreadEvent event) {
        ReportThread thread = before == null ? ReportThread.UNOPENED : before.thread;
        if (!(ReportThread.evolve(thread, event) instanceof ReportThread.Filed filed)) {
            throw new IllegalStateException("thread %s: %s before any report (expected: a report first)"
                    .formatted(event.thread(), event.getClass().getSimpleName()));
        }
        Lines known = before == null ? NO_LINES : before.lines;
        return new ThreadState(filed, event instanceof RoutingDecided routing ? routing.lines() : known);
    }

    /** The same without the words of its reports, which may be erased while this is still in memory. */
    ThreadState withoutContent() {
        Dossier known = dossier();
        var bare = new Dossier(
                known.thread(),
                known.operator(),
                known.filing(),
                null,
                known.clockFrom(),
                known.reports(),
                known.deliveries(),
                known.obligations());
        return new ThreadState(in(phase(), bare, accepted()), lines);
    }

    /** Who has accepted the withdrawal so far, where one was asked for. */
    private Set<DeliveryId> accepted() {
        return thread instanceof ReportThread.WithdrawalPending pending ? pending.accepted() : Set.of();
    }

    private static ReportThread.Filed in(Phase phase, Dossier dossier, Set<DeliveryId> accepted) {
        return switch (phase) {
            case OPEN -> new ReportThread.Open(dossier);
            case WITHDRAWAL_REQUESTED -> new ReportThread.WithdrawalPending(dossier, accepted);
            case WITHDRAWN -> new ReportThread.Withdrawn(dossier);
            case CLOSED -> new ReportThread.Closed(dossier);
        };
    }

    public Dossier dossier() {
        return thread.dossier();
    }

    public Filing filing() {
        return dossier().filing();
    }

    public Circle circle() {
        return Circle.of(dossier());
    }

    public Phase phase() {
        return switch (thread) {
            case ReportThread.Open _ -> Phase.OPEN;
            case ReportThread.WithdrawalPending _ -> Phase.WITHDRAWAL_REQUESTED;
            case ReportThread.Withdrawn _ -> Phase.WITHDRAWN;
            case ReportThread.Closed _ -> Phase.CLOSED;
        };
    }

    /** The affected sectors; failing these the businesses; failing these {@code UNROUTED}. Never empty. */
    public List<String> sectors() {
        if (!lines.sectors().isEmpty()) {
            return lines.sectors();
        }
        return lines.businesses().isEmpty() ? List.of(UNROUTED) : lines.businesses();
    }

    /** Every sector and business by which the thread is found. */
    public List<String> allLines() {
        return Stream.of(sectors(), lines.sectors(), lines.businesses())
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /** The regimes that sent the thread somewhere or opened a duty; those of statute first. */
    public List<RegimeCode> regimes() {
        Set<RegimeCode> found = new LinkedHashSet<>();
        dossier().deliveries().values().stream()
                .flatMap(delivery -> delivery.rules().stream())
                .map(Rule::regime)
                .forEach(found::add);
        dossier().obligations().values().stream()
                .map(obligation -> obligation.duty().rule().regime())
                .forEach(found::add);
        List<RegimeCode> order = Regimes.all().stream().map(Regime::code).toList();
        return found.stream()
                .sorted(Comparator.<RegimeCode>comparingInt(
                                code -> order.contains(code) ? order.indexOf(code) : order.size())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** The authority that leads, or null before the thread is routed. */
    public @Nullable AuthorityCode lead() {
        return deliveries().stream()
                .filter(delivery -> delivery.role() == Role.LEAD)
                .map(Delivery::addressee)
                .findFirst()
                .orElse(null);
    }

    /** The deliveries, the lead first. */
    public List<Delivery> deliveries() {
        return dossier().deliveries().values().stream().sorted(BY_ROLE).toList();
    }

    /** The obligations in the order in which they fall due. */
    public List<Obligation> obligations() {
        return dossier().obligations().values().stream()
                .sorted(Comparator.<Obligation, Instant>comparing(
                                obligation -> obligation.duty().deadline().dueBefore())
                        .thenComparing(obligation -> obligation.id().value()))
                .toList();
    }

    /** The state as a view's table holds it, without the words of its reports. */
    public String document() {
        return EventJson.mapper().writeValueAsString(Stored.of(this));
    }

    /** Reads what {@link #document()} wrote. */
    public static ThreadState read(String document) {
        return EventJson.mapper().readValue(document, Stored.class).state();
    }

    /**
     * The state as it is stored. Lists, not maps: JSON keeps no order of keys. What is sealed (the content) is left out.
     */
    record Stored(
            Phase phase,
            List<DeliveryId> accepted,
            ThreadId thread,
            OperatorSlug operator,
            Filing filing,
            Instant clockFrom,
            List<Filed> reports,
            List<Delivery> deliveries,
            List<Obligation> obligations,
            Lines lines) {

        static Stored of(ThreadState state) {
            Dossier dossier = state.dossier();
            List<DeliveryId> accepted = state.accepted().stream()
                    .sorted(Comparator.comparing(DeliveryId::value))
                    .toList();
            return new Stored(
                    state.phase(),
                    accepted,
                    dossier.thread(),
                    dossier.operator(),
                    dossier.filing(),
                    dossier.clockFrom(),
                    dossier.reports(),
                    List.copyOf(dossier.deliveries().values()),
                    List.copyOf(dossier.obligations().values()),
                    state.lines);
        }

        ThreadState state() {
            var dossier = new Dossier(
                    thread,
                    operator,
                    filing,
                    null,
                    clockFrom,
                    reports,
                    byId(deliveries, Delivery::id),
                    byId(obligations, Obligation::id));
            return new ThreadState(in(phase, dossier, Set.copyOf(accepted)), lines);
        }

        private static <K, V> Map<K, V> byId(List<V> values, Function<V, K> id) {
            return Collections.unmodifiableMap(values.stream()
                    .collect(Collectors.toMap(
                            id, Function.identity(), (one, _) -> Objects.requireNonNull(one), LinkedHashMap::new)));
        }
    }
}
