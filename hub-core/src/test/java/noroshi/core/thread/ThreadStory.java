package noroshi.core.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.asset.AssetEvent.AssetNotified;
import noroshi.core.asset.AssetFacts;
import noroshi.core.asset.AssetId;
import noroshi.core.asset.AssetNumber;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.obligation.Obligation;
import noroshi.core.regime.cyberresponse.AssetDuties;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorEvent.OperatorRegistered;
import noroshi.core.register.ScopeEvent;
import noroshi.core.register.ScopeEvent.SectorRevised;
import noroshi.core.report.Consent;
import noroshi.core.report.ReportId;
import noroshi.core.report.Revision;
import noroshi.core.report.Severity;
import noroshi.core.report.Stage;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.sector.BusinessCode;
import noroshi.core.sector.Sector;
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
import noroshi.core.thread.ReportThreadCommand.TellDeadlines;
import noroshi.core.thread.ReportThreadEvent.WithdrawalRequested;
import org.jspecify.annotations.Nullable;

/** One thread's story: what was done, what came of it, and what it looks like now. */
final class ThreadStory {

    private final SubmitReport opening;
    private final List<ReportThreadEvent> last = new ArrayList<>();
    private Case known;
    private Instant now;

    private ThreadStory(Filings filing, OperatorEntry entry) {
        this.opening = filing.submitted("first");
        this.now = opening.receivedAt();
        this.known = Case.of(opening.thread())
                .after(new OperatorRegistered(entry.slug(), entry, "admin", filing.awarenessAt()));
    }

    static ThreadStory of(Filings filing) {
        return new ThreadStory(filing, filing.operator());
    }

    /** The operator files the opening report. */
    static ThreadStory opened(Filings filing) {
        return of(filing).when(of(filing).opening());
    }

    /** From here on it is {@code time} (with offset). */
    ThreadStory at(String time) {
        now = Filings.at(time);
        return this;
    }

    /** Each duty as regime, type, addressee, last day (or that it is a target), and how it stands now. */
    List<String> duties() {
        return dossier().obligations().values().stream()
                .map(one -> "%s %s %s %s %s"
                        .formatted(
                                one.duty().rule().regime(),
                                one.duty().type(),
                                one.duty().addressee(),
                                one.duty().soft()
                                        ? "soft"
                                        : one.duty().deadline().dueDate(),
                                one.standing(now)))
                .toList();
    }

    /** Each delivery as addressee, role and decisive rule. */
    List<String> routes() {
        return dossier().deliveries().values().stream()
                .map(one -> "%s %s %s"
                        .formatted(
                                one.addressee(), one.role(), one.decisiveRule().id()))
                .toList();
    }

    SubmitReport opening() {
        return opening;
    }

    ThreadId thread() {
        return opening.thread();
    }

    ThreadStory when(ReportThreadCommand command) {
        last.clear();
        for (ReportThreadEvent event : ReportThreads.decide(command, known)) {
            last.add(event);
            known = known.after(event);
        }
        return this;
    }

