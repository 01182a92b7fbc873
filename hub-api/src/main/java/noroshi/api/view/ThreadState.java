package noroshi.api.view;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.obligation.Obligation;
import noroshi.core.regime.Regime;
import noroshi.core.regime.RegimeCode;
import noroshi.core.regime.Regimes;
import noroshi.core.regime.Role;
import noroshi.core.regime.Rule;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Filing;
import noroshi.core.report.ReportId;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Circle;
import noroshi.core.thread.Assessment;
import noroshi.core.thread.Delivery;
import noroshi.core.thread.DeliveryId;
import noroshi.core.thread.Dossier;
import noroshi.core.thread.Dossier.Filed;
import noroshi.core.thread.ReportThread;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.core.thread.ReportThreadEvent.Lines;
import noroshi.ledger.EventJson;
import noroshi.ledger.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * 事案の現況. A thread as the domain itself folds it, without the words of its reports: what views derive their rows
 * from.
 */
public record ThreadState(ReportThread.Filed thread, Audience audience) {

    /** 未振分け. Stands for the sector where no rule found one (R13). */
    private static final String UNROUTED = "UNROUTED";

    private static final Comparator<Delivery> BY_ROLE =
            Comparator.comparing(Delivery::role).thenComparing(Delivery::addressee);

    /** 段階. What a thread's type says, as a word. */
    public enum Phase {
        /** 対応中. */
        OPEN,
        /** 再開. Open again after it was closed. */
        REOPENED,
        /** 取下げ審査中. */
        WITHDRAWAL_REQUESTED,
        /** 取下げ済. */
        WITHDRAWN,
        /** 終結. */
        CLOSED
    }

    /** The state that the recorded events of one thread lead to, in their order. */
    public static ThreadState of(List<RecordedEvent> events) {
        ThreadState state = null;
        for (RecordedEvent event : events) {
            state = after(state, event, (ReportThreadEvent) event.payload());
        }
        if (state == null) {
            throw new IllegalArgumentException("events: none (expected: those of a thread)");
        }
        return state;
    }

    /** The same; empty if there are none, or they are of something else that has a key of its own, such as an asset. */
    public static Optional<ThreadState> find(List<RecordedEvent> events) {
        return events.isEmpty() || !(events.getFirst().payload() instanceof ReportThreadEvent)
                ? Optional.empty()
                : Optional.of(of(events));
    }

    /** Who may know of a thread as it stood, from each position on at which that changed. */
    public static SortedMap<Long, Circle> moves(List<RecordedEvent> events) {
        var moves = new TreeMap<Long, Circle>();
        ThreadState state = null;
        for (RecordedEvent event : events) {
            state = after(state, event, (ReportThreadEvent) event.payload());
            Circle circle = state.circleNow();
            if (moves.isEmpty() || !moves.lastEntry().getValue().equals(circle)) {
                moves.put(event.position(), circle);
            }
        }
        return moves;
    }

    /** The state after {@code event}, which opens the thread if there was none before. */
    static ThreadState after(@Nullable ThreadState before, RecordedEvent recorded, ReportThreadEvent event) {
        ReportThread thread = before == null ? ReportThread.UNOPENED : before.thread;
        if (!(ReportThread.evolve(thread, event) instanceof ReportThread.Filed filed)) {
            throw new IllegalStateException("thread %s: %s before any report (expected: a report first)"
                    .formatted(event.thread(), event.getClass().getSimpleName()));
        }
        Audience audience = before == null ? Audience.NONE : before.audience;
        return new ThreadState(filed, audience.after(event, recorded.position(), filed.dossier()));
    }

