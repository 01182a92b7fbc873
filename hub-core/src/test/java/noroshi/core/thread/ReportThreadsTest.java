package noroshi.core.thread;

import static noroshi.core.report.Stage.DETAILED;
import static noroshi.core.report.Stage.FINAL;
import static noroshi.core.report.Stage.FOLLOW_UP;
import static noroshi.core.report.Stage.PRELIMINARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.obligation.Obligation;
import noroshi.core.regime.DutyType;
import noroshi.core.register.Membership;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorEvent.OperatorRegistered;
import noroshi.core.register.OperatorSlug;
import noroshi.core.register.Revisions;
import noroshi.core.report.Answer;
import noroshi.core.report.ReportId;
import noroshi.core.report.Stage;
import noroshi.core.report.Tlp;
import noroshi.core.sector.SectorCode;
import noroshi.core.thread.ReportThreadCommand.AcknowledgeReceipt;
import noroshi.core.thread.ReportThreadCommand.Reroute;
import noroshi.core.thread.ReportThreadCommand.SubmitFollowUp;
import noroshi.core.thread.ReportThreadCommand.SubmitReport;
import noroshi.core.thread.ReportThreadEvent.RoutingDecided;
import org.junit.jupiter.api.Test;

/** Each command: happy, repeated, refused. */
class ReportThreadsTest {

    private static final String ACT = "CYBER_RESPONSE_ACT";

    /** S3: a terminal operator under the Act; MLIT leads, the Prime Minister is co-competent, the NCO reads. */
    private static final Filings TERMINAL = Filings.of("isewan-terminal", "2026-11-10T06:30:00+09:00", "PORT");

    private static final List<String> ADDRESSEES =
            List.of("MLIT", "PM_CAO", "NCO", "DEVELOPMENT_BUREAU_CHUBU", "TRANSPORT_BUREAU_CHUBU");

    @Test
    void aReportOpensAThreadWithItsDeliveriesAndObligations() {
        var story = ThreadStory.opened(TERMINAL).then("ReportSubmitted", "RoutingDecided");

        assertThat(story.dossier().deliveries().values())
                .extracting(delivery -> delivery.addressee() + " " + delivery.state())
                .containsExactly(
                        "MLIT DECIDED",
                        "PM_CAO DECIDED",
                        "NCO DECIDED",
                        "DEVELOPMENT_BUREAU_CHUBU DECIDED",
                        "TRANSPORT_BUREAU_CHUBU DECIDED");
        assertThat(story.obligation(ACT, DETAILED, "MLIT").state()).isEqualTo(Obligation.State.OPEN);
    }

    @Test
    void aReportRepeatedChangesNothing() {
        var story = ThreadStory.opened(TERMINAL);

        story.when(story.opening()).thenNothing();
    }

    @Test
    void aKeyUsedForAnotherBodyIsRefused() {
        var story = ThreadStory.opened(TERMINAL);
        var first = story.opening();

        story.refuses(
                new SubmitReport(
                        first.thread(),
                        first.report(),
                        first.operator(),
                        first.filing(),
                        first.content(),
                        "another hash",
                        first.receivedAt()),
                Reason.IDEMPOTENCY_CONFLICT);
    }

    @Test
    void anIdUsedInAnotherThreadIsRefusedAndNothingOfThatThreadIsTakenForOnesOwn() {
        var story = ThreadStory.opened(TERMINAL).takenElsewhere("second");

        story.refuses(story.followUp("second", FOLLOW_UP), Reason.IDEMPOTENCY_CONFLICT);
        story.refuses(story.correction("second", Filings.nothingNew()), Reason.IDEMPOTENCY_CONFLICT);
        story.refuses(story.withdrawal("second"), Reason.IDEMPOTENCY_CONFLICT);
        assertThat(story.state()).isInstanceOf(ReportThread.Open.class);

        var unopened = ThreadStory.of(TERMINAL).takenElsewhere("first");
        unopened.refuses(unopened.opening(), Reason.IDEMPOTENCY_CONFLICT);
    }

    @Test
    void aThreadCantBeOpenedByAFollowUp() {
        var story = ThreadStory.of(TERMINAL.stage(FOLLOW_UP));

        story.refuses(story.opening(), Reason.STAGE_NOT_ALLOWED);
    }

