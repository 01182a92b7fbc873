package noroshi.gateway.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import noroshi.core.Refused;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.DemoRegister;
import noroshi.core.register.Operator;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorEvent.OperatorRegistered;
import noroshi.core.register.OperatorSlug;
import noroshi.core.register.ScopeEvent;
import noroshi.core.register.ScopeEvent.SectorRevised;
import noroshi.core.report.Answer;
import noroshi.core.report.Consent;
import noroshi.core.report.Consents;
import noroshi.core.report.Content;
import noroshi.core.report.Indicator;
import noroshi.core.report.Mark;
import noroshi.core.report.PersonalData;
import noroshi.core.report.ReportId;
import noroshi.core.report.Stage;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.sector.Period;
import noroshi.core.sector.Scope;
import noroshi.core.sector.Sector;
import noroshi.core.sector.SectorCode;
import noroshi.core.sector.Status;
import noroshi.core.sharing.Circle;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Disclosure.Extent;
import noroshi.core.sharing.Viewer;
import noroshi.core.thread.Case;
import noroshi.core.thread.Delivery;
import noroshi.core.thread.Dossier;
import noroshi.core.thread.Filings;
import noroshi.core.thread.ReportThread;
import noroshi.core.thread.ReportThreadCommand;
import noroshi.core.thread.ReportThreadCommand.ChangeConsents;
import noroshi.core.thread.ReportThreadCommand.ChangeTlp;
import noroshi.core.thread.ReportThreadCommand.CorrectReport;
import noroshi.core.thread.ReportThreadCommand.DecideWithdrawal;
import noroshi.core.thread.ReportThreadCommand.NarrowTlp;
import noroshi.core.thread.ReportThreadCommand.RequestWithdrawal;
import noroshi.core.thread.ReportThreadCommand.Reroute;
import noroshi.core.thread.ReportThreadCommand.ReturnReport;
import noroshi.core.thread.ReportThreadCommand.SubmitFollowUp;
import noroshi.core.thread.ReportThreadCommand.SubmitReport;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.core.thread.ReportThreadEvent.RoutingDecided;
import noroshi.core.thread.ReportThreads;
import noroshi.core.thread.Stating;
import noroshi.ledger.RecordedEvent;

/**
 * 任意の経過. What some operators and authorities may do in any order, decided by the real rules and recorded in a list,
 * with a word of its own in every text; and who may read each of these, by the rules themselves. An act that is refused is
 * none.
 */
public final class RandomStory {

    public static final LocalDate TODAY = LocalDate.of(2026, 11, 5);

    private static final Instant NOW = Instant.parse("2026-11-05T05:40:00Z");

    /** One ministry more is competent in a part of the financial sector, and in another, oddly, a prefecture's police. */
    private static final List<SectorRevised> REVISED =
            List.of(revised("FIN_TRADE", "METI"), revised("FIN_NOTES", "PREF_POLICE_13"));

    public static final Scope SCOPE =
            ScopeEvent.evolve(ScopeEvent.evolve(Scope.shipped(), REVISED.getFirst()), REVISED.getLast());
    public static final List<RecordedEvent> SCOPE_EVENTS =
            REVISED.stream().map(RandomStory::recorded).toList();
    private static final Tlp[] LABELS = Tlp.values();

    /** Under the Act and not, in one sector and in two. */
    private static final Map<String, List<String>> LINES = Map.of(
            "aoba-bank", List.of("FINANCE"),
            "chubu-power", List.of("ELECTRICITY"),
            "setouchi-chem", List.of("CHEMICAL"),
            "kitahama-medical", List.of("HEALTHCARE"),
            "wangan-water", List.of("WATER", "LOCAL_GOV"));

    /** All events, in order. */
    public final List<RecordedEvent> events = new ArrayList<>();

    private final Random random;
    private final List<Word> words = new ArrayList<>();
    private final Map<ThreadId, Case> cases = new LinkedHashMap<>();
    private final Map<ThreadId, OperatorSlug> operators = new HashMap<>();
    private int filings;

    /**
     * カナリア. A word that stands nowhere else.
     *
     * @param where it was planted
     */
    public record Word(String text, String where, ThreadId thread, boolean exercise) {

        /** Whether it is for whoever may read the report, and not for fewer. */
        public boolean isContent() {
            return !where.equals("contact") && !where.equals("personal") && !where.startsWith("officers");
        }

        /** Whether only those read it to whom the report is delivered, whatever its label. */
        public boolean isKeptBack() {
            return where.equals("privileged") || where.equals("asset");
        }
    }

    private static SectorRevised revised(String part, String ministry) {
        var sector = new Sector(
                new SectorCode(part),
                new SectorCode("FINANCE"),
                part,
                part,
                new AuthorityCode(ministry),
                new Period(LocalDate.of(2020, 4, 1), null),
                Status.ASSUMED,
                "a test");
        return new SectorRevised(ScopeEvent.NATIONAL, sector, "nco:test", NOW);
    }

