package noroshi.core.bulletin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.bulletin.BulletinCommand.ApproveBulletin;
import noroshi.core.bulletin.BulletinCommand.DeclineBulletin;
import noroshi.core.bulletin.BulletinCommand.DraftBulletin;
import noroshi.core.bulletin.BulletinCommand.IssueBulletin;
import noroshi.core.bulletin.BulletinCommand.RecallBulletin;
import noroshi.core.bulletin.BulletinCommand.RecordBulletinReceipt;
import noroshi.core.bulletin.BulletinCommand.RedraftBulletin;
import noroshi.core.bulletin.BulletinCommand.RelayBulletin;
import noroshi.core.mode.Mode;
import noroshi.core.mode.ModeEvent.ModeSwitched;
import noroshi.core.register.OperatorEvent.OperatorRegistered;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Indicator;
import noroshi.core.report.Remark;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Viewer.Role;
import noroshi.core.thread.Case;
import noroshi.core.thread.Filings;
import noroshi.core.thread.ReportThreadCommand;
import noroshi.core.thread.ReportThreadCommand.SubmitReport;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.core.thread.ReportThreads;
import org.jspecify.annotations.Nullable;

/** One bulletin, and the threads it draws on, decided by the real rules. */
final class BulletinStory {

    static final BulletinId ID = new BulletinId(new UUID(7, 7));
    static final BulletinContent CONTENT =
            new BulletinContent("注意喚起: ランサムウェア", "VPN 装置の脆弱性が悪用された。", List.of(), "更新と多要素認証");

    /** An indicator under each label that can be imported, the narrowest first. */
    static final Imported IMPORTED = new Imported(
            "JPCERT/CC",
            "bundle--1",
            List.of(
                    marked("strict.attacker.example", Tlp.AMBER_STRICT),
                    marked("amber.attacker.example", Tlp.AMBER),
                    marked("green.attacker.example", Tlp.GREEN),
                    marked("clear.attacker.example", Tlp.CLEAR)));

    static final Recipient MLIT = new Recipient(Role.MINISTRY, "MLIT");
    static final Recipient CEPTOAR = new Recipient(Role.CEPTOAR, "PORT");
    static final Recipient TERMINAL = new Recipient(Role.OPERATOR, "isewan-terminal");

    private static final Instant AT = Instant.parse("2026-11-12T09:00:00Z");
    private static final String OFFICER = "nco:sato";

    private final List<Drawn> drawn = new ArrayList<>();
    private final List<BulletinEvent> last = new ArrayList<>();
    private Tlp tlp = Tlp.AMBER;
    private Relay relay = Relay.AT_ONCE;
    private boolean exercise;
    private BulletinCase known = BulletinCase.NONE;
    private Case thread = Case.of(new ThreadId(new UUID(0, 0)));

    static MarkedIndicator marked(String host, Tlp tlp) {
        return new MarkedIndicator(new Indicator("domain-name", host), tlp, "indicator--" + host);
    }

    /** What it is drawn from; of several, the last can be told of further. */
    BulletinStory from(Filings filing) {
        SubmitReport opening = filing.submitted("key");
        var registered =
                new OperatorRegistered(filing.operator().slug(), filing.operator(), "admin", filing.awarenessAt());
        thread = Case.of(opening.thread()).after(registered);
        known = known.after(registered);
        thread(opening);
        drawn.add(new Drawn(opening.thread(), opening.operator()));
        return this;
    }

    BulletinStory thread(ReportThreadCommand command) {
        for (ReportThreadEvent event : ReportThreads.decide(command, thread)) {
            thread = thread.after(event);
            known = known.after(event);
        }
        return this;
    }

    ThreadId thread() {
        return thread.id();
    }

    BulletinStory labelled(Tlp label) {
        tlp = label;
        return this;
    }

    BulletinStory stepwise() {
        relay = Relay.STEPWISE;
        return this;
    }

    BulletinStory switched(Mode mode, String... sectors) {
        List<SectorCode> named = Stream.of(sectors).map(SectorCode::new).toList();
        known = known.after(new ModeSwitched("national", mode, named, "広域の攻撃", OFFICER, AT));
        return this;
    }

    BulletinStory asExercise() {
        exercise = true;
        return this;
    }

    BulletinFacts facts() {
        return new BulletinFacts(drawn, List.of(new SectorCode("PORT")), tlp, exercise, relay);
    }

    DraftBulletin drafting(BulletinContent content) {
        return new DraftBulletin(ID, facts(), content, OFFICER, AT);
    }

    RedraftBulletin redrafting(int replaces, BulletinContent content) {
        return new RedraftBulletin(ID, replaces, facts(), content, OFFICER, AT);
    }

    RedraftBulletin redraftingFromNone(int replaces, BulletinContent content) {
        var none = new BulletinFacts(List.of(), facts().sectors(), tlp, exercise, relay);
        return new RedraftBulletin(ID, replaces, none, content, OFFICER, AT);
    }

    ApproveBulletin approving(String operator, int revision, @Nullable Tlp widened) {
        return new ApproveBulletin(
                ID, drawn, revision, new OperatorSlug(operator), widened, "operator:" + operator, AT);
    }

    DeclineBulletin declining(String operator, int revision) {
        return new DeclineBulletin(
                ID, drawn, revision, new OperatorSlug(operator), new Remark("所在地が分かる"), "operator:" + operator, AT);
    }

    IssueBulletin issuing(int revision) {
        return new IssueBulletin(ID, drawn, revision, OFFICER, AT);
    }

    RelayBulletin relaying(Recipient recipient) {
        return new RelayBulletin(ID, drawn, recipient, List.of(new SectorCode("PORT")), "officer", AT);
    }

    RecordBulletinReceipt receiving(Recipient recipient) {
        return new RecordBulletinReceipt(ID, drawn, recipient, "officer", AT);
    }

    RecallBulletin recalling(String reason) {
        return new RecallBulletin(ID, drawn, new Remark(reason), OFFICER, AT);
    }

    BulletinStory drafted() {
        return when(drafting(CONTENT));
    }

    /** Drafted, approved by every originator without a word on the label, and issued. */
    BulletinStory issued() {
        drafted();
        facts().originators().forEach(operator -> when(approving(operator.value(), 1, null)));
        return when(issuing(1));
    }

    BulletinStory when(BulletinCommand command) {
        last.clear();
        for (BulletinEvent event : known.decide(command)) {
            last.add(event);
            known = known.after(event);
        }
        return this;
    }

    BulletinStory then(Class<?>... events) {
        assertThat(last.stream().<Class<?>>map(Object::getClass)).containsExactly(events);
        return this;
    }

    BulletinStory thenNothing() {
        return then();
    }

    void refuses(BulletinCommand command, Reason reason) {
        var refused = catchThrowableOfType(Refused.class, () -> known.decide(command));
        assertThat(refused).as("a refusal of %s", command).isNotNull();
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.fault().ja()).isNotBlank();
        assertThat(refused.fault().en()).isNotBlank();
    }

    Bulletin state() {
        return known.bulletin();
    }

    BulletinCase known() {
        return known;
    }

    Stream<BulletinEvent> last() {
        return last.stream();
    }
}
