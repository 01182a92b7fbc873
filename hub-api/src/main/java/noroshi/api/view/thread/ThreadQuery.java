package noroshi.api.view.thread;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import noroshi.api.page.Cursor;
import noroshi.api.page.Page;
import noroshi.api.view.ObligationItem;
import noroshi.api.view.SearchText;
import noroshi.api.view.Sight;
import noroshi.api.view.ThreadState;
import noroshi.api.view.ThreadState.Phase;
import noroshi.api.view.Times;
import noroshi.api.view.Where;
import noroshi.api.view.thread.NamedAssets.NamedAsset;
import noroshi.api.view.thread.SeveritySheet.Estimate;
import noroshi.api.view.thread.SeveritySheet.Official;
import noroshi.api.view.thread.ThreadSheet.DeliveryItem;
import noroshi.api.view.thread.ThreadSheet.Happening;
import noroshi.api.view.thread.ThreadSheet.Lacking;
import noroshi.api.view.thread.ThreadSheet.Report;
import noroshi.core.deadline.Tokyo;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.regime.RegimeCode;
import noroshi.core.regime.Rule;
import noroshi.core.report.Changes.Change;
import noroshi.core.report.Content;
import noroshi.core.report.Filing;
import noroshi.core.report.ReportId;
import noroshi.core.report.Severity;
import noroshi.core.report.Stage;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Withholding;
import noroshi.core.sharing.Circle;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Masking;
import noroshi.core.sharing.Viewer;
import noroshi.core.thread.Delivery;
import noroshi.form.Forms;
import noroshi.form.Missing;
import noroshi.ledger.EventJson;
import noroshi.ledger.Ledger;
import noroshi.ledger.RecordedEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;

/** 事案の問合せ. Reads threads as one viewer may see them. */
public final class ThreadQuery {

    private static final TypeReference<List<Change>> CHANGES = new TypeReference<>() {};

    private final JdbcClient database;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Forms forms;
    private final NamedAssets assets;
    private final Function<Viewer, Masking> maskings;

    /**
     * Queries one database.
     *
     * @param ledger the record, for what a thread was when somebody parted from it
     * @param clock the domain's, by which obligations stand
     * @param forms what is asked of a report
     * @param maskings what masked threads tell of themselves, by the register as it stands
     */
    public ThreadQuery(
            JdbcClient database, Ledger ledger, InstantSource clock, Forms forms, Function<Viewer, Masking> maskings) {
        this.database = database;
        this.ledger = ledger;
        this.forms = forms;
        this.clock = clock;
        this.assets = new NamedAssets(database);
        this.maskings = maskings;
    }

    /** Threads, the one opened last first: an operator's own, or what was delivered to an authority. */
    public Page<ThreadItem> page(Viewer viewer, boolean exercise, @Nullable Cursor cursor, int limit) {
        var sight = new Sight(viewer, "t");
        var where = new Where(sight, sight.theirs())
                .and("t.exercise = :exercise", "exercise", exercise)
                .and("t.opened < :opened", "opened", cursor == null ? null : Long.valueOf(cursor.key()))
                .with("limit", limit + 1);
        List<Head> heads = database.sql("select t.*, %s from api.thread t where %s order by t.opened desc limit :limit"
                        .formatted(sight.standing(), where.sql()))
                .params(where.parameters())
                .query((row, _) -> Head.of(row))
                .list();
        Page<Head> page = Page.of(heads, limit, Head::cursor);
        Masking masking = maskings.apply(viewer);
        List<ThreadItem> items = page.items().stream()
                .map(head -> parted(head, viewer).map(Found::head).orElse(head))
                .flatMap(head -> head.item(sight, masking).stream())
                .toList();
        return new Page<>(items, page.nextCursor());
    }

    /** One thread; empty if there is none that the viewer may see. */
    public Optional<ThreadSheet> sheet(Viewer viewer, ThreadId thread) {
        var sight = new Sight(viewer, "t");
        var where = new Where(sight, sight.visible()).and("t.thread_id = :thread", "thread", thread.value());
        return database.sql("""
                        select t.*, %s, s.document from api.thread t join api.thread_state s using (thread_id) where %s
                        """.formatted(sight.standing(), where.sql()))
                .params(where.parameters())
                .query((row, _) -> new Found(Head.of(row), ThreadState.read(row.getString("document"))))
                .optional()
                .filter(found -> sight.weighed(found.head.circle()).extent().showsExistence())
                .map(found -> sheet(found, parted(found.head, viewer).orElse(found), sight));
    }