    private static RecordedEvent recorded(SectorRevised revised) {
        return new RecordedEvent(
                0,
                0,
                new UUID(9, 9),
                "SectorRevised",
                "1",
                NOW,
                NOW,
                Set.of("scope=" + ScopeEvent.NATIONAL),
                Map.of(),
                revised);
    }

    public RandomStory(long seed) {
        this.random = new Random(seed);
    }

    public List<Word> words() {
        return List.copyOf(words);
    }

    public Set<ThreadId> threads() {
        return Set.copyOf(cases.keySet());
    }

    public OperatorSlug operator(ThreadId thread) {
        return Objects.requireNonNull(operators.get(thread));
    }

    /** The operators as the register has them. */
    public static List<OperatorEntry> register() {
        return DemoRegister.entries();
    }

    /** How much of a thread a viewer may read by all that is recorded now. */
    public Extent extent(Viewer viewer, ThreadId thread) {
        Dossier dossier = dossier(thread);
        Circle circle = Circle.of(dossier, sectors(thread), dossier::reaches);
        boolean withdrawn = known(thread).thread() instanceof ReportThread.Withdrawn;
        return Disclosure.of(viewer, withdrawn ? circle.closed() : circle).extent();
    }

    /** All authorities that something was ever decided to be delivered to. */
    public Set<AuthorityCode> decided() {
        return cases.keySet().stream()
                .flatMap(thread -> dossier(thread).deliveries().values().stream())
                .map(Delivery::addressee)
                .collect(Collectors.toSet());
    }

    public Map<ThreadId, List<RecordedEvent>> histories(Collection<ThreadId> threads) {
        var histories = new HashMap<ThreadId, List<RecordedEvent>>();
        threads.forEach(thread -> histories.put(
                thread,
                events.stream()
                        .filter(event -> event.payload() instanceof ReportThreadEvent of
                                && of.thread().equals(thread))
                        .toList()));
        return histories;
    }

    /** As a ledger would decide it. */
    public CompletableFuture<Void> decide(Object command, Map<String, String> metadata) {
        apply((ReportThreadCommand) command);
        return CompletableFuture.allOf();
    }

    /** Something happens, or is refused. */
    public void act() {
        if (cases.isEmpty()) {
            file();
            return;
        }
        switch (random.nextInt(11)) {
            case 0, 1 -> file();
            case 2 -> followUp();
            case 3, 4 -> correct();
            case 5 -> narrow();
            case 6, 7 -> widen();
            case 8 -> consent();
            case 9 -> withdraw();
            case 10 -> giveBack();
            default -> throw new IllegalStateException("no such act");
        }
    }

    private void file() {
        var operator = new OperatorSlug(any(LINES.keySet().stream().sorted().toList()));
        ReportId report = report(operator);
        ThreadId thread = ThreadId.openedBy(report);
        operators.put(thread, operator);
        boolean exercise = random.nextInt(5) == 0;
        OperatorEntry entry = Filings.entry(operator.value());
        var filing = Filings.of(
                        entry,
                        NOW.minusSeconds(600),
                        random.nextInt(5) == 0 ? List.of() : Objects.requireNonNull(LINES.get(operator.value())))
                .occurred(NOW.minusSeconds(900))
                .onCriticalComputer(random.nextInt(3) == 0 ? Answer.NO : Answer.UNKNOWN)
                .severity(random.nextInt(5))
                .personalData(random.nextInt(3) == 0 ? PersonalData.YES : PersonalData.NO)
                .damageIn("13")
                .tlp(label())
                .consenting(Consents.NONE.granting(consents()))
                .exercise(exercise)
                .hotline(random.nextInt(5) == 0)
                .filing();
        var content = new Content(
                "件名" + word("title", thread, exercise),
                "概要 " + word("summary", thread, exercise),
                List.of(new Indicator("domain-name", word("indicator", thread, exercise) + ".example")),
                Map.of(
                        "手口", word("details", thread, exercise),
                        "助言", word("privileged", thread, exercise),
                        "氏名", word("personal", thread, exercise)),
                Map.of("電話", word("contact", thread, exercise)),
                List.of(word("asset", thread, exercise)),
                List.of(
                        new Mark("details.助言", Mark.Flag.LEGAL_PRIVILEGE),
                        new Mark("details.氏名", Mark.Flag.PERSONAL_DATA)));
        cases.put(
                thread,
                new Case(
                        thread,
                        ReportThread.UNOPENED,
                        Operator.evolve(
                                Operator.UNREGISTERED, new OperatorRegistered(operator, entry, "nco:test", NOW)),
                        SCOPE,
                        Map.of(),
                        Case.of(thread).assets(),
                        Case.of(thread).modes()));
        apply(new SubmitReport(thread, report, operator, filing, content, "hash" + report, NOW));
    }

    private void followUp() {
        ThreadId thread = thread();
        ReportId report = report(operator(thread));
        var revision = Stating.that(it -> it.summary = "続報 " + said("follow-up", thread));
        apply(new SubmitFollowUp(
                thread, report, operator(thread), Stage.FOLLOW_UP, revision, "hash" + report, NOW.plusSeconds(60)));
    }

