package noroshi.api.canary;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import noroshi.api.Caller;
import noroshi.api.desk.SettableClock;
import noroshi.api.view.Headline;
import noroshi.api.view.ThreadState;
import noroshi.api.view.bulletin.Addressees;
import noroshi.api.view.request.RequestRecord;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.campaign.CampaignId;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.Designation;
import noroshi.core.register.Membership;
import noroshi.core.register.OperatorCommand.RegisterOperator;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorSlug;
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
import noroshi.core.request.Request;
import noroshi.core.request.RequestDisclosure;
import noroshi.core.request.RequestId;
import noroshi.core.sector.BusinessCode;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Circle;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Disclosure.Extent;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import noroshi.core.thread.Delivery;
import noroshi.core.thread.Filings;
import noroshi.core.thread.ReportThreadCommand;
import noroshi.core.thread.ReportThreadCommand.CorrectReport;
import noroshi.core.thread.ReportThreadCommand.RecordDeliveries;
import noroshi.core.thread.ReportThreadCommand.RequestWithdrawal;
import noroshi.core.thread.ReportThreadCommand.SubmitFollowUp;
import noroshi.core.thread.ReportThreadCommand.SubmitReport;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.core.thread.Stating;
import noroshi.ledger.Commands;
import noroshi.ledger.EventJson;
import noroshi.ledger.Ledger;
import noroshi.ledger.RecordedEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/**
 * 任意の経過. What operators, authorities and the national office may do in any order, with a word of its own in every
 * text; and who may read each of these by the rules themselves, asked of the record and of no view. An act that the hub
 * refuses is none.
 */
final class History {

    static final String NCO = "NCO~NCO~nco.mori~mori";
    static final String METI = "MINISTRY~METI~ministry.METI.sato~sato";
    static final String MLIT = "MINISTRY~MLIT~ministry.MLIT.tanaka~tanaka";

    /** Where an operator's own name is planted. */
    static final String OPERATOR = "operator";

    private static final Tlp[] LABELS = Tlp.values();
    private static final String ITEM = "手口";
    private static final Duration BETWEEN_ACTS = Duration.ofMinutes(1);
    private static final int OPENING = 6;
    private static final int ACTS = 64;

    private final Random random;
    private final String mark;
    private final Caller caller;
    private final Commands commands;
    private final Ledger ledger;
    private final SettableClock clock;
    private final Instant begin;
    private final CampaignActs campaigns;
    private final BulletinActs bulletins;

    private final List<OperatorSlug> operators = new ArrayList<>();
    private final Map<OperatorSlug, OperatorEntry> entries = new HashMap<>();
    private final Map<ThreadId, OperatorSlug> threads = new LinkedHashMap<>();
    private final List<RequestId> requests = new ArrayList<>();
    private final List<Canary> canaries = new ArrayList<>();
    private final Map<String, List<RecordedEvent>> recorded = new HashMap<>();
    private final Map<ThreadId, ThreadState> states = new HashMap<>();
    private final Set<ThreadId> drills = new HashSet<>();
    private int words;
    private int filings;

    History(long seed, Caller caller, Commands commands, Ledger ledger, SettableClock clock, Addressees addressees) {
        this.random = new Random(seed);
        this.mark = "zq" + Long.toUnsignedString(seed, Character.MAX_RADIX);
        this.caller = caller;
        this.commands = commands;
        this.ledger = ledger;
        this.clock = clock;
        this.begin = clock.instant().minus(BETWEEN_ACTS);
        this.campaigns = new CampaignActs(this, random);
        this.bulletins = new BulletinActs(this, random, addressees);
    }

    List<OperatorSlug> operators() {
        return operators;
    }

    List<ThreadId> threads() {
        return List.copyOf(threads.keySet());
    }

    List<CampaignId> campaigns() {
        return campaigns.all();
    }

    List<BulletinId> bulletins() {
        return bulletins.all();
    }

    List<RequestId> requests() {
        return requests;
    }

    List<Canary> canaries() {
        return canaries;
    }

    List<Delivery> deliveries(ThreadId thread) {
        return state(thread).deliveries();
    }

    /** Before anything of it was recorded. */
    Instant begin() {
        return begin;
    }