    @Test
    void aDetailedReportAtOnceOpensAThreadToo() {
        ThreadStory.opened(TERMINAL.stage(DETAILED)).then("ReportSubmitted", "RoutingDecided");
    }

    @Test
    void awarenessCantLieInTheFuture() {
        var first = TERMINAL.submitted("first");
        var early = new SubmitReport(
                first.thread(),
                first.report(),
                first.operator(),
                first.filing(),
                first.content(),
                "hash",
                TERMINAL.awarenessAt().minusSeconds(301));

        ThreadStory.of(TERMINAL).refuses(early, Reason.AWARENESS_IN_FUTURE);
    }

    @Test
    void anOperatorOutsideTheRegisterIsRefused() {
        var story = ThreadStory.of(TERMINAL);
        var unknown = Case.of(story.thread());

        assertThat(catchThrowableOfType(Refused.class, () -> ReportThreads.decide(story.opening(), unknown))
                        .reason())
                .isEqualTo(Reason.OPERATOR_UNKNOWN);
    }

    @Test
    void aFollowUpContinuesTheThreadAndIsARoundOfEveryDelivery() {
        var story = ThreadStory.opened(TERMINAL);
        story.when(story.made(story.opening().report(), "MLIT", "PM_CAO", "NCO"))
                .then("DeliveriesMade")
                .when(story.receipt("MLIT"))
                .then("ReceiptAcknowledged")
                .when(story.followUp("second", FOLLOW_UP))
                .then("ReportSubmitted", "RoutingDecided");

        assertThat(story.delivery("MLIT").state()).isEqualTo(Delivery.State.DECIDED);
        assertThat(story.delivery("MLIT").latest()).isEqualTo(story.report("second"));
        assertThat(story.dossier().stage()).isEqualTo(FOLLOW_UP);
    }

    @Test
    void aFollowUpRepeatedChangesNothing() {
        var story = ThreadStory.opened(TERMINAL);
        var followUp = story.followUp("second", FOLLOW_UP);

        story.when(followUp).when(followUp).thenNothing();
    }

    @Test
    void aFollowUpToNoThreadOrToAnothersIsUnknown() {
        var story = ThreadStory.of(TERMINAL);
        story.refuses(story.followUp("second", FOLLOW_UP), Reason.THREAD_UNKNOWN);

        var opened = ThreadStory.opened(TERMINAL);
        var foreign = new SubmitFollowUp(
                opened.thread(),
                new ReportId(opened.report("x").value()),
                new OperatorSlug("aoba-bank"),
                FOLLOW_UP,
                Filings.nothingNew(),
                "hash",
                opened.opening().receivedAt());
        opened.refuses(foreign, Reason.THREAD_UNKNOWN);
    }

    @Test
    void aSecondPreliminaryReportIsRefused() {
        var story = ThreadStory.opened(TERMINAL);

        story.refuses(story.followUp("second", PRELIMINARY), Reason.STAGE_NOT_ALLOWED);
    }

    @Test
    void afterTheFinalReportNothingIsTakenButWhatAMinistryAsksBack() {
        var story = ThreadStory.opened(TERMINAL);
        story.when(story.followUp("final", FINAL));

        story.refuses(story.followUp("more", FOLLOW_UP), Reason.AFTER_FINAL);
        story.when(story.returned("MLIT")).then("ReportReturned");
        story.when(story.followUp("more", FOLLOW_UP)).then("ReportSubmitted", "RoutingDecided");
    }

    @Test
    void onlyTheAddresseesReceiptDischargesADuty() {
        var story = ThreadStory.opened(TERMINAL);
        story.when(story.followUp("detailed", DETAILED))
                .when(story.made(story.report("detailed"), "MLIT", "PM_CAO", "NCO"));
        assertThat(story.obligation(ACT, DETAILED, "MLIT").state()).isEqualTo(Obligation.State.OPEN);

        story.when(story.receipt("MLIT"));

        assertThat(story.obligation(ACT, DETAILED, "MLIT").state()).isEqualTo(Obligation.State.MET);
        assertThat(story.obligation(ACT, PRELIMINARY, "MLIT").state()).isEqualTo(Obligation.State.MET);
        assertThat(story.obligation(ACT, DETAILED, "PM_CAO").state()).isEqualTo(Obligation.State.OPEN);
    }

