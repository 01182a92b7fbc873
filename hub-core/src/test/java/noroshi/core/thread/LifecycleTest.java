package noroshi.core.thread;

import static noroshi.core.report.Consent.JPCERT_SHARE;
import static noroshi.core.report.Consent.POLICE_SHARE;
import static noroshi.core.report.Stage.DETAILED;
import static noroshi.core.report.Stage.FINAL;
import static noroshi.core.report.Stage.FOLLOW_UP;
import static noroshi.core.report.Stage.PRELIMINARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import noroshi.core.Reason;
import noroshi.core.obligation.Obligation;
import noroshi.core.obligation.ObligationId;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Answer;
import noroshi.core.report.Consents;
import noroshi.core.report.Remark;
import noroshi.core.report.Severity;
import noroshi.core.thread.ReportThreadCommand.ChangeConsents;
import noroshi.core.thread.ReportThreadEvent.ConsentGranted;
import noroshi.core.thread.ReportThreadEvent.ConsentRevoked;
import noroshi.core.thread.ReportThreadEvent.RoutingDecided;
import noroshi.core.thread.ReportThreadEvent.ThreadReopened;
import org.junit.jupiter.api.Test;

/** Reopening, consents and severity: what of a thread's life is neither a report nor a receipt. */
class LifecycleTest {

    private static final Filings TERMINAL = Filings.of("isewan-terminal", "2026-11-10T06:30:00+09:00", "PORT");
    private static final Filings CHEMICAL = Filings.of("setouchi-chem", "2026-11-05T05:40:00+09:00", "CHEMICAL");
    private static final Consents POLICE = Consents.NONE.granting(Set.of(POLICE_SHARE));
    private static final String CONSULTED = "PREF_POLICE_34";

    @Test
    void aCompetentAuthorityReopensWhatWasClosedAndAllCloseAnew() {
        var story = ThreadStory.opened(TERMINAL).closed();
        Map<ObligationId, Obligation> owed = story.dossier().obligations();

        story.when(story.reopening("MLIT")).then("ThreadReopened");

        assertThat(story.state()).isInstanceOf(ReportThread.Reopened.class);
        assertThat(((ThreadReopened) story.last().getFirst()).reason()).isEqualTo(new Remark("新たな漏えいの疑い"));
        assertThat(story.dossier().obligations()).isEqualTo(owed);
        story.when(story.close("PM_CAO"))
                .then("DeliveryClosed")
                .when(story.close("MLIT"))
                .then("DeliveryClosed", "ThreadClosed");
        assertThat(story.state()).isInstanceOf(ReportThread.Closed.class);
    }

    @Test
    void aReopeningRepeatedChangesNothing() {
        var story = ThreadStory.opened(TERMINAL).closed();

        story.when(story.reopening("MLIT"))
                .when(story.reopening("MLIT"))
                .thenNothing()
                .when(story.reopening("PM_CAO"))
                .thenNothing();
    }

    @Test
    void whoIsNotCompetentReopensNothing() {
        var story = ThreadStory.opened(TERMINAL).closed();

        story.refuses(story.reopening("NCO"), Reason.NOT_COMPETENT);
    }

    @Test
    void whatOthersStillWorkOnIsNotReopened() {
        var story = ThreadStory.opened(TERMINAL);
        story.when(story.followUp("detailed", DETAILED))
                .when(story.receipt("MLIT"))
                .when(story.close("MLIT"));

        story.refuses(story.reopening("MLIT"), Reason.THREAD_NOT_CLOSED);
    }

    @Test
    void aWithdrawnThreadIsNotReopened() {
        var story = withdrawn();

        story.refuses(story.reopening("MLIT"), Reason.THREAD_WITHDRAWN);
    }

    @Test
    void whatItsOperatorLearnsLaterReopensAThreadAndIsToBeReceivedAnew() {
        var story = ThreadStory.opened(TERMINAL).closed();

        story.when(story.followUp("later", FOLLOW_UP)).then("ThreadReopened", "ReportSubmitted", "RoutingDecided");

        assertThat(((ThreadReopened) story.last().getFirst()).report()).isEqualTo(story.report("later"));
        assertThat(story.delivery("MLIT").state()).isEqualTo(Delivery.State.DECIDED);
        story.refuses(story.close("MLIT"), Reason.DELIVERY_NOT_ACKNOWLEDGED);
    }