    /** When about half of it was recorded. */
    Instant midway() {
        return begin.plus(BETWEEN_ACTS.multipliedBy(ACTS / 2L));
    }

    void happen() {
        register("CREDIT", null, "KI_CREDIT_CARD");
        register("CREDIT", null, null);
        register("LOGISTICS", "TRUCKING", "KI_TRUCKING");
        register("AVIATION", null, null);
        for (int i = 0; i < OPENING; i++) {
            file();
        }
        for (int i = 0; i < ACTS; i++) {
            clock.moveTo(clock.instant().plus(BETWEEN_ACTS));
            act();
        }
        campaigns.eachOnce();
        bulletins.eachOnce();
    }

    private void act() {
        switch (random.nextInt(22)) {
            case 0 -> file();
            case 1 -> followUp();
            case 2 -> correct();
            case 3 -> narrow();
            case 4 -> widen();
            case 5 -> deliver();
            case 6 -> bringBack();
            case 7 -> consent();
            case 8 -> assess();
            case 9 -> withdraw();
            case 10 -> request();
            case 11 -> answer();
            case 12 -> mark();
            case 13, 14, 15, 16 -> campaigns.act();
            case 17, 18, 19, 20, 21 -> bulletins.act();
            default -> throw new IllegalStateException("no such act");
        }
    }

    private void register(String sector, @Nullable String subSector, @Nullable String business) {
        var slug = new OperatorSlug(mark + "-" + operators.size());
        var entry = new OperatorEntry(
                slug,
                "商号" + slug,
                OperatorEntry.Kind.COMPANY,
                null,
                "13",
                null,
                List.of(new Membership(
                        new SectorCode(sector), subSector == null ? null : new SectorCode(subSector), null, null)),
                business == null
                        ? List.of()
                        : List.of(new Designation(new BusinessCode(business), null, LocalDate.of(2024, 5, 17), null)),
                business != null,
                false);
        send(new RegisterOperator(entry, "nco:mori", clock.instant()));
        operators.add(slug);
        entries.put(slug, entry);
        // that it is registered is no secret; that anything happened to it is
        // who uses a 特定重要電子計算機 owes its notification, which these are to get
        Set<String> notified =
                business == null ? Set.of() : Set.of("NCO", "PM_CAO", sector.equals("CREDIT") ? "METI" : "MLIT");
        canaries.add(new Canary(
                slug.value(),
                OPERATOR,
                null,
                viewer -> threads.entrySet().stream()
                                .anyMatch(thread -> thread.getValue().equals(slug)
                                        && shows(viewer, thread.getKey(), 0, Extent::showsContent))
                        || viewer.organisation().equals(slug.value())
                        || notified.contains(viewer.organisation())));
    }

    // --- words

    String word() {
        return "%sw%dx".formatted(mark, words++);
    }

    String planted(String where, BiPredicate<Viewer, Long> reader) {
        return planted(where, null, word(), reader);
    }

    private String planted(
            String where, @Nullable BooleanSupplier drill, String word, BiPredicate<Viewer, Long> reader) {
        long position = ledger.head() + 1;
        canaries.add(new Canary(word, where, drill, viewer -> reader.test(viewer, position)));
        return word;
    }

    /** A word that was planted before it was known what becomes of it. */
    void plant(Canary canary) {
        canaries.add(canary);
    }

    private boolean isDrill(ThreadId thread) {
        return drills.contains(thread);
    }

    /** A word of the operator's, in a report of the thread or in what it says of one. */
    private String told(ThreadId thread, String where) {
        return planted(
                where,
                () -> isDrill(thread),
                word(),
                (viewer, position) -> shows(viewer, thread, position, Extent::showsContent));
    }

    /** A word of the attack itself: a bulletin that its originator has let go may state it too. */
    private String indicator(ThreadId thread) {
        String word = word();
        return planted(
                "indicator",
                () -> isDrill(thread),
                word,
                (viewer, position) ->
                        shows(viewer, thread, position, Extent::showsContent) || bulletins.states(viewer, word));
    }

    private String contact(ThreadId thread) {
        return planted(
                "contact",
                () -> isDrill(thread),
                word(),
                (viewer, position) -> shows(viewer, thread, position, Extent::showsContact));
    }