    @Test
    void aPreliminaryReportReceivedLeavesTheDetailedOneOwed() {
        var story = ThreadStory.opened(TERMINAL);
        story.when(story.receipt("PM_CAO"));

        assertThat(story.obligation(ACT, PRELIMINARY, "PM_CAO").state()).isEqualTo(Obligation.State.MET);
        assertThat(story.obligation(ACT, DETAILED, "PM_CAO").state()).isEqualTo(Obligation.State.OPEN);
    }

    @Test
    void aReceiptRepeatedChangesNothing() {
        var story = ThreadStory.opened(TERMINAL);

        story.when(story.receipt("MLIT")).when(story.receipt("MLIT")).thenNothing();
    }

    @Test
    void aReceiptOfAnEarlierReportLeavesTheLaterOneToBeReceived() {
        var story = ThreadStory.opened(TERMINAL);
        story.when(story.made(story.report("first"), "MLIT"))
                .when(story.followUp("detailed", DETAILED))
                .when(story.made(story.report("detailed"), "MLIT"))
                .when(story.receipt("MLIT", story.report("first")))
                .then("ReceiptAcknowledged");

        assertThat(story.obligation(ACT, PRELIMINARY, "MLIT").state()).isEqualTo(Obligation.State.MET);
        assertThat(story.obligation(ACT, DETAILED, "MLIT").state()).isEqualTo(Obligation.State.OPEN);
        assertThat(story.delivery("MLIT").state()).isEqualTo(Delivery.State.MADE);
        assertThat(story.delivery("MLIT").received()).isEqualTo(story.report("first"));
        story.when(story.receipt("MLIT", story.report("first"))).thenNothing();
        story.refuses(story.close("MLIT"), Reason.DELIVERY_NOT_ACKNOWLEDGED);

        story.when(story.receipt("MLIT", story.report("detailed"))).then("ReceiptAcknowledged");

        assertThat(story.obligation(ACT, DETAILED, "MLIT").state()).isEqualTo(Obligation.State.MET);
        assertThat(story.delivery("MLIT").state()).isEqualTo(Delivery.State.ACKNOWLEDGED);
        // what was received of later is not taken back
        story.when(story.receipt("MLIT", story.report("first"))).thenNothing();
        assertThat(story.delivery("MLIT").received()).isEqualTo(story.report("detailed"));
    }

    @Test
    void aReceiptThatNamesNoReportIsOfAllThatWereFiled() {
        var story = ThreadStory.opened(TERMINAL);
        story.when(story.followUp("detailed", DETAILED)).when(story.receipt("MLIT"));

        assertThat(story.delivery("MLIT").received()).isEqualTo(story.report("detailed"));
        assertThat(story.obligation(ACT, DETAILED, "MLIT").state()).isEqualTo(Obligation.State.MET);
    }

    @Test
    void aReportAfterTheReceiptIsToBeReceivedAnew() {
        var story = ThreadStory.opened(TERMINAL);
        story.when(story.receipt("MLIT")).when(story.followUp("second", FOLLOW_UP));
        assertThat(story.delivery("MLIT").state()).isEqualTo(Delivery.State.DECIDED);
        assertThat(story.delivery("MLIT").received()).isEqualTo(story.report("first"));

        story.when(story.receipt("MLIT", story.report("first"))).thenNothing();
        story.when(story.made(story.report("second"), "MLIT"));
        assertThat(story.delivery("MLIT").state()).isEqualTo(Delivery.State.MADE);

        story.when(story.receipt("MLIT", story.report("second"))).then("ReceiptAcknowledged");
        assertThat(story.delivery("MLIT").state()).isEqualTo(Delivery.State.ACKNOWLEDGED);
    }

    @Test
    void aReceiptOfACorrectionIsOfTheReportThatItCameAfter() {
        var story = ThreadStory.opened(TERMINAL);
        story.when(story.correction("correction", Filings.criticalComputer(Answer.YES)))
                .when(story.followUp("detailed", DETAILED))
                .when(story.receipt("MLIT", story.report("correction")))
                .then("ReceiptAcknowledged");

        assertThat(story.delivery("MLIT").received()).isEqualTo(story.report("first"));
        assertThat(story.obligation(ACT, DETAILED, "MLIT").state()).isEqualTo(Obligation.State.OPEN);
    }

