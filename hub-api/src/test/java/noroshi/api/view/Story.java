package noroshi.api.view;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorCommand.RegisterOperator;
import noroshi.core.register.OperatorSlug;
import noroshi.core.register.Revisions;
import noroshi.core.report.Consent;
import noroshi.core.report.Content;
import noroshi.core.report.Indicator;
import noroshi.core.report.Mark;
import noroshi.core.report.PersonalData;
import noroshi.core.report.ReportId;
import noroshi.core.report.Revision;
import noroshi.core.report.Severity;
import noroshi.core.report.Stage;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import noroshi.core.thread.Delivery;
import noroshi.core.thread.DeliveryId;
import noroshi.core.thread.Filings;
import noroshi.core.thread.ReportThreadCommand.AcknowledgeReceipt;
import noroshi.core.thread.ReportThreadCommand.AssessSeverity;
import noroshi.core.thread.ReportThreadCommand.ChangeConsents;
import noroshi.core.thread.ReportThreadCommand.ChangeTlp;
import noroshi.core.thread.ReportThreadCommand.CloseDelivery;
import noroshi.core.thread.ReportThreadCommand.CorrectReport;
import noroshi.core.thread.ReportThreadCommand.DecideWithdrawal;
import noroshi.core.thread.ReportThreadCommand.NarrowTlp;
import noroshi.core.thread.ReportThreadCommand.RecordDeliveries;
import noroshi.core.thread.ReportThreadCommand.ReopenThread;
import noroshi.core.thread.ReportThreadCommand.RequestWithdrawal;
import noroshi.core.thread.ReportThreadCommand.Reroute;
import noroshi.core.thread.ReportThreadCommand.ReturnReport;
import noroshi.core.thread.ReportThreadCommand.SubmitFollowUp;
import noroshi.core.thread.ReportThreadCommand.SubmitReport;
import noroshi.core.thread.Stating;
import org.jspecify.annotations.Nullable;

/** 物語. One incident as it is told to the record, step by step; each step takes a minute of the domain's clock. */
public final class Story {

    private final RecordFixture record;
    private final OperatorSlug operator;
    private final ThreadId thread;
    private ReportId latest;
    private int filed;

    private Story(RecordFixture record, OperatorSlug operator, ReportId opening) {
        this.record = record;
        this.operator = operator;
        this.thread = ThreadId.openedBy(opening);
        this.latest = opening;
    }

    /** What a first report says where it is not the usual. */
    public record Telling(
            String slug,
            String key,
            String occurredAt,
            Tlp tlp,
            @Nullable Integer severity,
            boolean exercise,
            String title,
            String summary,
            @Nullable String prefecture) {

        public static Telling about(String slug, String key) {
            return new Telling(
                    slug, key, "2026-11-05T03:10:00+09:00", Tlp.AMBER, null, false, slug + " の障害", key, null);
        }

        public Telling tlp(Tlp other) {
            return new Telling(slug, key, occurredAt, other, severity, exercise, title, summary, prefecture);
        }

        public Telling severity(int other) {
            return new Telling(slug, key, occurredAt, tlp, other, exercise, title, summary, prefecture);
        }

        public Telling drill() {
            return new Telling(slug, key, occurredAt, tlp, severity, true, title, summary, prefecture);
        }

        public Telling occurred(String at) {
            return new Telling(slug, key, at, tlp, severity, exercise, title, summary, prefecture);
        }

        public Telling saying(String words, String more) {
            return new Telling(slug, key, occurredAt, tlp, severity, exercise, words, more, prefecture);
        }

        public Telling in(String place) {
            return new Telling(slug, key, occurredAt, tlp, severity, exercise, title, summary, place);
        }
    }

    /** Files the first report. */
    public static Story begin(RecordFixture record, Telling telling) {
        var slug = new OperatorSlug(telling.slug);
        var opening = ReportId.of(slug, telling.key);
        var story = new Story(record, slug, opening);
        Instant occurred = Filings.at(telling.occurredAt);
        var filing = Filings.of(Filings.entry(telling.slug), occurred.plusSeconds(600), List.of())
                .occurred(occurred)
                .severity(telling.severity)
                .personalData(PersonalData.NO)
                .damageIn(telling.prefecture)
                .tlp(telling.tlp)
                .exercise(telling.exercise)
                .filing();
        var content = new Content(
                telling.title,
                telling.summary,
                List.of(new Indicator("ipv4-addr", "192.0.2." + telling.key.length())),
                Map.of("手口", "ＶＰＮ装置の脆弱性", "台数", 12),
                Map.of("電話", "06-0000-0000"),
                List.of(),
                List.of());
        record.send(new SubmitReport(
                story.thread, opening, slug, filing, content, "00".repeat(32), story.tick(occurred.plusSeconds(900))));
        return story;
    }

    private Instant tick(Instant atLeast) {
        Instant next = record.clock().instant().plusSeconds(60);
        record.setClock(next.isBefore(atLeast) ? atLeast : next);
        return record.clock().instant();
    }

    private Instant tick() {
        return tick(Instant.MIN);
    }

    public ThreadId thread() {
        return thread;
    }

    private ReportId next() {
        filed++;
        return ReportId.of(operator, thread + "-" + filed);
    }

    public Story followUp(Stage stage, @Nullable Integer severity) {
        latest = next();
        record.send(new SubmitFollowUp(
                thread, latest, operator, stage, Stating.that(it -> it.severity = severity), "00".repeat(32), tick()));
        return this;
    }