    /** A word of the item that is marked at times. */
    private Map<String, Object> detailed(ThreadId thread) {
        String word = word();
        planted(
                "details",
                () -> isDrill(thread),
                word,
                (viewer, position) -> shows(
                        viewer,
                        thread,
                        position,
                        isWithheld(thread, word) ? Extent::showsContact : Extent::showsContent));
        return Map.of(ITEM, word);
    }

    /** Whether the last version that has the word, or one after it, marks the item. */
    private boolean isWithheld(ThreadId thread, String word) {
        List<Content> versions = events("thread", thread.toString()).stream()
                .map(RecordedEvent::payload)
                .flatMap(event -> Stream.ofNullable(
                        event instanceof ReportThreadEvent happened
                                ? Headline.of(happened).content()
                                : null))
                .toList();
        boolean later = false;
        for (Content version : versions.reversed()) {
            later |= version.isMarked("details." + ITEM);
            if (version.details().containsValue(word)) {
                return later;
            }
        }
        return false;
    }

    private List<Mark> marks() {
        return random.nextBoolean()
                ? List.of()
                : List.of(new Mark("details." + ITEM, any(List.of(Mark.Flag.values()))));
    }

    /** Items are stated anew, or only marked, or freed. */
    private void mark() {
        ThreadId thread = any(threads());
        OperatorSlug operator = operator(thread);
        Map<String, Object> details = random.nextBoolean() ? detailed(thread) : null;
        var revision = Filings.detailed(details, marks());
        attempt(
                random.nextBoolean()
                        ? new CorrectReport(thread, report(operator), operator, revision, "秘匿", "hash", clock.instant())
                        : new SubmitFollowUp(
                                thread,
                                report(operator),
                                operator,
                                Stage.FOLLOW_UP,
                                revision,
                                "hash",
                                clock.instant()));
    }

    /** A word of an authority's to the operator. */
    private String remarked(ThreadId thread, String where, AuthorityCode authority) {
        return planted(
                where,
                () -> isDrill(thread),
                word(),
                (viewer, position) -> shows(
                        viewer,
                        thread,
                        position,
                        extent -> extent.showsOthers()
                                || (extent.showsExistence()
                                        && viewer.authority()
                                                .filter(authority::equals)
                                                .isPresent())));
    }

    // --- who may read

    /** Whom a token speaks for. */
    static Viewer viewer(String token) {
        List<String> words = List.of(token.split("~", -1));
        return new Viewer(
                Role.valueOf(words.getFirst()), words.get(1), words.size() > 3 ? words.get(3) : null, words.get(2));
    }

    private static AuthorityCode authority(String officer) {
        return viewer(officer).authority().orElseThrow();
    }

    private OperatorSlug operator(ThreadId thread) {
        return Objects.requireNonNull(threads.get(thread));
    }

    ThreadState state(ThreadId thread) {
        return states.computeIfAbsent(thread, _ -> ThreadState.of(events("thread", thread.toString())));
    }

    /** As it is recorded, read anew whenever something was done. */
    List<RecordedEvent> events(String tag, String value) {
        return recorded.computeIfAbsent(tag + "=" + value, _ -> ledger.ofTag(tag, value));
    }

    private boolean shows(Viewer viewer, ThreadId thread, long position, Predicate<Extent> extent) {
        ThreadState state = state(thread);
        Circle then = position == 0 ? state.circle() : state.circleAt(position);
        return extent.test(Disclosure.of(viewer, then).extent());
    }

    private boolean reads(Viewer viewer, RequestId id, @Nullable AuthorityCode answerer) {
        return new RequestRecord(ledger)
                .all(List.of(id), Long.MAX_VALUE).values().stream()
                        .flatMap(request -> Request.made(request).stream())
                        .anyMatch(request -> {
                            RequestDisclosure disclosure = RequestDisclosure.of(viewer, request);
                            return answerer == null ? disclosure.showsWords() : disclosure.showsPart(viewer, answerer);
                        });
    }

    // --- acts

    private void send(Object command) {
        forget();
        commands.send(command, Map.of()).join();
    }