    @Test
    void afterAFinalReportAClosedThreadTakesACorrectionAndOnlyThenWhatFollows() {
        var story = ThreadStory.opened(TERMINAL);
        story.when(story.followUp("final", FINAL)).closedByAll();

        story.refuses(story.followUp("later", FOLLOW_UP), Reason.THREAD_CLOSED);
        story.when(story.correction("wrong", Filings.criticalComputer(Answer.NO)))
                .then("ThreadReopened", "CorrectionSubmitted", "RoutingDecided")
                .when(story.followUp("later", FOLLOW_UP))
                .then("ReportSubmitted", "RoutingDecided");
    }

    @Test
    void aThreadReopenedByAnAuthorityTakesAFurtherFinalReportAndNoneAfterIt() {
        var story = ThreadStory.opened(TERMINAL);
        story.when(story.followUp("final", FINAL)).closedByAll().when(story.reopening("MLIT"));

        story.when(story.followUp("more", FOLLOW_UP)).when(story.followUp("last", FINAL));

        story.refuses(story.followUp("another", FOLLOW_UP), Reason.AFTER_FINAL);
    }

    @Test
    void aReopenedThreadMayBeWithdrawn() {
        var story = ThreadStory.opened(TERMINAL).closed();

        story.when(story.reopening("MLIT"))
                .when(story.withdrawal("withdrawal"))
                .then("WithdrawalRequested")
                .when(story.decision("MLIT", true))
                .when(story.decision("PM_CAO", true));

        assertThat(story.state()).isInstanceOf(ReportThread.Withdrawn.class);
    }

    @Test
    void aConsentGrantedByItselfSendsTheThreadWhereTheRulesThenSay() {
        var story = ThreadStory.opened(CHEMICAL);
        assertThat(story.addressees()).doesNotContain(CONSULTED);

        story.when(story.granting(POLICE_SHARE)).then("ConsentGranted", "RoutingDecided");

        assertThat(story.addressees()).contains(CONSULTED, "NPA");
        assertThat(story.duties()).contains("POLICE_CONSULT PRELIMINARY PREF_POLICE_34 soft OPEN");
        story.when(story.granting(POLICE_SHARE)).thenNothing();
    }

    @Test
    void aConsentNotNamedStandsAsItWas() {
        var story = ThreadStory.opened(CHEMICAL.consenting(POLICE));

        story.when(story.granting(JPCERT_SHARE));

        assertThat(story.dossier().filing().consents()).isEqualTo(POLICE.granting(Set.of(JPCERT_SHARE)));
    }

    @Test
    void aConsentRevokedByItselfWaivesWhatRestsOnItAloneAndEndsItsRounds() {
        var story = ThreadStory.opened(CHEMICAL.consenting(POLICE));
        story.when(story.made(story.opening().report(), "METI", CONSULTED));

        story.when(story.revoking(POLICE_SHARE)).then("ConsentRevoked", "RoutingDecided");
        assertThat(((ConsentRevoked) story.last().getFirst()).waived())
                .containsExactly(story.obligation("POLICE_CONSULT", PRELIMINARY, CONSULTED)
                        .id());
        assertThat(((RoutingDecided) story.last().getLast()).waived()).isEmpty();
        assertThat(story.duties()).contains("POLICE_CONSULT PRELIMINARY PREF_POLICE_34 soft WAIVED");

        story.when(story.followUp("second", FOLLOW_UP));
        assertThat(story.delivery(CONSULTED).latest()).isEqualTo(story.opening().report());
        assertThat(story.delivery(CONSULTED).made())
                .containsExactly(story.opening().report());
        assertThat(story.dossier().reaches(story.delivery(CONSULTED))).isFalse();
        story.when(story.revoking(POLICE_SHARE)).thenNothing();
    }

    @Test
    void aConsentGivenAgainOpensItsConsultationAgainAndHasTheLatestReportToReceive() {
        var story = ThreadStory.opened(CHEMICAL.consenting(POLICE));
        story.when(story.receipt(CONSULTED))
                .when(story.revoking(POLICE_SHARE))
                .when(story.followUp("second", FOLLOW_UP));

        story.when(story.granting(POLICE_SHARE)).then("ConsentGranted", "RoutingDecided");

        assertThat(story.delivery(CONSULTED).latest()).isEqualTo(story.report("second"));
        assertThat(story.delivery(CONSULTED).state()).isEqualTo(Delivery.State.DECIDED);
    }