    @Test
    void aReceiptOfAReportThatTheThreadDoesNotHaveIsRefused() {
        var story = ThreadStory.opened(TERMINAL);

        story.refuses(story.receipt("MLIT", story.report("never filed")), Reason.REPORT_UNKNOWN);
    }

    @Test
    void aDecisionKeepsTheSeatOfTheOperator() {
        var story = ThreadStory.opened(TERMINAL);

        assertThat(story.last().getLast())
                .isInstanceOfSatisfying(
                        RoutingDecided.class,
                        decided -> assertThat(decided.lines().seat()).isEqualTo("23"));
    }

    @Test
    void theSeatOfACeptoarIsNoPlaceOfAnIncident() {
        var ceptoar = new OperatorEntry(
                new OperatorSlug("ceptoar-port"),
                "港湾セプター",
                OperatorEntry.Kind.CEPTOAR,
                null,
                "13",
                null,
                List.of(new Membership(new SectorCode("PORT"), null, null, null)),
                List.of(),
                false,
                false);
        var story = ThreadStory.opened(Filings.of(ceptoar, "2026-11-10T06:30:00+09:00", "PORT"));

        assertThat(story.last().getLast())
                .isInstanceOfSatisfying(
                        RoutingDecided.class,
                        decided -> assertThat(decided.lines().seat()).isNull());
    }

    @Test
    void anotherAuthoritysDeliveryIsNotOnesOwn() {
        var story = ThreadStory.opened(TERMINAL);
        var foreign = new AcknowledgeReceipt(
                story.thread(),
                story.deliveryId("MLIT"),
                story.delivery("PM_CAO").addressee(),
                null,
                "pm-cao:ito",
                story.opening().receivedAt());

        story.refuses(foreign, Reason.NOT_ADDRESSEE);
        story.refuses(story.receipt("METI"), Reason.DELIVERY_UNKNOWN);
    }

    @Test
    void whatTheBrokerTookIsRecordedOnce() {
        var story = ThreadStory.opened(TERMINAL);
        var made = story.made(story.opening().report(), "MLIT", "NCO");

        story.when(made).then("DeliveriesMade").when(made).thenNothing();
        assertThat(story.delivery("MLIT").state()).isEqualTo(Delivery.State.MADE);
        assertThat(story.delivery("PM_CAO").state()).isEqualTo(Delivery.State.DECIDED);
        story.refuses(story.made(story.opening().report(), "METI"), Reason.DELIVERY_UNKNOWN);
    }

    @Test
    void aReceiptRecordedBeforeTheBrokersStaysAReceipt() {
        var story = ThreadStory.opened(TERMINAL);

        story.when(story.receipt("MLIT")).when(story.made(story.opening().report(), "MLIT"));

        assertThat(story.delivery("MLIT").state()).isEqualTo(Delivery.State.ACKNOWLEDGED);
        assertThat(story.delivery("MLIT").madeAt()).isNotNull();
    }

    @Test
    void aReturnRepeatedChangesNothingAndTheClockRunsOn() {
        var story = ThreadStory.opened(TERMINAL);
        var due = story.obligation(ACT, DETAILED, "MLIT").duty().deadline();

        story.when(story.returned("MLIT"))
                .then("ReportReturned")
                .when(story.returned("MLIT"))
                .thenNothing();

        assertThat(story.obligation(ACT, DETAILED, "MLIT").duty().deadline()).isEqualTo(due);
    }

    @Test
    void anEarlierAwarenessMovesTheDeadlineAndNothingElse() {
        var story = ThreadStory.opened(TERMINAL);

        story.when(story.correction("correction", Filings.awareness("2026-11-05T23:59:00+09:00")))
                .then("CorrectionSubmitted", "RoutingDecided");

        // 2026-12-05 is a Saturday (行政機関の休日に関する法律 2条)
        assertThat(story.obligation(ACT, DETAILED, "MLIT").duty().deadline().dueDate())
                .hasToString("2026-12-07");
        assertThat(story.addressees()).containsExactlyInAnyOrderElementsOf(ADDRESSEES);
    }