    /** One that the thread's state allows no more is none. */
    private void attempt(ReportThreadCommand command) {
        try {
            send(command);
        } catch (CompletionException e) {
            // refused
        }
    }

    Optional<JsonNode> post(String token, String path, String body) {
        return ask(HttpMethod.POST, token, path, body);
    }

    private void forget() {
        recorded.clear();
        states.clear();
    }

    /** The answer; empty where it is refused. */
    Optional<JsonNode> ask(HttpMethod method, String token, String path, String body) {
        forget();
        MvcTestResult answer = caller.ask(method, token, path, body);
        return answer.getResponse().getStatus() < 300
                ? Optional.of(EventJson.mapper().readTree(answer.getResponse().getContentAsByteArray()))
                : Optional.empty();
    }

    <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** One of them, where there is any. */
    <T> Optional<T> some(List<T> all) {
        return all.isEmpty() ? Optional.empty() : Optional.of(any(all));
    }

    Tlp label() {
        return LABELS[random.nextInt(LABELS.length)];
    }

    /** A few threads, of drills alone or of none, as JSON has them. */
    String ids(int most, boolean drills) {
        var some = new ArrayList<>(
                threads().stream().filter(thread -> isDrill(thread) == drills).toList());
        Collections.shuffle(some, random);
        return some.stream()
                .limit(random.nextInt(most) + 1L)
                .map("\"%s\""::formatted)
                .collect(joining(", "));
    }

    private Set<Consent> consents() {
        Set<Consent> given = EnumSet.noneOf(Consent.class);
        Stream.of(Consent.values()).filter(_ -> random.nextInt(3) == 0).forEach(given::add);
        return given;
    }

    private ReportId report(OperatorSlug operator) {
        return ReportId.of(operator, mark + "-" + filings++);
    }

    private void file() {
        OperatorSlug operator = any(operators);
        ReportId report = report(operator);
        ThreadId thread = ThreadId.openedBy(report);
        Instant now = clock.instant();
        OperatorEntry entry = Objects.requireNonNull(entries.get(operator));
        String form = random.nextBoolean() ? "RANSOMWARE" : "DDOS";
        String line = entry.memberships().getFirst().sector().value();
        boolean drill = random.nextInt(8) == 0;
        if (drill) {
            drills.add(thread);
        }
        var filing = Filings.of(entry, now.minusSeconds(600), random.nextInt(5) == 0 ? List.of() : List.of(line))
                .form(form)
                .occurred(now.minusSeconds(900))
                .onCriticalComputer(random.nextInt(3) == 0 ? Answer.NO : Answer.UNKNOWN)
                .severity(random.nextInt(5))
                .personalData(random.nextInt(3) == 0 ? PersonalData.YES : PersonalData.NO)
                .damageIn("13")
                .tlp(label())
                .consenting(Consents.NONE.granting(consents()))
                .exercise(drill)
                .hotline(random.nextInt(5) == 0)
                .filing();
        var content = new Content(
                "件名" + told(thread, "title"),
                "概要 " + told(thread, "summary"),
                List.of(new Indicator("domain-name", indicator(thread) + ".example")),
                detailed(thread),
                Map.of("電話", contact(thread)),
                List.of(),
                marks());
        send(new SubmitReport(thread, report, operator, filing, content, "hash", now));
        threads.put(thread, operator);
    }

    private void followUp() {
        ThreadId thread = any(threads());
        OperatorSlug operator = operator(thread);
        attempt(new SubmitFollowUp(
                thread,
                report(operator),
                operator,
                Stage.FOLLOW_UP,
                Stating.that(it -> it.summary = "続報 " + told(thread, "follow-up")),
                "hash",
                clock.instant()));
    }

    private void correct() {
        ThreadId thread = any(threads());
        OperatorSlug operator = operator(thread);
        attempt(new CorrectReport(
                thread,
                report(operator),
                operator,
                Stating.that(it -> {
                    it.title = "訂正 " + told(thread, "correction");
                    it.tlp = random.nextBoolean() ? label() : null;
                }),
                "理由 " + told(thread, "reason of a correction"),
                "hash",
                clock.instant()));
    }