    private record Found(Head head, ThreadState state) {}

    /**
     * A thread as it was when the viewer parted from it, its consent revoked: what was delivered by then, no more. To whom
     * nothing was delivered by then, it is what its label makes it to anyone; empty for them, and for who has not parted.
     */
    private Optional<Found> parted(Head head, Viewer viewer) {
        if (!head.partedFrom(viewer)) {
            return Optional.empty();
        }
        List<RecordedEvent> events = ledger.ofTag("thread", head.thread().toString()).stream()
                .filter(event -> event.position() <= head.position())
                .toList();
        long until = ThreadState.of(events).followsTo(viewer.authority().orElseThrow());
        List<RecordedEvent> known =
                events.stream().filter(event -> event.position() < until).toList();
        return known.isEmpty() ? Optional.empty() : Optional.of(new Found(head.asOf(known), ThreadState.of(known)));
    }

    /**
     * The sheet.
     *
     * @param now the thread as it stands, which tells of the viewer's own deliveries and duties
     * @param found the thread as far as the viewer follows it
     */
    private ThreadSheet sheet(Found now, Found found, Sight sight) {
        Head head = found.head;
        Disclosure disclosure = sight.of(head.thread(), head.circle());
        Masking masking = maskings.apply(sight.viewer());
        boolean content = disclosure.extent().showsContent();
        Instant instant = clock.instant();
        List<Said> said = said(head);
        List<Happening> history = history(head, said, sight, disclosure, masking);
        return new ThreadSheet(
                head.thread(),
                content ? head.circle().operator().value() : null,
                head.state(),
                head.stage(),
                head.circle().tlp(),
                head.exercise(),
                head.sectors(disclosure, masking),
                found.state.regimes(authority -> sight.shows(disclosure, authority.value())).stream()
                        .map(RegimeCode::value)
                        .toList(),
                Times.inTokyo(head.openedAt()),
                content ? Particulars.of(found.state.filing()) : null,
                said.getLast().content(disclosure),
                content ? severity(said, history) : null,
                disclosure.extent().showsContact() ? missing(found.state, said.getLast()) : null,
                sight.viewer().role() == Viewer.Role.OPERATOR
                                && disclosure.extent().showsOthers()
                        ? named(found.state, said.getLast())
                        : null,
                said.stream()
                        .filter(report -> !report.correction())
                        .map(report -> report.item(disclosure))
                        .toList(),
                now.state.deliveries().stream()
                        .filter(delivery ->
                                sight.shows(disclosure, delivery.addressee().value()))
                        .map(ThreadQuery::item)
                        .toList(),
                now.state.obligations().stream()
                        .filter(obligation -> sight.shows(
                                disclosure, obligation.duty().addressee().value()))
                        .map(obligation -> ObligationItem.of(now.state.dossier(), obligation, disclosure, instant))
                        .toList(),
                history,
                head.position());
    }

    private static SeveritySheet severity(List<Said> said, List<Happening> history) {
        var estimates = new ArrayList<Estimate>();
        Integer estimate = null;
        Severity viewpoints = null;
        for (Said one : said) {
            Integer stated = one.filing().severityEstimate();
            Severity parted = one.filing().severityViewpoints();
            if (stated != null && !(stated.equals(estimate) && Objects.equals(parted, viewpoints))) {
                estimates.add(new Estimate(stated, parted, one.report().value(), Times.inTokyo(one.receivedAt())));
            }
            estimate = stated;
            viewpoints = parted;
        }
        List<Official> assessments = history.stream()
                .flatMap(happening -> official(happening).stream())
                .toList();
        return new SeveritySheet(
                estimate, estimates, assessments.isEmpty() ? null : assessments.getLast(), assessments);
    }

    private static Optional<Official> official(Happening happening) {
        return Optional.ofNullable(happening.severity())
                .map(severity -> new Official(
                        severity.overall(),
                        severity.continuity(),
                        severity.safety(),
                        severity.confidence(),
                        happening.occurredAt()));
    }