    @Test
    void aConsentThatAFilingStatesIsTheSameFact() {
        var story = ThreadStory.opened(CHEMICAL);

        story.when(story.followUp("granted", FOLLOW_UP, Filings.consentingNow(POLICE)))
                .then("ConsentGranted", "ReportSubmitted", "RoutingDecided");
        assertThat(((ConsentGranted) story.last().getFirst()).report()).isEqualTo(story.report("granted"));

        story.when(story.correction("revoked", Filings.consentingNow(Consents.NONE)))
                .then("ConsentRevoked", "CorrectionSubmitted", "RoutingDecided");
        assertThat(story.duties()).contains("POLICE_CONSULT PRELIMINARY PREF_POLICE_34 soft WAIVED");
    }

    @Test
    void aConsentIsRevokedWhateverBecameOfTheThreadAndGrantedOnlyWhileSomebodyWorksOnIt() {
        var closed = ThreadStory.opened(CHEMICAL.consenting(POLICE)).closed();
        closed.refuses(closed.granting(JPCERT_SHARE), Reason.THREAD_CLOSED);
        closed.when(closed.revoking(POLICE_SHARE)).then("ConsentRevoked");
        assertThat(closed.state()).isInstanceOf(ReportThread.Closed.class);
        assertThat(closed.dossier().open())
                .noneMatch(one -> one.duty().addressee().value().equals(CONSULTED));

        var withdrawn = withdrawn();
        withdrawn.refuses(withdrawn.granting(JPCERT_SHARE), Reason.THREAD_WITHDRAWN);
        withdrawn.when(withdrawn.revoking(POLICE_SHARE)).thenNothing();
    }

    @Test
    void nobodyElseConsentsForAnOperator() {
        var story = ThreadStory.opened(CHEMICAL);
        var another = new ChangeConsents(
                story.thread(),
                new OperatorSlug("isewan-terminal"),
                Set.of(POLICE_SHARE),
                Set.of(),
                story.opening().receivedAt());

        story.refuses(another, Reason.THREAD_UNKNOWN);
    }

    @Test
    void theOfficialSeverityStandsBesideTheEstimateAndMovesNoRoute() {
        var story = ThreadStory.opened(TERMINAL);
        var estimate = story.dossier().filing().severityEstimate();
        var routes = story.routes();

        story.when(story.assessment(2, 4, 1)).then("SeverityAssessed");

        assertThat(story.dossier().assessment())
                .isEqualTo(new Assessment(new Severity(2, 4, 1), story.opening().receivedAt()));
        assertThat(new Severity(2, 4, 1).overall()).isEqualTo(4);
        assertThat(story.dossier().filing().severityEstimate()).isEqualTo(estimate);
        story.when(story.reroute());
        assertThat(story.routes()).isEqualTo(routes);
    }

    @Test
    void anAssessmentRepeatedChangesNothingAndAnotherComesAfterIt() {
        var story = ThreadStory.opened(TERMINAL).closed();

        story.when(story.assessment(3, 0, 0))
                .then("SeverityAssessed")
                .when(story.assessment(3, 0, 0))
                .thenNothing()
                .when(story.assessment(2, 0, 0))
                .then("SeverityAssessed");
    }

    @Test
    void whatWasWithdrawnHasNoSeverity() {
        var story = withdrawn();

        story.refuses(story.assessment(1, 0, 0), Reason.THREAD_WITHDRAWN);
    }

    @Test
    void aSeverityLiesBetweenNoneAndCrisisFromEveryViewpoint() {
        assertThat(new Severity(0, 0, 0).overall()).isZero();
        assertThat(new Severity(1, 0, 3).overall()).isEqualTo(3);
        assertThatThrownBy(() -> new Severity(0, 5, 0)).hasMessageContaining("safety: 5 (expected: 0 to 4)");
        assertThatThrownBy(() -> new Severity(-1, 0, 0)).hasMessageContaining("continuity: -1");
    }

    private static ThreadStory withdrawn() {
        var story = ThreadStory.opened(TERMINAL);
        return story.when(story.withdrawal("withdrawal"))
                .when(story.decision("MLIT", true))
                .when(story.decision("PM_CAO", true));
    }
}