    private void narrow() {
        ThreadId thread = any(threads());
        String officer = any(List.of(METI, MLIT, NCO));
        AuthorityCode authority = authority(officer);
        post(officer, "/v1/reports/%s/tlp".formatted(thread), """
                {"tlp": "%s", "reason": "捜査 %s"}""".formatted(
                        label(), remarked(thread, "narrowing", authority)));
    }

    static String token(OperatorSlug operator) {
        return "OPERATOR~%1$s~operator.%1$s".formatted(operator);
    }

    private void widen() {
        ThreadId thread = any(threads());
        Tlp from = state(thread).filing().tlp();
        post(token(operator(thread)), "/v1/reports/%s/tlp".formatted(thread), """
                {"tlp": "%s", "from": "%s", "reason": "公表 %s"}""".formatted(
                        label(), from, told(thread, "widening")));
    }

    private void deliver() {
        ThreadId thread = any(threads());
        ThreadState state = state(thread);
        attempt(new RecordDeliveries(
                thread,
                state.dossier().reports().getLast().report(),
                state.deliveries().stream()
                        .filter(state.dossier()::reaches)
                        .map(Delivery::id)
                        .toList(),
                clock.instant()));
    }

    private void bringBack() {
        ThreadId thread = any(threads());
        for (Delivery delivery : deliveries(thread)) {
            AuthorityCode addressee = delivery.addressee();
            for (String officer : List.of(METI, MLIT)) {
                if (authority(officer).equals(addressee)) {
                    post(officer, "/v1/deliveries/%s/return".formatted(delivery.id()), """
                            {"reason": "差戻し %s"}""".formatted(
                                    remarked(thread, "return", addressee)));
                }
            }
        }
    }

    private void consent() {
        ThreadId thread = any(threads());
        post(token(operator(thread)), "/v1/reports/%s/consents".formatted(thread), """
                {"policeShare": %s, "ceptoarAnonymised": %s, "jpcertShare": %s}""".formatted(
                        random.nextBoolean(), random.nextBoolean(), random.nextBoolean()));
    }

    private void assess() {
        ThreadId thread = any(threads());
        post(NCO, "/v1/reports/%s/severity".formatted(thread), """
                {"continuity": 3, "safety": 1, "confidence": 2, "reason": "評価 %s"}""".formatted(told(thread, "severity")));
    }

    private void withdraw() {
        ThreadId thread = any(threads());
        OperatorSlug operator = operator(thread);
        attempt(new RequestWithdrawal(
                thread, report(operator), operator, "誤報 " + told(thread, "withdrawal"), "hash", clock.instant()));
        if (random.nextBoolean()) {
            deliveries(thread)
                    .forEach(delivery -> post(
                            any(List.of(METI, MLIT, NCO)),
                            "/v1/deliveries/%s/withdrawal-decision".formatted(delivery.id()),
                            """
                    {"decision": "ACCEPT", "reason": "了承 %s"}""".formatted(remarked(thread, "decision", delivery.addressee()))));
        }
    }

    private void request() {
        String word = word();
        post(NCO, "/v1/requests", """
                {"ministries": ["%s"], "title": "照会 %2$s", "text": "本文 %2$s", "tlp": "%3$s", "threadIds": [%4$s],
                 "dueBefore": "%5$s"}""".formatted(
                                random.nextBoolean() ? "METI" : "MLIT\", \"METI",
                                word,
                                label(),
                                random.nextBoolean() ? "" : ids(1, false),
                                clock.instant().plusSeconds(90_000)))
                .ifPresent(made -> {
                    var id =
                            new RequestId(UUID.fromString(made.path("requestId").asString()));
                    requests.add(id);
                    canaries.add(new Canary(word, "request", null, viewer -> reads(viewer, id, null)));
                });
    }

    private void answer() {
        if (requests.isEmpty()) {
            return;
        }
        RequestId id = any(requests);
        String officer = any(List.of(METI, MLIT));
        AuthorityCode ministry = authority(officer);
        String word = planted("answer", (viewer, _) -> reads(viewer, id, ministry));
        post(officer, "/v1/requests/%s/answer".formatted(id), """
                {"text": "回答 %s", "tlp": "%s", "complete": %s}""".formatted(word, label(), random.nextBoolean()));
    }
}