    /** By the form's edition of the day of the latest report, and by the law of the day of awareness. */
    private List<Lacking> missing(ThreadState state, Said last) {
        Content said = last.content();
        boolean established = said != null
                && assets.establish(
                        state.dossier().operator(),
                        said.assets(),
                        state.filing().awarenessDay());
        Filing filing = established ? state.filing().establishedOnCriticalComputer() : state.filing();
        return forms.find(filing.form().value(), Tokyo.dayOf(last.receivedAt())).stream()
                .flatMap(form -> form
                        .missing(
                                FiledItems.of(Particulars.of(filing), last.content()),
                                filing.stage(),
                                Set.copyOf(state.regimes()),
                                filing.awarenessDay())
                        .stream())
                .map(ThreadQuery::lacking)
                .toList();
    }

    private @Nullable List<NamedAsset> named(ThreadState state, Said last) {
        Content said = last.content();
        return said == null || said.assets().isEmpty()
                ? null
                : assets.of(
                        state.dossier().operator(),
                        said.assets(),
                        state.filing().awarenessDay());
    }

    private static Lacking lacking(Missing missing) {
        return new Lacking(
                missing.item().path(),
                missing.item().label().ja(),
                missing.item().label().en(),
                missing.asked().stream()
                        .map(asked -> new Lacking.Asking(
                                asked.stage(),
                                asked.regime() == null ? null : asked.regime().value(),
                                asked.article(),
                                asked.status(),
                                asked.source()))
                        .toList());
    }

    private static DeliveryItem item(Delivery delivery) {
        Rule rule = delivery.decisiveRule();
        return new DeliveryItem(
                delivery.id().value(),
                delivery.addressee().value(),
                delivery.role(),
                rule.regime().value(),
                rule.id(),
                rule.article(),
                rule.ruleSetDate(),
                rule.status(),
                delivery.state(),
                Times.inTokyoOrNull(delivery.madeAt()),
                Times.inTokyoOrNull(delivery.acknowledgedAt()));
    }

    /**
     * Rows never change, so those up to the head's position fit the head, whatever was added since. But what was added may
     * have marked what they say.
     */
    private List<Said> said(Head head) {
        List<Said> all = database.sql("select * from api.thread_report where thread_id = :thread order by position")
                .param("thread", head.thread())
                .query((row, _) -> Said.of(row))
                .list();
        var said = new ArrayList<Said>();
        var withheld = Withholding.NONE;
        for (Said one : all.reversed()) {
            withheld = withheld.and(one.content());
            if (one.position() <= head.position()) {
                said.addFirst(one.under(withheld));
            }
        }
        return said;
    }

    private List<Happening> history(Head head, List<Said> said, Sight sight, Disclosure disclosure, Masking masking) {
        // what a correction changed quotes the version before
        Map<Long, Withholding> withheld = new HashMap<>();
        for (int i = 1; i < said.size(); i++) {
            withheld.put(said.get(i).position(), said.get(i - 1).withheld());
        }
        return database
                .sql("""
                        select * from api.thread_history where thread_id = :thread and position <= :position
                        order by position
                        """)
                .param("thread", head.thread())
                .param("position", head.position())
                .query((row, _) -> happening(
                        row, disclosure, masking, withheld.getOrDefault(row.getLong("position"), Withholding.NONE)))
                .list()
                .stream()
                .filter(happening -> sight.shows(disclosure, happening.authority()))
                .toList();
    }

    private static Happening happening(ResultSet row, Disclosure disclosure, Masking masking, Withholding withheld)
            throws SQLException {
        boolean content = disclosure.extent().showsContent();
        String changes = content ? row.getString("changes") : null;
        String severity = content ? row.getString("severity") : null;
        return new Happening(
                row.getLong("position"),
                row.getString("kind"),
                Times.inTokyo(masking.occurredAt(disclosure.extent(), instant(row, "occurred_at"))),
                Times.inTokyo(instant(row, "recorded_at")),
                row.getString("actor"),
                content ? row.getObject("report_id", UUID.class) : null,
                row.getString(content ? "summary" : "what"),
                changes == null ? null : changes(changes, disclosure, withheld),
                severity == null ? null : EventJson.mapper().readValue(severity, Severity.class));
    }

