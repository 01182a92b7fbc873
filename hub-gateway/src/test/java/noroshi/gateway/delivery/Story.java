package noroshi.gateway.delivery;

import com.google.common.collect.Maps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorEvent.OperatorRegistered;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Consents;
import noroshi.core.report.Content;
import noroshi.core.report.EventClass;
import noroshi.core.report.Mark;
import noroshi.core.report.PersonalData;
import noroshi.core.report.ReportId;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.thread.Case;
import noroshi.core.thread.Filings;
import noroshi.core.thread.ReportThreadCommand;
import noroshi.core.thread.ReportThreadCommand.ChangeTlp;
import noroshi.core.thread.ReportThreadCommand.CorrectReport;
import noroshi.core.thread.ReportThreadCommand.NarrowTlp;
import noroshi.core.thread.ReportThreadCommand.RequestWithdrawal;
import noroshi.core.thread.ReportThreadCommand.SubmitReport;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.core.thread.ReportThreads;
import noroshi.core.thread.Stating;
import noroshi.ledger.RecordedEvent;

/** One operator's one thread, decided by the real rules and recorded in a list. */
public final class Story {

    public static final Instant NOW = Instant.parse("2026-11-05T05:40:00Z");
    public static final OperatorSlug OPERATOR = new OperatorSlug("chubu-power");
    public static final ReportId REPORT = ReportId.of(OPERATOR, "k1");
    public static final ThreadId THREAD = ThreadId.openedBy(REPORT);

    public final List<RecordedEvent> events = new ArrayList<>();
    private Case known =
            Case.of(THREAD).after(new OperatorRegistered(OPERATOR, Filings.entry(OPERATOR.value()), "nco:test", NOW));

    public Story filed(Tlp tlp, boolean exercise) {
        return filed(tlp, exercise, PersonalData.UNKNOWN, Consents.NONE);
    }

    public Story filed(Tlp tlp, boolean exercise, PersonalData personalData, Consents consents) {
        var filing = Filings.of(Filings.entry(OPERATOR.value()), NOW, List.of("ELECTRICITY"))
                .occurred(NOW)
                .ofClass(EventClass.INTRUSION)
                .severity(2)
                .personalData(personalData)
                .tlp(tlp)
                .consenting(consents)
                .exercise(exercise)
                .filing();
        var content = new Content(
                "制御系の停止",
                "詳細",
                List.of(),
                Map.of("systems", 3, "names", List.of("a")),
                Map.of("phone", "052-000-0000"),
                List.of(),
                List.of());
        apply(new SubmitReport(THREAD, REPORT, OPERATOR, filing, content, "hash", NOW));
        return this;
    }

    public ReportId withdrawalRequested() {
        ReportId report = ReportId.of(OPERATOR, "k2");
        apply(new RequestWithdrawal(THREAD, report, OPERATOR, "誤検知", "hash2", NOW.plusSeconds(60)));
        return report;
    }

    /** A correction that changes the label alone. */
    public Story labelled(Tlp tlp) {
        var revision = Filings.labelled(tlp);
        String key = "label-" + events.size();
        apply(new CorrectReport(
                THREAD, ReportId.of(OPERATOR, key), OPERATOR, revision, "共有範囲の変更", key, NOW.plusSeconds(30)));
        return this;
    }

    /** A correction of the title alone. */
    Story retitled(String title) {
        var revision = Stating.that(it -> it.title = title);
        String key = "title-" + events.size();
        apply(new CorrectReport(
                THREAD, ReportId.of(OPERATOR, key), OPERATOR, revision, "件名の訂正", key, NOW.plusSeconds(20)));
        return this;
    }

    /** A correction that says which items there are, and which of them are kept back. */
    Story marked(Map<String, Object> details, Mark... marks) {
        var revision = Filings.detailed(details, List.of(marks));
        String key = "marks-" + events.size();
        apply(new CorrectReport(
                THREAD, ReportId.of(OPERATOR, key), OPERATOR, revision, "秘匿", key, NOW.plusSeconds(25)));
        return this;
    }

    /** A holder narrows the label. */
    Story narrowed(Tlp tlp) {
        apply(new NarrowTlp(THREAD, new AuthorityCode("METI"), tlp, "捜査中", "ministry:METI:sato", NOW.plusSeconds(40)));
        return this;
    }

    /** The operator says expressly which label it is to have. */
    Story widened(Tlp from, Tlp tlp) {
        apply(new ChangeTlp(THREAD, OPERATOR, from, tlp, "公表済", "operator:chubu-power", NOW.plusSeconds(50)));
        return this;
    }

    /** A correction that agrees to that, and to nothing else. */
    public Story consenting(Consents to) {
        var revision = Filings.consentingNow(to);
        String key = "consent-" + events.size();
        apply(new CorrectReport(
                THREAD, ReportId.of(OPERATOR, key), OPERATOR, revision, "同意の変更", key, NOW.plusSeconds(30)));
        return this;
    }

    /** As a ledger would decide it. */
    public CompletableFuture<Void> decide(Object command, Map<String, String> metadata) {
        apply((ReportThreadCommand) command);
        return CompletableFuture.allOf();
    }

    private void apply(ReportThreadCommand command) {
        ReportThreads.decide(command, known).forEach(this::happened);
    }

    public void happened(ReportThreadEvent event) {
        known = known.after(event);
        long position = events.size() + 1L;
        events.add(new RecordedEvent(
                position,
                position - 1,
                new UUID(8, position),
                event.getClass().getSimpleName(),
                "1",
                event.occurredAt(),
                NOW.plusSeconds(position),
                Set.of("thread=" + THREAD),
                Map.of(),
                event));
    }

    Map<ThreadId, List<RecordedEvent>> histories(Collection<ThreadId> threads) {
        return Maps.asMap(Set.copyOf(threads), _ -> List.copyOf(events));
    }
}
