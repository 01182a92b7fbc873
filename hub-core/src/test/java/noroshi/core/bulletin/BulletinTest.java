package noroshi.core.bulletin;

import static noroshi.core.mode.Mode.LARGE_SCALE;
import static noroshi.core.mode.Mode.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.bulletin.Bulletin.Drafted;
import noroshi.core.bulletin.Bulletin.Published;
import noroshi.core.bulletin.Bulletin.Recalled;
import noroshi.core.bulletin.BulletinEvent.BulletinApprovedByOriginator;
import noroshi.core.bulletin.BulletinEvent.BulletinDeclinedByOriginator;
import noroshi.core.bulletin.BulletinEvent.BulletinDrafted;
import noroshi.core.bulletin.BulletinEvent.BulletinIssued;
import noroshi.core.bulletin.BulletinEvent.BulletinRecalled;
import noroshi.core.bulletin.BulletinEvent.BulletinReceived;
import noroshi.core.bulletin.BulletinEvent.BulletinRelayed;
import noroshi.core.bulletin.BulletinEvent.BulletinReturned;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Consent;
import noroshi.core.report.Consents;
import noroshi.core.report.ReportId;
import noroshi.core.report.Tlp;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Viewer.Role;
import noroshi.core.thread.Filings;
import noroshi.core.thread.ReportThreadCommand.ChangeConsents;
import noroshi.core.thread.ReportThreadCommand.CorrectReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class BulletinTest {

    private static final String TERMINAL = "isewan-terminal";
    private static final String POWER = "chubu-power";
    private static final Filings PORT = Filings.of(TERMINAL, "2026-11-10T06:30:00+09:00", "PORT");
    private static final Filings ELECTRICITY = Filings.of(POWER, "2026-11-10T07:30:00+09:00", "ELECTRICITY");
    private static final BulletinContent OTHER = new BulletinContent("注意喚起", "別の文", List.of(), null);

    private final BulletinStory story = new BulletinStory();

    @Test
    void nothingLeavesBeforeEveryOriginatorHasApprovedIt() {
        story.from(PORT).from(ELECTRICITY).drafted().then(BulletinDrafted.class);

        story.refuses(story.issuing(1), Reason.BULLETIN_NOT_APPROVED);
        story.when(story.approving(TERMINAL, 1, null)).then(BulletinApprovedByOriginator.class);
        story.refuses(story.issuing(1), Reason.BULLETIN_NOT_APPROVED);
        story.when(story.approving(POWER, 1, null));
        story.when(story.issuing(1)).then(BulletinIssued.class);
    }

    @Test
    void whatDrawsOnNoThreadNeedsNobodysApproval() {
        story.drafted().when(story.issuing(1)).then(BulletinIssued.class);
    }

    @Test
    void whatIsImportedStaysAsItCame() {
        BulletinContent imported = BulletinStory.CONTENT.importing(BulletinStory.IMPORTED);
        story.when(story.drafting(imported)).then(BulletinDrafted.class);
        story.when(story.drafting(imported)).thenNothing();
        story.when(story.redrafting(1, OTHER.importing(BulletinStory.IMPORTED))).then(BulletinDrafted.class);

        var widened = new Imported("JPCERT/CC", "bundle--1", List.of(BulletinStory.marked("a.example", Tlp.CLEAR)));
        story.refuses(story.redrafting(2, OTHER.importing(widened)), Reason.INVALID);
        story.refuses(story.redrafting(2, OTHER), Reason.INVALID);
    }

    @Test
    void whatIsImportedIsHeldToTheRulesOfEveryIndicator() {
        story.refuses(story.drafting(importing("a.example", Tlp.RED)), Reason.INVALID);
        story.refuses(story.drafting(importing("192.168.1.20", Tlp.GREEN)), Reason.TELLTALE);
        story.refuses(story.drafting(importing("a".repeat(501), Tlp.GREEN)), Reason.INVALID);

        story.from(PORT);
        story.refuses(story.drafting(importing("伊勢湾ターミナル.example", Tlp.GREEN)), Reason.TELLTALE);
    }

    private static BulletinContent importing(String host, Tlp tlp) {
        return OTHER.importing(new Imported("JPCERT/CC", "bundle--1", List.of(BulletinStory.marked(host, tlp))));
    }

    @Test
    void aTextMayNameAnImportedHostThatAllItsReadersMayKnow() {
        var text = new BulletinContent("注意喚起", "green.attacker.example との通信", List.of(), null)
                .importing(BulletinStory.IMPORTED);
        story.labelled(Tlp.AMBER).when(story.drafting(text)).then(BulletinDrafted.class);

        var narrower = new BulletinContent("注意喚起", "strict.attacker.example との通信", List.of(), null)
                .importing(BulletinStory.IMPORTED);
        story.refuses(story.redrafting(1, narrower), Reason.TELLTALE);
    }

    @Test
    void eachActRepeatedChangesNothing() {
        story.from(PORT).drafted().when(story.drafting(BulletinStory.CONTENT)).thenNothing();
        story.when(story.redrafting(1, BulletinStory.CONTENT)).thenNothing();
        story.when(story.approving(TERMINAL, 1, null))
                .when(story.approving(TERMINAL, 1, null))
                .thenNothing();
        story.when(story.issuing(1)).when(story.issuing(1)).thenNothing();
        story.when(story.approving(TERMINAL, 1, null)).thenNothing();
        story.when(story.relaying(BulletinStory.MLIT))
                .then(BulletinRelayed.class)
                .when(story.relaying(BulletinStory.MLIT))
                .thenNothing();
        story.when(story.receiving(BulletinStory.CEPTOAR))
                .then(BulletinReceived.class)
                .when(story.receiving(BulletinStory.CEPTOAR))
                .thenNothing();
        story.when(story.recalling("誤り"))
                .then(BulletinRecalled.class)
                .when(story.recalling("誤り"))
                .thenNothing();
        story.when(story.receiving(BulletinStory.CEPTOAR))
                .then(BulletinReturned.class)
                .when(story.receiving(BulletinStory.CEPTOAR))
                .thenNothing();
    }

    @Test
    void aKeyUsedForAnotherDraftIsRefused() {
        story.drafted();

        story.refuses(story.drafting(OTHER), Reason.IDEMPOTENCY_CONFLICT);
    }

    @Test
    void aRedraftVoidsEveryApproval() {
        story.from(PORT).drafted().when(story.approving(TERMINAL, 1, null));
        story.when(story.redrafting(1, OTHER)).then(BulletinDrafted.class);

        assertThat(story.state()).isInstanceOfSatisfying(Drafted.class, drafted -> {
            assertThat(drafted.draft().revision()).isEqualTo(2);
            assertThat(drafted.verdicts()).isEmpty();
        });
        story.refuses(story.issuing(2), Reason.BULLETIN_NOT_APPROVED);
    }

    @Test
    void noRedraftLeavesOutAnOriginatorWhoseWordsItMayStillHold() {
        story.from(PORT).drafted().when(story.declining(TERMINAL, 1));

        story.refuses(story.redraftingFromNone(1, BulletinStory.CONTENT), Reason.INVALID);
        story.refuses(story.redraftingFromNone(1, OTHER), Reason.INVALID);
    }

    @Test
    void nobodyApprovesReplacesOrIssuesWhatItHasNotRead() {
        story.from(PORT).drafted().when(story.redrafting(1, OTHER));

        story.refuses(story.approving(TERMINAL, 1, null), Reason.BULLETIN_CHANGED);
        story.refuses(story.declining(TERMINAL, 1), Reason.BULLETIN_CHANGED);
        story.refuses(story.redrafting(1, BulletinStory.CONTENT), Reason.BULLETIN_CHANGED);
        story.refuses(story.issuing(1), Reason.BULLETIN_CHANGED);
    }

    @Test
    void whoDeclinesMayApproveLaterAndTheOtherWayRoundUntilItLeaves() {
        story.from(PORT).drafted().when(story.declining(TERMINAL, 1)).then(BulletinDeclinedByOriginator.class);
        story.when(story.declining(TERMINAL, 1)).thenNothing();
        story.refuses(story.issuing(1), Reason.BULLETIN_NOT_APPROVED);
        story.when(story.approving(TERMINAL, 1, null)).then(BulletinApprovedByOriginator.class);
        story.when(story.issuing(1));

        story.refuses(story.declining(TERMINAL, 1), Reason.BULLETIN_ISSUED);
    }

    @Test
    void onlyAnOriginatorApproves() {
        story.from(PORT).drafted();

        story.refuses(story.approving(POWER, 1, null), Reason.BULLETIN_UNKNOWN);
        story.refuses(story.declining(POWER, 1), Reason.BULLETIN_UNKNOWN);
    }

    @Test
    void aWiderLabelIsAllowedExpresslyOrNotAtAll() {
        story.from(PORT).labelled(Tlp.GREEN).drafted();

        story.refuses(story.approving(TERMINAL, 1, null), Reason.INVALID);
        story.refuses(story.approving(TERMINAL, 1, Tlp.CLEAR), Reason.INVALID);
        story.when(story.approving(TERMINAL, 1, Tlp.GREEN))
                .when(story.issuing(1))
                .then(BulletinIssued.class);
    }

    @Test
    void aLabelNarrowedAfterTheApprovalIsApprovedAnewOrNotAtAll() {
        story.from(PORT.tlp(Tlp.GREEN)).labelled(Tlp.GREEN).drafted().when(story.approving(TERMINAL, 1, null));
        narrowed(Tlp.AMBER);

        story.refuses(story.issuing(1), Reason.BULLETIN_NOT_APPROVED);
        narrowed(Tlp.RED);
        story.refuses(story.issuing(1), Reason.NOT_SHAREABLE);
    }

    @ParameterizedTest
    @EnumSource(names = {"RED", "AMBER_STRICT"})
    void whatIsNarrowerThanAmberIsNeverDrawnOn(Tlp label) {
        story.from(PORT.tlp(label));

        story.refuses(story.drafting(BulletinStory.CONTENT), Reason.NOT_SHAREABLE);
    }

    @ParameterizedTest
    @EnumSource(names = {"RED", "AMBER_STRICT"})
    void noBulletinBearsANarrowerLabel(Tlp label) {
        story.labelled(label);

        story.refuses(story.drafting(BulletinStory.CONTENT), Reason.INVALID);
    }

    @ParameterizedTest
    @EnumSource(names = {"NCO_SHARE", "CEPTOAR_ANONYMISED"})
    void aConsentTakenBackEndsIt(Consent consent) {
        story.from(PORT.consenting(new Consents(true, false, true, true, false, false)))
                .drafted()
                .when(story.approving(TERMINAL, 1, null));
        revoked(consent);

        story.refuses(story.issuing(1), Reason.NOT_SHAREABLE);
        story.refuses(story.redrafting(1, OTHER), Reason.NOT_SHAREABLE);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"NCO_SHARE", "CEPTOAR_ANONYMISED"})
    void anotherConsentTakenBackDoesNot(Consent consent) {
        story.from(PORT.consenting(new Consents(true, true, true, true, true, true)))
                .drafted()
                .when(story.approving(TERMINAL, 1, null));
        revoked(consent);

        story.when(story.issuing(1)).then(BulletinIssued.class);
    }

    @Test
    void aDrillDrawsOnDrillsAlone() {
        story.from(PORT.asExercise());
        story.refuses(story.drafting(BulletinStory.CONTENT), Reason.INVALID);

        story.asExercise().drafted().then(BulletinDrafted.class);
        var real = new BulletinStory().from(PORT).asExercise();
        real.refuses(real.drafting(BulletinStory.CONTENT), Reason.INVALID);
    }

    @Test
    void whatIsNotIssuedIsNeitherReceivedNorRelayedNorRecalled() {
        story.refuses(story.issuing(1), Reason.BULLETIN_UNKNOWN);
        story.drafted();

        story.refuses(story.receiving(BulletinStory.CEPTOAR), Reason.BULLETIN_NOT_ISSUED);
        story.refuses(story.relaying(BulletinStory.MLIT), Reason.BULLETIN_NOT_ISSUED);
        story.refuses(story.recalling("誤り"), Reason.BULLETIN_NOT_ISSUED);
    }

    @Test
    void whatIsIssuedIsNeitherRedraftedNorWhatIsRecalledIssuedAgain() {
        story.issued();
        story.refuses(story.redrafting(1, OTHER), Reason.BULLETIN_ISSUED);
        story.when(story.recalling("誤り"));

        story.refuses(story.redrafting(1, OTHER), Reason.BULLETIN_ISSUED);
        story.refuses(story.issuing(1), Reason.BULLETIN_RECALLED);
        story.refuses(story.relaying(BulletinStory.MLIT), Reason.BULLETIN_RECALLED);
    }

    @Test
    void stepwiseItComesDownByTheMinistryAndThenTheCeptoar() {
        story.stepwise().issued();
        assertThat(reached()).isEqualTo(Step.MINISTRY);
        story.when(story.relaying(BulletinStory.CEPTOAR)).thenNothing();
        story.when(story.relaying(BulletinStory.MLIT)).then(BulletinRelayed.class);
        assertThat(reached()).isEqualTo(Step.CEPTOAR);
        story.when(story.relaying(BulletinStory.CEPTOAR)).then(BulletinRelayed.class);
        assertThat(reached()).isEqualTo(Step.OPERATOR);
    }

    @Test
    void whatMayBeSharedNoMoreIsNotRelayedAnyFurther() {
        story.from(PORT.consenting(new Consents(true, false, true, true, false, false)))
                .stepwise()
                .issued()
                .when(story.relaying(BulletinStory.MLIT))
                .then(BulletinRelayed.class);
        revoked(Consent.CEPTOAR_ANONYMISED);

        story.refuses(story.relaying(BulletinStory.CEPTOAR), Reason.NOT_SHAREABLE);
        story.refuses(story.relaying(new Recipient(Role.NCO, "NCO")), Reason.NOT_SHAREABLE);
        story.when(story.relaying(BulletinStory.MLIT)).thenNothing();
        assertThat(reached()).isEqualTo(Step.CEPTOAR);
    }

    @Test
    void whatWasIssuedUnderAWiderLabelThanItsThreadHasNowIsNotRelayed() {
        story.from(PORT.tlp(Tlp.GREEN)).labelled(Tlp.GREEN).stepwise().issued();
        narrowed(Tlp.AMBER);

        story.refuses(story.relaying(BulletinStory.MLIT), Reason.NOT_SHAREABLE);
    }

    @Test
    void anOriginatorLearnsNothingOfAnother() {
        story.from(PORT).from(ELECTRICITY).drafted();
        var named = new BulletinContent("中央電力の件", "文", List.of(), "更新");
        BulletinCase known = story.known()
                .after(new BulletinDrafted(
                        BulletinStory.ID, 2, story.facts(), named, "nco:tanaka", PORT.awarenessAt()));

        assertThat(known.faults(story.approving(TERMINAL, 2, null))).isEmpty();
        assertThat(known.faults(story.approving(POWER, 2, null)))
                .extracting(Fault::code)
                .containsOnly(Reason.TELLTALE);
        assertThat(known.faults(story.issuing(2))).extracting(Fault::code).containsOnly(Reason.TELLTALE);
    }

    @Test
    void inACrisisTheNationalOfficeWaitsForNobody() {
        story.stepwise()
                .issued()
                .when(story.relaying(new Recipient(Role.NCO, "NCO")))
                .then(BulletinRelayed.class);
        assertThat(reached()).isEqualTo(Step.OPERATOR);

        story.when(story.relaying(BulletinStory.MLIT)).then(BulletinRelayed.class);
        assertThat(reached()).isEqualTo(Step.OPERATOR);
    }

    @Test
    void aRecallShowsWhoStillHoldsACopy() {
        story.issued()
                .when(story.receiving(BulletinStory.CEPTOAR))
                .when(story.receiving(BulletinStory.TERMINAL))
                .when(story.recalling("誤り"))
                .when(story.receiving(BulletinStory.CEPTOAR));

        assertThat(story.state()).isInstanceOfSatisfying(Recalled.class, recalled -> {
            assertThat(recalled.copies().entrySet())
                    .filteredOn(one -> one.getValue().returnedAt() == null)
                    .extracting(Map.Entry::getKey)
                    .containsExactly(BulletinStory.TERMINAL);
        });
    }

    @Test
    void everyFaultOfADraftIsToldAtOnce() {
        story.from(PORT.tlp(Tlp.RED)).from(ELECTRICITY).labelled(Tlp.RED);
        var content = new BulletinContent("中央電力の件", "連絡先 052-123-4567、tos01.example.co.jp", List.of(), "");

        assertThat(story.known().faults(story.drafting(content)))
                .extracting(Fault::item)
                .containsExactly("threads[0]", "tlp", "countermeasures", "title", "text", "text");
    }

    @Test
    void aRecallsReasonTellsNobodyEither() {
        story.from(PORT).issued();

        story.refuses(story.recalling("伊勢湾ターミナルの申出"), Reason.TELLTALE);
    }

    /** 大規模重要インフラサービス障害対応時. Nobody is waited for where it is grave. */
    @Test
    void whereTheModeIsLargeScaleABulletinReachesTheOperatorsAtOnce() {
        story.from(PORT)
                .stepwise()
                .switched(LARGE_SCALE, "PORT")
                .issued()
                .then(BulletinIssued.class, BulletinRelayed.class);
        assertThat(reached()).isEqualTo(Step.OPERATOR);

        story.when(story.issuing(1)).thenNothing();
        story.switched(NORMAL, "PORT");
        assertThat(reached()).as("what has come down stays there").isEqualTo(Step.OPERATOR);
    }

    @Test
    void inAnotherSectorItComesDownStepByStepAsEver() {
        story.from(PORT).stepwise().switched(LARGE_SCALE, "GAS").issued().then(BulletinIssued.class);

        assertThat(reached()).isEqualTo(Step.MINISTRY);
    }

    @Test
    void aDrillIsNotHastenedByTheModeOfWhatIsReal() {
        story.asExercise().stepwise().switched(LARGE_SCALE, "PORT").issued().then(BulletinIssued.class);

        assertThat(reached()).isEqualTo(Step.MINISTRY);
    }

    private Step reached() {
        return ((Published) story.state()).reached().getOrDefault(new SectorCode("PORT"), Step.MINISTRY);
    }

    private void revoked(Consent consent) {
        story.thread(new ChangeConsents(
                story.thread(),
                new OperatorSlug(TERMINAL),
                Set.of(),
                Set.of(consent),
                PORT.awarenessAt().plusSeconds(900)));
    }

    private void narrowed(Tlp label) {
        story.thread(new CorrectReport(
                story.thread(),
                ReportId.of(new OperatorSlug(TERMINAL), "narrowed to " + label),
                new OperatorSlug(TERMINAL),
                Filings.labelled(label),
                "共有範囲の変更",
                "hash of " + label,
                PORT.awarenessAt().plusSeconds(900)));
    }
}