    @Test
    void aLaterAwarenessRestartsNoClock() {
        var story = ThreadStory.opened(TERMINAL.stage(DETAILED));
        var later = ThreadStory.opened(Filings.of("isewan-terminal", "2026-11-05T06:30:00+09:00", "PORT"));

        later.when(later.correction("correction", Filings.awareness("2026-11-05T06:34:00+09:00")));

        assertThat(later.obligation(ACT, DETAILED, "MLIT").duty().deadline().dueDate())
                .hasToString("2026-12-07");
        assertThat(later.dossier().clockFrom()).isEqualTo(Filings.at("2026-11-05T06:30:00+09:00"));
        assertThat(story.dossier().clockFrom()).isEqualTo(TERMINAL.awarenessAt());
    }

    @Test
    void aDutyOpenedAfterTheReceiptIsMetByAFurtherReceipt() {
        var story = ThreadStory.of(TERMINAL.stage(DETAILED))
                .registerSays(Revisions.designated(TERMINAL.operator(), List.of()));
        story.when(story.opening()).when(story.receipt("MLIT"));
        story.registerSays(TERMINAL.operator()).when(story.reroute());
        assertThat(story.obligation(ACT, DETAILED, "MLIT").state()).isEqualTo(Obligation.State.OPEN);

        story.when(story.receipt("MLIT")).then("ReceiptAcknowledged");

        assertThat(story.obligation(ACT, DETAILED, "MLIT").state()).isEqualTo(Obligation.State.MET);
        story.when(story.receipt("MLIT")).thenNothing();
    }

    @Test
    void theOriginatorsNewLabelIsTheThreadsLabel() {
        var story = ThreadStory.opened(TERMINAL);

        story.when(story.followUp("second", FOLLOW_UP, Filings.labelled(Tlp.RED)));

        assertThat(story.dossier().filing().tlp()).isEqualTo(Tlp.RED);
    }

    @Test
    void nothingRealBecomesADrillLaterOn() {
        var story = ThreadStory.opened(TERMINAL);

        story.refuses(story.followUp("second", FOLLOW_UP, Filings.saidToBeADrill()), Reason.INVALID);
        story.refuses(story.correction("third", Filings.saidToBeADrill()), Reason.INVALID);
    }

    @Test
    void aFollowUpsAwarenessMovesNoClock() {
        var story = ThreadStory.opened(TERMINAL);

        story.when(story.followUp("second", FOLLOW_UP, Filings.awareness("2026-11-05T23:59:00+09:00")));

        assertThat(story.obligation(ACT, DETAILED, "MLIT").duty().deadline().dueDate())
                .hasToString("2026-12-10");
    }

    @Test
    void aCorrectionToNoWaivesTheDutiesOfTheActAndKeepsTheDeliveries() {
        var story = ThreadStory.opened(TERMINAL);

        story.when(story.correction("correction", Filings.criticalComputer(Answer.NO)));

        assertThat(story.obligation(ACT, DETAILED, "MLIT").state()).isEqualTo(Obligation.State.WAIVED);
        assertThat(story.obligation("ACTION_PLAN", PRELIMINARY, "MLIT").state()).isEqualTo(Obligation.State.OPEN);
        assertThat(story.addressees()).containsExactlyInAnyOrderElementsOf(ADDRESSEES);
    }

    @Test
    void aCallByHotlineLaterOnIsOneMoreRuleOfTheSameDelivery() {
        var story = ThreadStory.opened(Filings.of("setouchi-chem", "2026-11-10T06:30:00+09:00", "CHEMICAL"));
        assertThat(story.delivery("NCO").rules()).extracting(rule -> rule.id()).containsExactly("R1");

        story.when(story.followUp("worse", FOLLOW_UP, Filings.callingTheHotline()));

        assertThat(story.delivery("NCO").rules()).extracting(rule -> rule.id()).containsExactly("R1", "R2");
        assertThat(story.addressees()).doesNotContain("PM_CAO");
    }

    @Test
    void aCorrectionToYesRestoresThemOnAFirmFooting() {
        var story = ThreadStory.opened(TERMINAL);

        story.when(story.correction("no", Filings.criticalComputer(Answer.NO)))
                .when(story.correction("yes", Filings.criticalComputer(Answer.YES)));

        var obligation = story.obligation(ACT, DETAILED, "MLIT");
        assertThat(obligation.state()).isEqualTo(Obligation.State.OPEN);
        assertThat(obligation.duty().basis()).hasToString("STATED");
    }