    private void correct() {
        ThreadId thread = thread();
        ReportId report = report(operator(thread));
        var revision = Stating.that(it -> {
            it.onCriticalComputer = random.nextInt(4) == 0 ? any(List.of(Answer.values())) : null;
            it.title = "訂正 " + said("correction", thread);
            it.tlp = random.nextBoolean() ? label() : null;
        });
        apply(new CorrectReport(
                thread,
                report,
                operator(thread),
                revision,
                "理由 " + said("reason of a correction", thread),
                "hash" + report,
                NOW.plusSeconds(70)));
    }

    private void narrow() {
        ThreadId thread = thread();
        addressee(thread)
                .ifPresent(delivery -> apply(new NarrowTlp(
                        thread,
                        delivery.addressee(),
                        label(),
                        "捜査 " + said("officers: narrowing", thread),
                        "an officer",
                        NOW.plusSeconds(80))));
    }

    private void widen() {
        ThreadId thread = thread();
        apply(new ChangeTlp(
                thread,
                operator(thread),
                dossier(thread).filing().tlp(),
                label(),
                "公表 " + said("officers: widening", thread),
                "the operator",
                NOW.plusSeconds(90)));
    }

    private void consent() {
        ThreadId thread = thread();
        apply(new ChangeConsents(thread, operator(thread), consents(), Set.of(), NOW.plusSeconds(100)));
        apply(new ChangeConsents(thread, operator(thread), Set.of(), consents(), NOW.plusSeconds(110)));
        apply(new Reroute(thread, operator(thread), NOW.plusSeconds(120)));
    }

    private void withdraw() {
        ThreadId thread = thread();
        ReportId report = report(operator(thread));
        apply(new RequestWithdrawal(
                thread,
                report,
                operator(thread),
                "誤報 " + said("withdrawal", thread),
                "hash" + report,
                NOW.plusSeconds(130)));
        boolean accepted = random.nextBoolean();
        for (Delivery delivery : dossier(thread).deliveries().values()) {
            apply(new DecideWithdrawal(
                    thread,
                    delivery.id(),
                    delivery.addressee(),
                    accepted,
                    "判断 " + said("officers: decision", thread),
                    "an officer",
                    NOW.plusSeconds(140)));
        }
    }

    private void giveBack() {
        ThreadId thread = thread();
        addressee(thread)
                .ifPresent(delivery -> apply(new ReturnReport(
                        thread,
                        delivery.id(),
                        delivery.addressee(),
                        "差戻し " + said("officers: return", thread),
                        "an officer",
                        NOW.plusSeconds(150))));
    }

    private void apply(ReportThreadCommand command) {
        List<? extends ReportThreadEvent> happened;
        try {
            happened = ReportThreads.decide(command, known(command.thread()));
        } catch (Refused e) {
            return;
        }
        for (ReportThreadEvent event : happened) {
            cases.put(command.thread(), known(command.thread()).after(event));
            long position = events.size() + 1L;
            events.add(new RecordedEvent(
                    position,
                    position - 1,
                    new UUID(8, position),
                    event.getClass().getSimpleName(),
                    "1",
                    event.occurredAt(),
                    NOW.plusSeconds(position),
                    Set.of("thread=" + command.thread()),
                    Map.of(),
                    event));
        }
    }

    private Case known(ThreadId thread) {
        return Objects.requireNonNull(cases.get(thread));
    }

    private Dossier dossier(ThreadId thread) {
        return ((ReportThread.Filed) known(thread).thread()).dossier();
    }

    private List<String> sectors(ThreadId thread) {
        return histories(Set.of(thread)).values().stream()
                .flatMap(List::stream)
                .map(RecordedEvent::payload)
                .filter(RoutingDecided.class::isInstance)
                .map(RoutingDecided.class::cast)
                .reduce((_, later) -> later)
                .map(decided -> decided.lines().sectors())
                .orElse(List.of());
    }

    private Optional<Delivery> addressee(ThreadId thread) {
        List<Delivery> all = List.copyOf(dossier(thread).deliveries().values());
        return all.isEmpty() ? Optional.empty() : Optional.of(any(all));
    }

    private String said(String where, ThreadId thread) {
        return word(where, thread, dossier(thread).filing().exercise());
    }

    private String word(String where, ThreadId thread, boolean exercise) {
        String text = "zq%dx".formatted(words.size());
        words.add(new Word(text, where, thread, exercise));
        return text;
    }

    private ReportId report(OperatorSlug operator) {
        return ReportId.of(operator, "k" + filings++);
    }

    private ThreadId thread() {
        return any(List.copyOf(cases.keySet()));
    }

    private Tlp label() {
        return LABELS[random.nextInt(LABELS.length)];
    }

    private Set<Consent> consents() {
        Set<Consent> given = EnumSet.noneOf(Consent.class);
        Stream.of(Consent.values()).filter(_ -> random.nextInt(3) == 0).forEach(given::add);
        return given;
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
