package noroshi.core.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.asset.AssetCommand.NotifyAsset;
import noroshi.core.asset.AssetFacts;
import noroshi.core.asset.AssetNumber;
import noroshi.core.asset.AssetParticulars;
import noroshi.core.asset.AssetStatement;
import noroshi.core.bulletin.BulletinCommand.ApproveBulletin;
import noroshi.core.bulletin.BulletinCommand.DraftBulletin;
import noroshi.core.bulletin.BulletinCommand.IssueBulletin;
import noroshi.core.bulletin.BulletinContent;
import noroshi.core.bulletin.BulletinFacts;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.bulletin.Drawn;
import noroshi.core.bulletin.Relay;
import noroshi.core.campaign.CampaignCommand.DeclareCampaign;
import noroshi.core.campaign.CampaignCommand.LinkThread;
import noroshi.core.campaign.CampaignCommand.MergeCampaigns;
import noroshi.core.campaign.CampaignId;
import noroshi.core.campaign.Statement;
import noroshi.core.campaign.Wording;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.DemoRegister;
import noroshi.core.register.OperatorCommand.RegisterOperator;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorEvent.OperatorRegistered;
import noroshi.core.register.Revisions;
import noroshi.core.report.Kind;
import noroshi.core.report.ReportId;
import noroshi.core.report.SubmissionCommand.RefuseSubmission;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.sector.BusinessCode;
import noroshi.core.sector.SectorCode;
import noroshi.core.thread.Filings;
import noroshi.core.thread.ReportThreadCommand.CorrectReport;
import noroshi.core.thread.ReportThreadCommand.RequestWithdrawal;
import noroshi.core.thread.ReportThreadCommand.SubmitReport;
import noroshi.core.thread.ReportThreadEvent.ReportSubmitted;
import noroshi.core.thread.ReportThreadEvent.RoutingDecided;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.test.fixture.AxonTestFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The aggregates as Axon runs them: sourced by their tags, events with the time and the metadata they should have. */
class CoreModuleTest {

    private final AxonTestFixture fixture = AxonTestFixture.with(
            CoreModule.configure(EventSourcingConfigurer.create()
                    .componentRegistry(components ->
                            components.disableEnhancer("org.axonframework.update.UpdateCheckerConfigurationEnhancer"))),
            customization -> customization.disableAxonServer());

    private final Filings filing = Filings.of("chubu-power", "2026-11-05T05:40:00+09:00", "ELECTRICITY");
    private final OperatorRegistered registered =
            new OperatorRegistered(filing.operator().slug(), filing.operator(), "admin", filing.awarenessAt());

    @AfterEach
    void stop() {
        fixture.stop();
    }

    @Test
    void aFilingIsDecidedOnWhatTheRegisterSays() {
        fixture.given()
                .event(registered)
                .when()
                .command(filing.submitted("key"))
                .then()
                .success()
                .eventsSatisfy(events -> assertThat(events)
                        .extracting(EventMessage::payloadType)
                        .isEqualTo(List.of(ReportSubmitted.class, RoutingDecided.class)));
    }

    @Test
    void whoHasNotifiedAnAssetBearsTheDutyWhateverItsEntrySays() {
        var entry = filing.operator();
        var unsaid = Revisions.withoutCriticalComputer(entry);
        var statement = new AssetStatement(
                new AssetFacts(new BusinessCode("KI_ELECTRICITY"), LocalDate.of(2020, 4, 1)),
                null,
                new AssetParticulars(new AssetNumber("DCS-01"), "DCS-9000", "中部計装", null, null, null));

        fixture.given()
                .event(new OperatorRegistered(entry.slug(), unsaid, "admin", filing.awarenessAt()))
                .command(new NotifyAsset(entry.slug(), statement, "operator:chubu-power", filing.awarenessAt()))
                .when()
                .command(filing.submitted("key"))
                .then()
                .success()
                .eventsSatisfy(events -> assertThat(events.getLast().payload())
                        .isInstanceOfSatisfying(
                                RoutingDecided.class,
                                routing -> assertThat(routing.deliveries())
                                        .extracting(
                                                decided -> decided.addressee().value())
                                        .contains("PM_CAO")));
    }