    public Story correct(String title) {
        return correct(Stating.that(it -> it.title = title));
    }

    /** The operator says which indicators there are, and so which are none. */
    public Story naming(Indicator... indicators) {
        return correct(Stating.that(it -> it.indicators = List.of(indicators)));
    }

    /** The operator says which items there are, and which of them are kept back. */
    public Story detailing(Map<String, Object> details, Mark... marks) {
        return correct(Filings.detailed(details, List.of(marks)));
    }

    /** The thread gets another label. */
    public Story label(Tlp label) {
        return correct(Filings.labelled(label));
    }

    /** A holder narrows the label. */
    public Story narrowed(String authority, Tlp label) {
        record.send(new NarrowTlp(
                thread, new AuthorityCode(authority), label, "捜査中", "ministry:" + authority + ":sato", tick()));
        return this;
    }

    /** The operator says expressly which label it is to have. */
    public Story relabelled(Tlp label) {
        record.send(
                new ChangeTlp(thread, operator, state().filing().tlp(), label, "公表済", "operator:" + operator, tick()));
        return this;
    }

    private Story correct(Revision revision) {
        record.send(new CorrectReport(thread, next(), operator, revision, "誤記", "00".repeat(32), tick()));
        return this;
    }

    /** The operator agrees to that too. */
    public Story granting(Consent... consents) {
        record.send(new ChangeConsents(thread, operator, Set.of(consents), Set.of(), tick()));
        return this;
    }

    /** The operator agrees to that no longer. */
    public Story revoking(Consent... consents) {
        record.send(new ChangeConsents(thread, operator, Set.of(), Set.of(consents), tick()));
        return this;
    }

    /** The national office assesses the severity. */
    public Story assessed(int continuity, int safety, int confidence) {
        record.send(
                new AssessSeverity(thread, new Severity(continuity, safety, confidence), "専門家会合", "nco:mori", tick()));
        return this;
    }

    public Story closed(String authority) {
        record.send(new CloseDelivery(
                thread, delivery(authority), new AuthorityCode(authority), "ministry:" + authority + ":sato", tick()));
        return this;
    }

    public Story reopened(String authority, String reason) {
        record.send(new ReopenThread(
                thread,
                delivery(authority),
                new AuthorityCode(authority),
                reason,
                "ministry:" + authority + ":sato",
                tick()));
        return this;
    }

    /** The broker takes the latest report for every addressee whom the thread reaches. */
    public Story delivered() {
        List<DeliveryId> all = deliveries().stream()
                .filter(state().dossier()::reaches)
                .map(Delivery::id)
                .toList();
        record.send(new RecordDeliveries(thread, latest, all, tick()));
        return this;
    }

    public Story acknowledged(String authority) {
        record.send(new AcknowledgeReceipt(
                thread,
                delivery(authority),
                new AuthorityCode(authority),
                null,
                "ministry:" + authority + ":sato",
                tick()));
        return this;
    }

    public Story returned(String authority, String reason) {
        record.send(new ReturnReport(
                thread,
                delivery(authority),
                new AuthorityCode(authority),
                reason,
                "ministry:" + authority + ":sato",
                tick()));
        return this;
    }

    /** The register comes to say that the operator is in that sector too, and the thread is routed by it. */
    public Story joining(String sector) {
        record.send(
                new RegisterOperator(Revisions.joining(Filings.entry(operator.value()), sector), "nco:mori", tick()));
        return rerouted();
    }

    /** The register has changed. */
    public Story rerouted() {
        record.send(new Reroute(thread, operator, tick()));
        return this;
    }

    /** The register says that the operator is of that sector alone. */
    public Story ofSector(String sector) {
        record.send(new RegisterOperator(Revisions.ofSector(Filings.entry(operator.value()), sector), "test", tick()));
        return rerouted();
    }

    public Story withdrawalRequested() {
        record.send(new RequestWithdrawal(thread, next(), operator, "誤報", "00".repeat(32), tick()));
        return this;
    }

    public Story withdrawalAccepted(String authority) {
        record.send(new DecideWithdrawal(
                thread,
                delivery(authority),
                new AuthorityCode(authority),
                true,
                "了承",
                "ministry:" + authority + ":sato",
                tick()));
        return this;
    }

    /** The thread as the record has it, folded from its first event. */
    public ThreadState state() {
        return ThreadState.of(record.ledger().ofTag("thread", thread.toString()));
    }

    public List<Delivery> deliveries() {
        return state().deliveries();
    }

    private DeliveryId delivery(String authority) {
        return deliveries().stream()
                .filter(delivery -> delivery.addressee().value().equals(authority))
                .map(Delivery::id)
                .findFirst()
                .orElseThrow();
    }

    /** A viewer as {@code ./hub token} knows them. */
    public static Viewer viewer(String identity) {
        String[] parts = identity.split(":", 3);
        Role role = Role.valueOf(parts[0].toUpperCase(Locale.ROOT).replace('-', '_'));
        return switch (role) {
            case OPERATOR, CEPTOAR, COUNCIL, POLICE -> new Viewer(role, parts[1], null, identity);
            case MINISTRY -> new Viewer(role, parts[1], parts.length > 2 ? parts[2] : null, identity);
            case NCO, PM_CAO -> new Viewer(role, role.name(), parts[1], identity);
            case PPC, HQ, AUDITOR, ADMIN -> new Viewer(role, role.name(), null, identity);
        };
    }
}
