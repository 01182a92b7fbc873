package noroshi.core.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.campaign.CampaignEvent.CampaignDeclared;
import noroshi.core.campaign.CampaignId;
import noroshi.core.campaign.Wording;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Remark;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.request.Part.Standing;
import noroshi.core.request.Request.Ended;
import noroshi.core.request.Request.Made;
import noroshi.core.request.RequestCommand.AcknowledgeRequest;
import noroshi.core.request.RequestCommand.AnswerRequest;
import noroshi.core.request.RequestCommand.CancelRequest;
import noroshi.core.request.RequestCommand.ClarifyRequest;
import noroshi.core.request.RequestCommand.CloseRequest;
import noroshi.core.request.RequestCommand.DeclineRequest;
import noroshi.core.request.RequestCommand.ExtendRequest;
import noroshi.core.request.RequestCommand.MakeRequest;
import noroshi.core.request.RequestCommand.PassRequestOn;
import noroshi.core.request.RequestCommand.QuestionRequest;
import noroshi.core.request.RequestCommand.TellRequest;
import noroshi.core.request.RequestEvent.RequestAcknowledged;
import noroshi.core.request.RequestEvent.RequestClarified;
import noroshi.core.request.RequestEvent.RequestDueApproaching;
import noroshi.core.request.RequestEvent.RequestExtended;
import noroshi.core.request.RequestEvent.RequestOverdue;
import noroshi.core.request.RequestEvent.RequestPassedOn;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {

    private static final RequestId ID = RequestId.of("request-1");
    private static final Instant AT = Instant.parse("2026-11-10T00:00:00Z");
    private static final Instant DUE = AT.plus(Duration.ofDays(1));
    private static final Instant NEAR = AT.plus(Duration.ofHours(18));
    private static final AuthorityCode MLIT = new AuthorityCode("MLIT");
    private static final AuthorityCode FSA = AuthorityCode.FSA;
    private static final CampaignId CAMPAIGN = CampaignId.of(AuthorityCode.NCO, "campaign-1");
    private static final ThreadId NOBODYS = new ThreadId(UUID.fromString("9a4d2c71-5e08-8b3f-a6c2-4d1f70b98e35"));
    private static final RequestContent CONTENT = new RequestContent("VPN 装置の利用状況", "所管事業者の利用状況を回答されたい");
    private static final OperatorSlug TERMINAL = new OperatorSlug("isewan-terminal");
    private static final String ANALYST = "nco:sato";
    private static final String OFFICER = "ministry:MLIT:tanaka";

    private RequestCase known = RequestCase.NONE.after(
            new CampaignDeclared(CAMPAIGN, new Wording("波状攻撃", null), Tlp.AMBER, false, List.of(), null, ANALYST, AT));

    @Test
    void theNationalOfficeAsksOneOrMoreMinistries() {
        assertThat(decide(make())).hasSize(1);

        then(make());
        assertThat(part(MLIT).standing(AT)).isEqualTo(Standing.ASKED);
        assertThat(part(FSA).dueBefore()).isEqualTo(DUE);
        assertThat(decide(make())).isEmpty();
        assertRefused(new MakeRequest(ID, facts(MLIT), CONTENT, ANALYST, AT), Reason.IDEMPOTENCY_CONFLICT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NCO", "HQ", "AOC", "NOBODY"})
    void nothingIsAskedOfWhoDoesNotAnswer(String code) {
        assertRefused(make(facts(new AuthorityCode(code))), Reason.INVALID);
        assertRefused(make(facts()), Reason.INVALID);
    }

    @Test
    void aRequestConcernsWhatIsRecordedAndNoDrillUnlessItIsOne() {
        assertRefused(make(of(List.of(NOBODYS), List.of(), List.of(), false)), Reason.THREAD_UNKNOWN);
        assertRefused(make(of(List.of(), List.of(CAMPAIGN), List.of(), true)), Reason.EXERCISE_MIXED);
        assertRefused(
                make(of(List.of(), List.of(), List.of(new BulletinId(NOBODYS.value())), false)),
                Reason.BULLETIN_UNKNOWN);
        assertThat(decide(make(of(List.of(), List.of(CAMPAIGN), List.of(), false))))
                .hasSize(1);
    }

    @Test
    void whatIsDueBeforeItIsAskedIsRefused() {
        assertRefused(make(facts(Tlp.AMBER, false, AT, MLIT)), Reason.INVALID);
    }

    /** AMBER_STRICT is for the addressee's own organisation, RED for its officer. */
    @ParameterizedTest
    @ValueSource(strings = {"AMBER_STRICT", "RED"})
    void whatIsNarrowerThanAmberIsPassedOnToNobody(Tlp tlp) {
        assertRefused(make(facts(tlp, true, DUE, MLIT)), Reason.INVALID);
    }

    @Test
    void eachAddresseeAcknowledgesForItself() {
        then(make());
        assertThat(decide(acknowledge(MLIT))).containsExactly(new RequestAcknowledged(ID, MLIT, OFFICER, AT));

        then(acknowledge(MLIT));
        assertThat(decide(acknowledge(MLIT))).isEmpty();
        assertThat(part(MLIT).standing(AT)).isEqualTo(Standing.ACKNOWLEDGED);
        assertThat(part(FSA).standing(AT)).isEqualTo(Standing.ASKED);
        assertRefused(acknowledge(new AuthorityCode("MIC")), Reason.REQUEST_UNKNOWN);
    }

    @Test
    void anAnswerInPartLeavesTheRestOwed() {
        then(make(), answer("3社を確認中", false));
        assertThat(part(MLIT).standing(AT)).isEqualTo(Standing.ACKNOWLEDGED);
        assertThat(decide(answer("3社を確認中", false))).isEmpty();

        then(answer("5社が利用", true));
        assertThat(part(MLIT).standing(DUE)).isEqualTo(Standing.ANSWERED);
        assertThat(decide(answer("5社が利用", true))).isEmpty();

        then(answer("1社を追加", true));
        assertThat(part(MLIT).answers()).hasSize(3);
    }

    @Test
    void aMinistryDeclinesWithAReasonUnlessItHasAnswered() {
        then(make(), decline("所管外"));
        assertThat(part(MLIT).standing(DUE)).isEqualTo(Standing.DECLINED);
        assertThat(decide(decline("所管外"))).isEmpty();

        then(answer("確認する", false));
        assertThat(part(MLIT).standing(AT)).isEqualTo(Standing.ACKNOWLEDGED);
        assertThat(decide(decline("所管外"))).as("repeated").isEmpty();
        then(decline("担当外"), answer("再確認する", false));
        assertThat(decide(decline("所管外"))).as("repeated, the first of two").isEmpty();
        assertThat(decide(decline("担当外"))).as("repeated, the last of two").isEmpty();
        then(answer("該当なし", true));
        assertThat(part(MLIT).standing(AT)).isEqualTo(Standing.ANSWERED);
        assertThat(decide(decline("所管外"))).as("repeated").isEmpty();
        assertRefused(decline("権限なし"), Reason.REQUEST_ANSWERED);
    }

    @Test
    void aQuestionBackIsRepliedToAndTheTimeRunsOn() {
        then(make());
        assertRefused(clarify(1, "2025年以後"), Reason.REQUEST_NOT_QUESTIONED);

        then(question("対象期間は"), question("対象機種は"));
        assertThat(decide(question("対象期間は"))).isEmpty();
        assertThat(part(MLIT).dueBefore()).isEqualTo(DUE);

        then(clarify(2, "2025年以後の全機種"));
        assertThat(decide(clarify(2, "2025年以後の全機種"))).isEmpty();
        assertRefused(clarify(2, "2024年以後"), Reason.REQUEST_NOT_QUESTIONED);
        assertThat(replies()).containsExactly("2025年以後の全機種", "2025年以後の全機種");
    }

    @Test
    void aReplyRepeatedAnswersNoQuestionThatCameLater() {
        then(make(), question("対象期間は"));
        then(clarify(1, "2025年以後"), question("対象機種は"));

        assertThat(decide(clarify(1, "2025年以後"))).isEmpty();
        assertThat(replies()).containsExactly("2025年以後", null);

        then(clarify(2, "全機種"));
        assertThat(replies()).containsExactly("2025年以後", "全機種");
    }

    /** Before questions had numbers a reply was to all of them. */
    @Test
    void aReplyThatNamesNoQuestionIsToAllAskedBefore() {
        then(make(), question("対象期間は"), question("対象機種は"));
        known = known.after(new RequestClarified(ID, MLIT, null, new Remark("追って示す"), ANALYST, AT));

        assertThat(replies()).containsExactly("追って示す", "追って示す");
    }

    private List<@Nullable String> replies() {
        return part(MLIT).questions().stream()
                .<@Nullable String>map(
                        one -> one.reply() == null ? null : one.reply().value())
                .toList();
    }

    @Test
    void aMinistryPassesOnWhatItMay() {
        then(make(facts(Tlp.AMBER, true, DUE, MLIT)));
        assertThat(decide(passOn())).containsExactly(new RequestPassedOn(ID, MLIT, List.of(TERMINAL), OFFICER, AT));

        then(passOn());
        assertThat(decide(passOn())).isEmpty();
    }

    @Test
    void aMinistryPassesNothingElseOn() {
        then(make());

        assertRefused(passOn(), Reason.REQUEST_NOT_ONWARD);
    }

    @Test
    void theTimeIsExtendedForAllWhoOweAnAnswerOrForOne() {
        Instant later = DUE.plus(Duration.ofHours(12));
        then(make(), answer("該当なし", true));
        assertThat(decide(extend(null, later)))
                .containsExactly(new RequestExtended(ID, FSA, later, new Remark("量が多い"), ANALYST, AT));

        then(extend(FSA, later));
        assertThat(decide(extend(FSA, later))).isEmpty();
        assertThat(part(FSA).dueBefore()).isEqualTo(later);
        assertThat(part(MLIT).dueBefore()).isEqualTo(DUE);
        assertRefused(extend(FSA, AT.plusSeconds(60)), Reason.INVALID);
        assertRefused(extend(MLIT, later), Reason.REQUEST_ANSWERED);
        assertRefused(extend(new AuthorityCode("MIC"), later), Reason.REQUEST_UNKNOWN);
    }

    @Test
    void aRequestIsClosedOrCancelledAndThenOver() {
        then(make(), acknowledge(MLIT));
        assertThat(decide(close())).hasSize(1);
        then(close());

        assertThat(known.request()).isInstanceOf(Ended.class);
        assertThat(decide(close())).isEmpty();
        assertThat(decide(acknowledge(MLIT))).isEmpty();
        assertRefused(cancel(), Reason.REQUEST_ENDED);
        assertRefused(acknowledge(FSA), Reason.REQUEST_ENDED);
        assertRefused(answer("遅れた回答", true), Reason.REQUEST_ENDED);
        assertRefused(question("対象期間は"), Reason.REQUEST_ENDED);
        assertRefused(decline("所管外"), Reason.REQUEST_ENDED);
        assertRefused(extend(null, DUE.plusSeconds(60)), Reason.REQUEST_ENDED);
        assertThat(decide(tell(DUE))).isEmpty();
    }

    @Test
    void whatIsCancelledIsAskedNoMore() {
        assertRefused(cancel(), Reason.REQUEST_UNKNOWN);
        then(make());
        then(cancel());

        assertThat(decide(cancel())).isEmpty();
        assertRefused(close(), Reason.REQUEST_ENDED);
    }

    @Test
    void whatIsDueIsToldOnceUnderTheTimeAtWhichItCameAbout() {
        then(make(), answer("該当なし", true));
        assertThat(Request.toBeToldFrom(known.request())).isEqualTo(NEAR);
        assertThat(decide(tell(NEAR.minusSeconds(1)))).isEmpty();
        assertThat(decide(tell(NEAR.plusSeconds(60)))).containsExactly(new RequestDueApproaching(ID, FSA, DUE, NEAR));

        then(tell(NEAR));
        assertThat(decide(tell(NEAR))).isEmpty();
        assertThat(Request.toBeToldFrom(known.request())).isEqualTo(DUE);
        assertThat(decide(tell(DUE.plusSeconds(60)))).containsExactly(new RequestOverdue(ID, FSA, DUE));

        then(tell(DUE));
        assertThat(decide(tell(DUE))).isEmpty();
        assertThat(part(FSA).standing(DUE)).isEqualTo(Standing.OVERDUE);
        assertThat(Request.toBeToldFrom(known.request())).isNull();
    }

    @Test
    void ofAnExtendedTimeItIsToldAnew() {
        Instant later = DUE.plus(Duration.ofDays(1));
        then(make(facts(FSA)), tell(DUE));
        then(new ExtendRequest(ID, null, later, null, ANALYST, DUE));

        assertThat(part(FSA).standing(DUE)).isEqualTo(Standing.ASKED);
        assertThat(decide(tell(later))).containsExactly(new RequestOverdue(ID, FSA, later));
    }

    private RequestCommand make() {
        return make(facts(MLIT, FSA));
    }

    private static MakeRequest make(RequestFacts facts) {
        return new MakeRequest(ID, facts, CONTENT, ANALYST, AT);
    }

    private static RequestFacts facts(AuthorityCode... addressees) {
        return facts(Tlp.AMBER, false, DUE, addressees);
    }

    private static RequestFacts facts(Tlp tlp, boolean onward, Instant dueBefore, AuthorityCode... addressees) {
        return new RequestFacts(List.of(addressees), List.of(), List.of(), List.of(), tlp, false, onward, dueBefore);
    }

    private static RequestFacts of(
            List<ThreadId> threads, List<CampaignId> campaigns, List<BulletinId> bulletins, boolean exercise) {
        return new RequestFacts(List.of(MLIT), threads, campaigns, bulletins, Tlp.AMBER, exercise, false, DUE);
    }

    private static AcknowledgeRequest acknowledge(AuthorityCode authority) {
        return new AcknowledgeRequest(ID, authority, OFFICER, AT);
    }

    private static AnswerRequest answer(String text, boolean complete) {
        return new AnswerRequest(ID, MLIT, new Remark(text), Tlp.AMBER, complete, OFFICER, AT);
    }

    private static QuestionRequest question(String text) {
        return new QuestionRequest(ID, MLIT, new Remark(text), OFFICER, AT);
    }

    private static ClarifyRequest clarify(int question, String text) {
        return new ClarifyRequest(ID, MLIT, question, new Remark(text), ANALYST, AT);
    }

    private static DeclineRequest decline(String reason) {
        return new DeclineRequest(ID, MLIT, new Remark(reason), OFFICER, AT);
    }

    private static PassRequestOn passOn() {
        return new PassRequestOn(ID, MLIT, List.of(TERMINAL, TERMINAL), OFFICER, AT);
    }

    private static ExtendRequest extend(@Nullable AuthorityCode authority, Instant dueBefore) {
        return new ExtendRequest(ID, authority, dueBefore, new Remark("量が多い"), ANALYST, AT);
    }

    private static CloseRequest close() {
        return new CloseRequest(ID, null, ANALYST, AT);
    }

    private static CancelRequest cancel() {
        return new CancelRequest(ID, new Remark("誤報"), ANALYST, AT);
    }

    private static TellRequest tell(Instant at) {
        return new TellRequest(ID, at);
    }

    private List<RequestEvent> decide(RequestCommand command) {
        return known.decide(command);
    }

    private void then(RequestCommand... commands) {
        for (RequestCommand command : commands) {
            decide(command).forEach(event -> known = known.after(event));
        }
    }

    private Part part(AuthorityCode authority) {
        return Objects.requireNonNull(
                Request.made(known.request()).map(Made::parts).orElseThrow().get(authority));
    }

    private void assertRefused(RequestCommand command, Reason reason) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> decide(command))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