    void refuses(ReportThreadCommand command, Reason reason) {
        var refused = catchThrowableOfType(Refused.class, () -> ReportThreads.decide(command, known));
        assertThat(refused).as("a refusal of %s", command).isNotNull();
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.fault().ja()).isNotBlank();
        assertThat(refused.fault().en()).isNotBlank();
    }

    List<ReportThreadEvent> last() {
        return List.copyOf(last);
    }

    ThreadStory then(String... eventNames) {
        assertThat(last).extracting(event -> event.getClass().getSimpleName()).containsExactly(eventNames);
        return this;
    }

    ThreadStory thenNothing() {
        return then();
    }

    /** Another thread took a submission under {@code key}; it is read along with the case of the same id. */
    ThreadStory takenElsewhere(String key) {
        var other = ThreadId.openedBy(report("elsewhere"));
        known = known.after(new WithdrawalRequested(other, report(key), null, "hash", opening.receivedAt()));
        return this;
    }

    ThreadStory registerSays(OperatorEntry entry) {
        known = known.after(new OperatorRegistered(entry.slug(), entry, "admin", opening.receivedAt()));
        return this;
    }

    /** The operator notifies what it keeps under a number, in use since then (a day) and for electricity. */
    ThreadStory notifies(String number, String introduced) {
        var asset = AssetId.of(opening.operator(), new AssetNumber(number));
        var facts = new AssetFacts(new BusinessCode("KI_ELECTRICITY"), LocalDate.parse(introduced));
        var duty = AssetDuties.ofDesignation(facts.introducedOn());
        known = known.after(
                new AssetNotified(asset, opening.operator(), facts, null, duty, "operator:chubu-power", now));
        return this;
    }

    ThreadStory scopeSays(Sector sector) {
        known = known.after(new SectorRevised(ScopeEvent.NATIONAL, sector, "nco:tanaka", now));
        return this;
    }

    ReportThread state() {
        return known.thread();
    }

    Dossier dossier() {
        return ((ReportThread.Filed) known.thread()).dossier();
    }

    List<String> addressees() {
        return dossier().deliveries().values().stream()
                .map(delivery -> delivery.addressee().value())
                .toList();
    }

    Delivery delivery(String addressee) {
        return Objects.requireNonNull(dossier().deliveries().get(deliveryId(addressee)), addressee);
    }

    DeliveryId deliveryId(String addressee) {
        return DeliveryId.of(thread(), new AuthorityCode(addressee));
    }

    Obligation obligation(String regime, Stage type, String addressee) {
        return dossier().obligations().values().stream()
                .filter(one -> one.duty().rule().regime().value().equals(regime)
                        && one.duty().type().name().equals(type.name())
                        && one.duty().addressee().value().equals(addressee))
                .findFirst()
                .orElseThrow();
    }

    SubmitFollowUp followUp(String key, Stage stage) {
        return followUp(key, stage, Filings.nothingNew());
    }

    SubmitFollowUp followUp(String key, Stage stage, Revision revision) {
        return new SubmitFollowUp(thread(), report(key), opening.operator(), stage, revision, "hash", now);
    }

    CorrectReport correction(String key, Revision revision) {
        return new CorrectReport(thread(), report(key), opening.operator(), revision, "誤記", "hash", now);
    }

    RequestWithdrawal withdrawal(String key) {
        return new RequestWithdrawal(thread(), report(key), opening.operator(), "定期保守だった", "hash", now);
    }

    RecordDeliveries made(ReportId report, String... addressees) {
        return new RecordDeliveries(
                thread(),
                report,
                List.of(addressees).stream().map(this::deliveryId).toList(),
                now);
    }

    AcknowledgeReceipt receipt(String addressee) {
        return receipt(addressee, null);
    }

    AcknowledgeReceipt receipt(String addressee, @Nullable ReportId report) {
        return new AcknowledgeReceipt(
                thread(), deliveryId(addressee), new AuthorityCode(addressee), report, officer(addressee), now);
    }

    ReturnReport returned(String addressee) {
        return new ReturnReport(
                thread(), deliveryId(addressee), new AuthorityCode(addressee), "原因の記載がない", officer(addressee), now);
    }

    CloseDelivery close(String addressee) {
        return new CloseDelivery(
                thread(), deliveryId(addressee), new AuthorityCode(addressee), officer(addressee), now);
    }

    DecideWithdrawal decision(String addressee, boolean accepted) {
        return new DecideWithdrawal(
                thread(),
                deliveryId(addressee),
                new AuthorityCode(addressee),
                accepted,
                "確認済",
                officer(addressee),
                now);
    }

    TellDeadlines tellDeadlines() {
        return new TellDeadlines(thread(), now);
    }

    ReopenThread reopening(String addressee) {
        return new ReopenThread(
                thread(), deliveryId(addressee), new AuthorityCode(addressee), "新たな漏えいの疑い", officer(addressee), now);
    }

    ChangeConsents granting(Consent... consents) {
        return new ChangeConsents(thread(), opening.operator(), Set.of(consents), Set.of(), now);
    }

    ChangeConsents revoking(Consent... consents) {
        return new ChangeConsents(thread(), opening.operator(), Set.of(), Set.of(consents), now);
    }

    AssessSeverity assessment(int continuity, int safety, int confidence) {
        return new AssessSeverity(
                thread(), new Severity(continuity, safety, confidence), "専門家会合の評価", "nco:tanaka", now);
    }

    /** Every duty is met and every competent authority has closed. */
    ThreadStory closed() {
        return when(followUp("closing", Stage.DETAILED)).closedByAll();
    }

    /** Every competent authority receives what there is, and closes. */
    ThreadStory closedByAll() {
        List<String> competent = dossier().competent().stream()
                .map(delivery -> delivery.addressee().value())
                .toList();
        competent.forEach(one -> when(receipt(one)));
        competent.forEach(one -> when(close(one)));
        return this;
    }

    NarrowTlp narrowing(String holder, Tlp tlp) {
        return new NarrowTlp(thread(), new AuthorityCode(holder), tlp, "捜査中", officer(holder), now);
    }

    ChangeTlp relabelling(@Nullable Tlp from, Tlp to) {
        return new ChangeTlp(thread(), opening.operator(), from, to, "公表済", "operator:" + opening.operator(), now);
    }

    Reroute reroute() {
        return new Reroute(thread(), opening.operator(), now);
    }

    ReportId report(String key) {
        return ReportId.of(opening.operator(), key);
    }

    private static String officer(String addressee) {
        return "ministry:" + addressee + ":sato";
    }
}