    @Test
    void aNarrowingAfterTheApprovalIsSeenWhenABulletinIsIssued() {
        SubmitReport opening = filing.submitted("key");
        var bulletin = new BulletinId(new UUID(7, 7));
        var drawn = List.of(new Drawn(opening.thread(), opening.operator()));
        var facts = new BulletinFacts(drawn, List.of(new SectorCode("GAS")), Tlp.AMBER, false, Relay.AT_ONCE);
        var content = new BulletinContent("注意喚起", "内容", List.of(), null);
        var draft = new DraftBulletin(bulletin, facts, content, "nco:sato", filing.awarenessAt());
        var approve = new ApproveBulletin(
                bulletin, drawn, 1, opening.operator(), null, "operator:chubu-power", filing.awarenessAt());
        var issue = new IssueBulletin(bulletin, drawn, 1, "nco:sato", filing.awarenessAt());
        var narrow = new CorrectReport(
                opening.thread(),
                ReportId.of(opening.operator(), "narrow"),
                opening.operator(),
                Filings.labelled(Tlp.RED),
                "共有範囲の変更",
                "hash",
                filing.awarenessAt());

        fixture.given()
                .event(registered)
                .command(opening)
                .command(draft)
                .command(approve)
                .command(narrow)
                .when()
                .command(issue)
                .then()
                .exceptionSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                Refused.class,
                                refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_SHAREABLE)))
                .noEvents();
    }

    @Test
    void anEventBearsTheTimeAtWhichItHappened() {
        fixture.given()
                .event(registered)
                .when()
                .command(filing.submitted("key"))
                .then()
                .success()
                .eventsSatisfy(
                        events -> assertThat(events.getFirst().timestamp()).isEqualTo(filing.awarenessAt()));
    }

    @Test
    void aFilingRepeatedAppendsNothing() {
        fixture.given()
                .event(registered)
                .command(filing.submitted("key"))
                .when()
                .command(filing.submitted("key"))
                .then()
                .success()
                .noEvents();
    }

    @Test
    void aRefusalReachesTheCallerAndAppendsNothing() {
        fixture.given()
                .noPriorActivity()
                .when()
                .command(filing.submitted("key"))
                .then()
                .exception(Refused.class)
                .noEvents();
    }

    @Test
    void whatWasFiledUnderAnIdInAnotherThreadIsFoundAndRefused() {
        SubmitReport opening = filing.submitted("key");
        var reused = new RequestWithdrawal(
                filing.submitted("other").thread(),
                opening.report(),
                opening.operator(),
                "誤検知",
                opening.bodyHash(),
                opening.receivedAt());

        fixture.given()
                .event(registered)
                .command(filing.submitted("other"))
                .command(opening)
                .when()
                .command(reused)
                .then()
                .exceptionSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                Refused.class,
                                refused -> assertThat(refused.reason()).isEqualTo(Reason.IDEMPOTENCY_CONFLICT)))
                .noEvents();
    }

    @Test
    void whatWasRefusedIsTakenAfterAllOnceItCanBeAndThenOnlyOnce() {
        SubmitReport command = filing.submitted("key");

        fixture.given()
                .command(refused(command))
                .event(registered)
                .when()
                .command(command)
                .then()
                .success()
                .eventsSatisfy(events -> assertThat(events).hasSize(2));
        fixture.given()
                .command(refused(command))
                .event(registered)
                .command(command)
                .when()
                .command(command)
                .then()
                .success()
                .noEvents();
    }

    @Test
    void theWholeDemoRegisterCanBeRegistered() {
        for (OperatorEntry entry : DemoRegister.entries()) {
            fixture.given()
                    .noPriorActivity()
                    .when()
                    .command(new RegisterOperator(entry, "admin", filing.awarenessAt()))
                    .then()
                    .success();
        }
    }

    @Test
    void whatCantBeTakenIsKeptOnce() {
        var command = filing.submitted("key");
        var refuse = refused(command);

        fixture.given().command(refuse).when().command(refuse).then().success().noEvents();
    }

    private static RefuseSubmission refused(SubmitReport command) {
        return new RefuseSubmission(
                command.report(),
                command.operator(),
                command.thread(),
                Kind.REPORT,
                false,
                "reports.submitted",
                List.of(),
                command.receivedAt(),
                command.receivedAt());
    }

    /** What two campaigns have become, and what a thread is, is sourced by the tags of each. */
    @Test
    void campaignsAreDecidedOnBothAndOnTheThreadsNamed() {
        SubmitReport submitted = filing.submitted("key");
        var other = CampaignId.of(AuthorityCode.NCO, "b");
        fixture.given()
                .event(registered)
                .command(submitted)
                .command(declaring(CampaignId.of(AuthorityCode.NCO, "a"), submitted.thread()))
                .command(declaring(other))
                .command(merging("a", "b"))
                .when()
                .command(new LinkThread(
                        other, submitted.thread(), null, AuthorityCode.NCO, "nco:sato", filing.awarenessAt()))
                .then()
                .exceptionSatisfies(
                        refused -> assertThat(((Refused) refused).reason()).isEqualTo(Reason.CAMPAIGN_MERGED));
    }

    private DeclareCampaign declaring(CampaignId campaign, ThreadId... threads) {
        return new DeclareCampaign(
                campaign,
                new Statement(new Wording("名称", null), Tlp.AMBER, false, List.of(threads)),
                AuthorityCode.NCO,
                "nco:sato",
                filing.awarenessAt());
    }

    private MergeCampaigns merging(String into, String merged) {
        return new MergeCampaigns(
                CampaignId.of(AuthorityCode.NCO, into),
                CampaignId.of(AuthorityCode.NCO, merged),
                null,
                AuthorityCode.NCO,
                "nco:sato",
                filing.awarenessAt());
    }
}