    private static List<Change> changes(String json, Disclosure disclosure, Withholding withheld) {
        return EventJson.mapper().readValue(json, CHANGES).stream()
                .filter(change -> disclosure.extent().tells(change.item(), withheld))
                .toList();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** A thread's row. */
    private record Head(
            UUID thread,
            Circle circle,
            Phase state,
            Stage stage,
            boolean exercise,
            List<String> sectors,
            LocalDate awareness,
            @Nullable String title,
            Set<String> parted,
            Instant openedAt,
            long opened,
            long position) {

        /** Whether the thread does not reach the viewer any more. */
        boolean partedFrom(Viewer viewer) {
            return viewer.authority()
                    .map(AuthorityCode::value)
                    .filter(parted::contains)
                    .isPresent();
        }

        /** The same after these events, the first ones of the thread. */
        Head asOf(List<RecordedEvent> events) {
            ThreadState then = ThreadState.of(events);
            Content said = then.dossier().content();
            return new Head(
                    thread,
                    circle,
                    then.phase(),
                    then.dossier().stage(),
                    exercise,
                    then.allLines(),
                    then.filing().awarenessDay(),
                    said == null ? null : SearchText.storable(said.title()),
                    parted,
                    openedAt,
                    opened,
                    events.getLast().position());
        }

        static Head of(ResultSet row) throws SQLException {
            return new Head(
                    row.getObject("thread_id", UUID.class),
                    Sight.circle(row),
                    Phase.valueOf(row.getString("state")),
                    Stage.valueOf(row.getString("stage")),
                    row.getBoolean("exercise"),
                    List.copyOf(Sight.texts(row, "sectors")),
                    row.getObject("awareness", LocalDate.class),
                    row.getString("title"),
                    Set.copyOf(Sight.texts(row, "parted")),
                    instant(row, "opened_at"),
                    row.getLong("opened"),
                    row.getLong("position"));
        }

        Cursor cursor() {
            return new Cursor(openedAt, Long.toString(opened));
        }

        /** Those of its lines that are told. */
        List<String> sectors(Disclosure disclosure, Masking masking) {
            return masking.lines(disclosure.extent(), sectors, awareness);
        }

        Optional<ThreadItem> item(Sight sight, Masking masking) {
            Disclosure disclosure = sight.of(thread, circle);
            if (!disclosure.extent().showsExistence()) {
                return Optional.empty();
            }
            boolean content = disclosure.extent().showsContent();
            return Optional.of(new ThreadItem(
                    thread,
                    content ? circle.operator().value() : null,
                    state,
                    stage,
                    circle.tlp(),
                    exercise,
                    sectors(disclosure, masking),
                    content ? title : null,
                    Times.inTokyo(openedAt),
                    position));
        }
    }

    /**
     * What one submission said.
     *
     * @param withheld what of it is kept back from those whom the label alone lets read
     */
    private record Said(
            long position,
            ReportId report,
            boolean correction,
            Stage stage,
            Instant receivedAt,
            Filing filing,
            @Nullable Content content,
            Withholding withheld) {

        static Said of(ResultSet row) throws SQLException {
            String content = row.getString("content");
            return new Said(
                    row.getLong("position"),
                    new ReportId(row.getObject("report_id", UUID.class)),
                    row.getBoolean("correction"),
                    Stage.valueOf(row.getString("stage")),
                    instant(row, "received_at"),
                    EventJson.mapper().readValue(row.getString("filing"), Filing.class),
                    content == null ? null : EventJson.mapper().readValue(content, Content.class),
                    Withholding.NONE);
        }

        Said under(Withholding marks) {
            return new Said(position, report, correction, stage, receivedAt, filing, content, marks);
        }

        Report item(Disclosure disclosure) {
            boolean readable = disclosure.extent().showsContent();
            return new Report(
                    readable ? report.value() : null,
                    readable ? report.receiptNumber() : null,
                    stage,
                    Times.inTokyo(receivedAt),
                    readable ? Particulars.of(filing) : null,
                    content(disclosure));
        }

        /** As much of the content as is disclosed. */
        @Nullable Content content(Disclosure disclosure) {
            return content == null
                    ? null
                    : disclosure.extent().told(content, withheld).orElse(null);
        }
    }
}