    @Test
    void aCorrectionQuotesWhatItCorrects() {
        var story = ThreadStory.opened(TERMINAL);
        var events = ReportThreads.decide(
                story.correction("correction", Filings.criticalComputer(Answer.NO)), afterOpening(story));

        var changes = ((ReportThreadEvent.CorrectionSubmitted) events.getFirst()).changes();
        assertThat(Objects.requireNonNull(changes).items())
                .singleElement()
                .hasToString("Change[item=onCriticalComputer, before=UNKNOWN, after=NO]");
    }

    @Test
    void aWithdrawalWaitsForEveryCompetentAuthority() {
        // S10: METI and the Prime Minister both have to accept
        var story = ThreadStory.opened(Filings.of("nangoku-gas", "2026-10-13T14:00:00+09:00", "GAS"));
        story.when(story.withdrawal("withdrawal")).then("WithdrawalRequested");

        story.when(story.decision("METI", true)).then("WithdrawalAccepted");
        assertThat(story.state()).isInstanceOf(ReportThread.WithdrawalPending.class);
        assertThat(story.obligation(ACT, DETAILED, "METI").state()).isEqualTo(Obligation.State.OPEN);

        story.when(story.decision("METI", true)).thenNothing();
        story.when(story.decision("PM_CAO", true)).then("WithdrawalAccepted", "ThreadWithdrawn");
        assertThat(story.state()).isInstanceOf(ReportThread.Withdrawn.class);
        assertThat(story.obligation(ACT, DETAILED, "METI").state()).isEqualTo(Obligation.State.WAIVED);
        story.when(story.decision("PM_CAO", true)).thenNothing();
    }

    @Test
    void aWithdrawalRefusedLeavesTheThreadRunning() {
        var story = ThreadStory.opened(TERMINAL);
        story.when(story.withdrawal("withdrawal"))
                .when(story.decision("MLIT", false))
                .then("WithdrawalRejected");

        assertThat(story.state()).isInstanceOf(ReportThread.Open.class);
        story.when(story.followUp("second", FOLLOW_UP)).then("ReportSubmitted", "RoutingDecided");
    }

    @Test
    void aCopyHasNoSayInAWithdrawal() {
        var story = ThreadStory.opened(TERMINAL);
        story.when(story.withdrawal("withdrawal"));

        story.refuses(story.decision("NCO", true), Reason.NOT_COMPETENT);
    }

    @Test
    void aWithdrawalIsRequestedOnceAndDecidedOnlyThen() {
        var story = ThreadStory.opened(TERMINAL);
        story.refuses(story.decision("MLIT", true), Reason.WITHDRAWAL_NOT_REQUESTED);

        story.when(story.withdrawal("withdrawal"))
                .when(story.withdrawal("withdrawal"))
                .thenNothing();
        story.refuses(story.withdrawal("another"), Reason.WITHDRAWAL_PENDING);
    }

    @Test
    void nothingIsFiledWithAWithdrawnThread() {
        var story = ThreadStory.opened(TERMINAL);
        story.when(story.withdrawal("withdrawal"))
                .when(story.decision("MLIT", true))
                .when(story.decision("PM_CAO", true));

        story.refuses(story.followUp("second", FOLLOW_UP), Reason.THREAD_WITHDRAWN);
        story.refuses(story.correction("third", Filings.criticalComputer(Answer.NO)), Reason.THREAD_WITHDRAWN);
    }

    @Test
    void aThreadIsClosedWhenEveryCompetentAuthorityHasClosed() {
        var story = ThreadStory.opened(TERMINAL);
        story.refuses(story.close("MLIT"), Reason.DELIVERY_NOT_ACKNOWLEDGED);
        story.when(story.receipt("MLIT")).when(story.receipt("PM_CAO"));
        story.refuses(story.close("MLIT"), Reason.DUTY_OPEN);
        story.when(story.followUp("detailed", DETAILED))
                .when(story.receipt("MLIT"))
                .when(story.receipt("PM_CAO"))
                .when(story.close("MLIT"))
                .then("DeliveryClosed")
                .when(story.close("MLIT"))
                .thenNothing()
                .when(story.close("PM_CAO"))
                .then("DeliveryClosed", "ThreadClosed");

        story.refuses(story.withdrawal("withdrawal"), Reason.THREAD_CLOSED);
        story.refuses(story.returned("MLIT"), Reason.THREAD_CLOSED);
    }