    /** The sectors and businesses that it was routed on last. */
    public Lines lines() {
        return dossier().lines();
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
                known.obligations(),
                known.lines(),
                known.assessment(),
                known.heldTo());
        return new ThreadState(in(phase(), bare, accepted()), audience);
    }

    /** Who has accepted the withdrawal so far, where one was asked for. */
    private Set<DeliveryId> accepted() {
        return thread instanceof ReportThread.WithdrawalPending pending ? pending.accepted() : Set.of();
    }

    private static ReportThread.Filed in(Phase phase, Dossier dossier, Set<DeliveryId> accepted) {
        return switch (phase) {
            case OPEN -> new ReportThread.Open(dossier);
            case REOPENED -> new ReportThread.Reopened(dossier);
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

    /** Who may know of the thread: whom it reaches, or did as far as it was delivered then. */
    public Circle circle() {
        return circleAt(0);
    }

    /** Who may know of what stands at {@code position} of the record: not who had parted from the thread before. */
    public Circle circleAt(long position) {
        return circleOf(delivery -> followsTo(delivery) > Math.max(position, opening()));
    }

    /** The addressees whom the thread reaches no more. */
    public Set<AuthorityCode> parted() {
        return audience.parted().keySet();
    }

    /** Who may know of what stands from each position on, to the next one. */
    public SortedMap<Long, Circle> circles() {
        var circles = new TreeMap<Long, Circle>();
        circles.put(0L, circle());
        for (Delivery delivery : dossier().deliveries().values()) {
            long until = followsTo(delivery);
            if (until != Audience.NO_END) {
                circles.put(until, circleAt(until));
            }
        }
        return circles;
    }

    /** Who may know of the thread as it stands. */
    public Circle circleNow() {
        return circleOf(dossier()::reaches);
    }

    private Circle circleOf(Predicate<Delivery> reaching) {
        Circle circle = Circle.of(dossier(), lines().sectors(), reaching);
        return thread instanceof ReportThread.Withdrawn ? circle.closed() : circle;
    }

    /** The first position that this delivery's addressee learns nothing of any more; beyond all if it does. */
    public long followsTo(Delivery delivery) {
        return audience.until(delivery);
    }

    /** The same of the authority that a delivery goes to; nothing at all of one that has none. */
    public long followsTo(AuthorityCode addressee) {
        return dossier().deliveries().values().stream()
                .filter(delivery -> delivery.addressee().equals(addressee))
                .mapToLong(this::followsTo)
                .max()
                .orElse(0);
    }

    /** 深刻度 as the national office assessed it, or null. */
    public @Nullable Integer officialSeverity() {
        Assessment assessment = dossier().assessment();
        return assessment == null ? null : assessment.severity().overall();
    }

    private long opening() {
        return submittedAt(dossier().reports().getFirst().report());
    }

    /** Whether the thread begins at that position of the record. */
    public boolean isOpenedAt(long position) {
        return opening() == position;
    }

    /** Where in the record a submission of the thread stands; 0 if it is none of it. */
    public long submittedAt(ReportId report) {
        return audience.submissions().getOrDefault(report, 0L);
    }

    public Phase phase() {
        return switch (thread) {
            case ReportThread.Open _ -> Phase.OPEN;
            case ReportThread.Reopened _ -> Phase.REOPENED;
            case ReportThread.WithdrawalPending _ -> Phase.WITHDRAWAL_REQUESTED;
            case ReportThread.Withdrawn _ -> Phase.WITHDRAWN;
            case ReportThread.Closed _ -> Phase.CLOSED;
        };
    }

    /** The affected sectors; failing these the businesses; failing these {@code UNROUTED}. Never empty. */
    public List<String> sectors() {
        if (!lines().sectors().isEmpty()) {
            return lines().sectors();
        }
        return lines().businesses().isEmpty() ? List.of(UNROUTED) : lines().businesses();
    }

    /** Every sector and business by which the thread is found. */
    public List<String> allLines() {
        return Stream.of(sectors(), lines().sectors(), lines().businesses())
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /** The regimes that sent the thread somewhere or opened a duty; those of statute first. */
    public List<RegimeCode> regimes() {
        return regimes(_ -> true);
    }

    /** The same of those authorities alone. */
    public List<RegimeCode> regimes(Predicate<AuthorityCode> authority) {
        Set<RegimeCode> found = new LinkedHashSet<>();
        dossier().deliveries().values().stream()
                .filter(delivery -> authority.test(delivery.addressee()))
                .flatMap(delivery -> delivery.rules().stream())
                .map(Rule::regime)
                .forEach(found::add);
        dossier().obligations().values().stream()
                .filter(obligation -> authority.test(obligation.duty().addressee()))
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
            @Nullable Assessment assessment,
            Lines lines,
            List<Submitted> submissions,
            List<Parted> parted,
            @Nullable Tlp heldTo) {

        /** Where in the record a submission is. */
        record Submitted(ReportId report, long position) {}

        /** Since when an addressee is not reached any more. */
        record Parted(AuthorityCode addressee, long position) {}

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
                    dossier.assessment(),
                    dossier.lines(),
                    state.audience.submissions().entrySet().stream()
                            .map(one -> new Submitted(one.getKey(), one.getValue()))
                            .sorted(Comparator.comparingLong(Submitted::position))
                            .toList(),
                    state.audience.parted().entrySet().stream()
                            .map(one -> new Parted(one.getKey(), one.getValue()))
                            .sorted(Comparator.comparing(Parted::addressee))
                            .toList(),
                    dossier.heldTo());
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
                    byId(obligations, Obligation::id),
                    lines,
                    assessment,
                    heldTo);
            var audience = new Audience(
                    submissions.stream().collect(Collectors.toMap(Submitted::report, Submitted::position)),
                    parted.stream().collect(Collectors.toMap(Parted::addressee, Parted::position)));
            return new ThreadState(in(phase, dossier, Set.copyOf(accepted)), audience);
        }

        private static <K, V> Map<K, V> byId(List<V> values, Function<V, K> id) {
            return Collections.unmodifiableMap(values.stream()
                    .collect(Collectors.toMap(
                            id, Function.identity(), (one, _) -> Objects.requireNonNull(one), LinkedHashMap::new)));
        }
    }
}