    @Test
    void aDesignationRecordedLateAddsWhatFollowsFromItAndOnlyOnce() {
        var terminal = TERMINAL.operator();
        var plain = Revisions.designated(terminal, List.of());
        var story = ThreadStory.of(TERMINAL).registerSays(plain);
        story.when(story.opening());
        assertThat(story.addressees()).doesNotContain("PM_CAO");

        story.registerSays(terminal).when(story.reroute()).then("RoutingDecided");
        assertThat(story.addressees()).containsExactlyInAnyOrderElementsOf(ADDRESSEES);
        assertThat(story.obligation(ACT, DETAILED, "PM_CAO").state()).isEqualTo(Obligation.State.OPEN);

        story.when(story.reroute()).thenNothing();
    }

    /** Of the same ministry, so that nothing is delivered anew. */
    @Test
    void anOperatorThatIsOfAnotherSectorIsFollowedThere() {
        var story = ThreadStory.opened(Filings.of("isewan-terminal", "2026-11-10T06:30:00+09:00"));

        story.registerSays(Revisions.ofSector(TERMINAL.operator(), "LOGISTICS"))
                .when(story.reroute())
                .then("RoutingDecided");
        assertThat(story.dossier().lines().sectors()).containsExactly("LOGISTICS");
        assertThat(story.addressees()).containsAll(ADDRESSEES);

        story.when(story.reroute()).thenNothing();
    }

    /** A view that is rebuilt follows every change once more, at the change's own time. */
    @Test
    void nothingIsRoutedAgainFromBeforeItWasFiled() {
        var terminal = TERMINAL.operator();
        var story = ThreadStory.of(TERMINAL).registerSays(Revisions.designated(terminal, List.of()));
        story.when(story.opening());
        Instant filed = story.opening().receivedAt();

        story.registerSays(terminal)
                .when(new Reroute(story.thread(), terminal.slug(), filed.minus(Duration.ofDays(365))))
                .then("RoutingDecided");

        assertThat(story.last().getFirst().occurredAt()).isEqualTo(filed);
    }

    @Test
    void aDesignationRevokedAfterwardsWaivesAndTakesNothingAway() {
        var story = ThreadStory.opened(TERMINAL);

        story.registerSays(Revisions.designated(TERMINAL.operator(), List.of()))
                .when(story.reroute())
                .then("RoutingDecided");

        assertThat(story.addressees()).containsExactlyInAnyOrderElementsOf(ADDRESSEES);
        assertThat(story.obligation(ACT, DETAILED, "MLIT").state()).isEqualTo(Obligation.State.WAIVED);
    }

    @Test
    void aSoftTargetIsExceededNeverMissed() {
        var story = ThreadStory.of(TERMINAL);
        story.when(story.opening());
        var year2030 = Filings.at("2030-01-01T00:00:00+09:00");

        assertThat(story.obligation(ACT, DETAILED, "MLIT").standing(year2030)).isEqualTo(Obligation.Standing.MISSED);
        // a preliminary report was filed in time; it only waits for its receipt
        assertThat(story.obligation(ACT, PRELIMINARY, "MLIT").standing(year2030))
                .isEqualTo(Obligation.Standing.OPEN);
    }

    @Test
    void everyStageSaysWhichDutyItMeets() {
        assertThat(List.of(Stage.values()).stream().filter(DutyType.DETAILED::isMetBy))
                .containsExactly(DETAILED, FINAL);
        assertThat(List.of(Stage.values()).stream().filter(DutyType.PRELIMINARY::isMetBy))
                .containsExactly(Stage.values());
        assertThat(List.of(Stage.values())).noneMatch(DutyType.ASSET_NOTIFICATION::isMetBy);
    }

    private static Case afterOpening(ThreadStory story) {
        var known = Case.of(story.thread())
                .after(new OperatorRegistered(
                        story.opening().operator(),
                        TERMINAL.operator(),
                        "admin",
                        story.opening().receivedAt()));
        for (var event : ReportThreads.decide(story.opening(), known)) {
            known = known.after(event);
        }
        return known;
    }
}
