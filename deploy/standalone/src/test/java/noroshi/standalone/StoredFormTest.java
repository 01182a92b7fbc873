package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.asset.AssetEvent.AssetChanged;
import noroshi.core.asset.AssetEvent.AssetDeadlineApproaching;
import noroshi.core.asset.AssetEvent.AssetDeadlineMissed;
import noroshi.core.asset.AssetEvent.AssetNotified;
import noroshi.core.asset.AssetEvent.AssetReceiptRecorded;
import noroshi.core.asset.AssetEvent.AssetUseEnded;
import noroshi.core.asset.AssetFacts;
import noroshi.core.asset.AssetId;
import noroshi.core.asset.AssetNumber;
import noroshi.core.asset.AssetParticulars;
import noroshi.core.bulletin.BulletinContent;
import noroshi.core.bulletin.BulletinEvent.BulletinApprovedByOriginator;
import noroshi.core.bulletin.BulletinEvent.BulletinDeclinedByOriginator;
import noroshi.core.bulletin.BulletinEvent.BulletinDrafted;
import noroshi.core.bulletin.BulletinEvent.BulletinIssued;
import noroshi.core.bulletin.BulletinEvent.BulletinRecalled;
import noroshi.core.bulletin.BulletinEvent.BulletinReceived;
import noroshi.core.bulletin.BulletinEvent.BulletinRelayed;
import noroshi.core.bulletin.BulletinEvent.BulletinReturned;
import noroshi.core.bulletin.BulletinFacts;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.bulletin.Drawn;
import noroshi.core.bulletin.Imported;
import noroshi.core.bulletin.MarkedIndicator;
import noroshi.core.bulletin.Recipient;
import noroshi.core.bulletin.Relay;
import noroshi.core.bulletin.Step;
import noroshi.core.campaign.CampaignEvent.CampaignClosed;
import noroshi.core.campaign.CampaignEvent.CampaignDeclared;
import noroshi.core.campaign.CampaignEvent.CampaignMerged;
import noroshi.core.campaign.CampaignEvent.CampaignProposed;
import noroshi.core.campaign.CampaignEvent.CampaignSplit;
import noroshi.core.campaign.CampaignEvent.CampaignUnmerged;
import noroshi.core.campaign.CampaignEvent.ProposalAccepted;
import noroshi.core.campaign.CampaignEvent.ProposalDeclined;
import noroshi.core.campaign.CampaignEvent.ThreadLinked;
import noroshi.core.campaign.CampaignEvent.ThreadUnlinked;
import noroshi.core.campaign.CampaignId;
import noroshi.core.campaign.Wording;
import noroshi.core.deadline.Deadline;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.mode.Mode;
import noroshi.core.mode.ModeEvent.ModeSwitched;
import noroshi.core.module.CoreModule;
import noroshi.core.obligation.ObligationId;
import noroshi.core.regime.Basis;
import noroshi.core.regime.Duty;
import noroshi.core.regime.DutyType;
import noroshi.core.regime.Exclusion;
import noroshi.core.regime.RegimeCode;
import noroshi.core.regime.Role;
import noroshi.core.regime.Rule;
import noroshi.core.regime.cyberresponse.AssetDuty;
import noroshi.core.register.CorporateNumber;
import noroshi.core.register.Designation;
import noroshi.core.register.Membership;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorEvent.OperatorRegistered;
import noroshi.core.register.OperatorEvent.OperatorRevised;
import noroshi.core.register.OperatorSlug;
import noroshi.core.register.ScopeEvent;
import noroshi.core.register.ScopeEvent.BusinessRevised;
import noroshi.core.register.ScopeEvent.SectorRevised;
import noroshi.core.report.Answer;
import noroshi.core.report.Breach;
import noroshi.core.report.Cause;
import noroshi.core.report.Changes;
import noroshi.core.report.Consent;
import noroshi.core.report.Consents;
import noroshi.core.report.Content;
import noroshi.core.report.EventClass;
import noroshi.core.report.Filing;
import noroshi.core.report.FormCode;
import noroshi.core.report.Indicator;
import noroshi.core.report.Kind;
import noroshi.core.report.Mark;
import noroshi.core.report.PersonalData;
import noroshi.core.report.Remark;
import noroshi.core.report.ReportId;
import noroshi.core.report.Severity;
import noroshi.core.report.Stage;
import noroshi.core.report.SubmissionEvent.SubmissionRefused;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.request.RequestContent;
import noroshi.core.request.RequestEvent.RequestAcknowledged;
import noroshi.core.request.RequestEvent.RequestAnswered;
import noroshi.core.request.RequestEvent.RequestCancelled;
import noroshi.core.request.RequestEvent.RequestClarified;
import noroshi.core.request.RequestEvent.RequestClosed;
import noroshi.core.request.RequestEvent.RequestDeclined;
import noroshi.core.request.RequestEvent.RequestDueApproaching;
import noroshi.core.request.RequestEvent.RequestExtended;
import noroshi.core.request.RequestEvent.RequestMade;
import noroshi.core.request.RequestEvent.RequestOverdue;
import noroshi.core.request.RequestEvent.RequestPassedOn;
import noroshi.core.request.RequestEvent.RequestQuestioned;
import noroshi.core.request.RequestFacts;
import noroshi.core.request.RequestId;
import noroshi.core.sector.Business;
import noroshi.core.sector.BusinessCode;
import noroshi.core.sector.Period;
import noroshi.core.sector.Sector;
import noroshi.core.sector.SectorCode;
import noroshi.core.sector.Status;
import noroshi.core.sharing.Viewer;
import noroshi.core.thread.DeliveryId;
import noroshi.core.thread.ReportThreadEvent.ConsentGranted;
import noroshi.core.thread.ReportThreadEvent.ConsentRevoked;
import noroshi.core.thread.ReportThreadEvent.CorrectionSubmitted;
import noroshi.core.thread.ReportThreadEvent.DeadlineApproaching;
import noroshi.core.thread.ReportThreadEvent.DeadlineMissed;
import noroshi.core.thread.ReportThreadEvent.Decided;
import noroshi.core.thread.ReportThreadEvent.DeliveriesMade;
import noroshi.core.thread.ReportThreadEvent.DeliveryClosed;
import noroshi.core.thread.ReportThreadEvent.Lines;
import noroshi.core.thread.ReportThreadEvent.Opened;
import noroshi.core.thread.ReportThreadEvent.ReceiptAcknowledged;
import noroshi.core.thread.ReportThreadEvent.ReportReturned;
import noroshi.core.thread.ReportThreadEvent.ReportSubmitted;
import noroshi.core.thread.ReportThreadEvent.RoutingDecided;
import noroshi.core.thread.ReportThreadEvent.SeverityAssessed;
import noroshi.core.thread.ReportThreadEvent.TargetExceeded;
import noroshi.core.thread.ReportThreadEvent.ThreadClosed;
import noroshi.core.thread.ReportThreadEvent.ThreadReopened;
import noroshi.core.thread.ReportThreadEvent.ThreadWithdrawn;
import noroshi.core.thread.ReportThreadEvent.TlpNarrowed;
import noroshi.core.thread.ReportThreadEvent.TlpWidened;
import noroshi.core.thread.ReportThreadEvent.WithdrawalAccepted;
import noroshi.core.thread.ReportThreadEvent.WithdrawalRejected;
import noroshi.core.thread.ReportThreadEvent.WithdrawalRequested;
import noroshi.ledger.EventJson;
import noroshi.ledger.StoredTypes;
import org.axonframework.messaging.core.MessageType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The stored form of every event in full, one file a version under {@code stored-form/}; where items were added within a
 * version, one more file an edition ({@code ReportSubmitted.v1.2.json}). A file here is never changed and never deleted: a
 * ledger somewhere holds events of that form. Sealed content is shown in clear.
 */
class StoredFormTest {

    private static final String FOLDER = "stored-form/";
    private static final Pattern NAME =
            Pattern.compile("(?<event>[A-Za-z]+)\\.v(?<version>[0-9]+)(?:\\.(?<edition>[0-9]+))?\\.json");
    private static final StoredTypes TYPES = StoredTypes.of(CoreModule.eventFamilies());

    private static final Instant AT = Instant.parse("2026-11-10T00:15:00.123456Z");
    private static final Instant AWARE = Instant.parse("2026-11-09T21:30:00Z");
    private static final OperatorSlug OPERATOR = new OperatorSlug("isewan-terminal");
    private static final ReportId REPORT = ReportId.of(OPERATOR, "case-1");
    private static final ThreadId THREAD = ThreadId.openedBy(REPORT);
    private static final DeliveryId DELIVERY = new DeliveryId(UUID.fromString("0b8a7c10-3a5b-8d2e-9f10-5a6b7c8d9e0f"));
    private static final ObligationId OBLIGATION =
            new ObligationId(UUID.fromString("1c9b8d21-4b6c-8e3f-a021-6b7c8d9e0f10"));
    private static final AuthorityCode MLIT = new AuthorityCode("MLIT");
    private static final String OFFICER = "ministry:MLIT:suzuki";
    private static final String HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final Rule RULE = new Rule(
            new RegimeCode("CYBER_RESPONSE_ACT"), "R3", "サイバー対処能力強化法 5条", LocalDate.of(2026, 10, 1), Status.CONFIRMED);
    private static final Opened OPENED = new Opened(
            OBLIGATION,
            new Duty(
                    DutyType.DETAILED,
                    MLIT,
                    RULE,
                    Basis.PRESUMED,
                    true,
                    new Deadline(LocalDate.of(2026, 12, 10), Instant.parse("2026-12-10T15:00:00Z"))));
    private static final Filing FILING = new Filing(
            new FormCode("RANSOMWARE"),
            Stage.PRELIMINARY,
            AWARE,
            Instant.parse("2026-11-09T18:10:00Z"),
            Instant.parse("2026-11-09T20:00:00Z"),
            List.of("PORT", "KI_PORT_TRANSPORT"),
            Answer.UNKNOWN,
            List.of(Cause.ILLICIT_ACQUISITION, Cause.OUTSOURCER_ERROR),
            EventClass.SYSTEM_UNUSABLE,
            3,
            true,
            PersonalData.SUSPECTED,
            "23",
            Tlp.AMBER_STRICT,
            new Consents(true, false, true, false, true, false),
            false,
            false,
            true,
            new Breach(Answer.YES, Answer.UNKNOWN, Answer.YES, 1200, Answer.NO),
            Answer.NO,
            true,
            new Severity(3, 1, 2));
    private static final Content CONTENT = new Content(
            "TOS 停止",
            "ターミナルオペレーションシステムが暗号化された",
            List.of(new Indicator("ipv4-addr", "203.0.113.7")),
            Map.of("ransomNote", true, "encryptedHosts", 41, "variants", List.of("LockBit")),
            Map.of("name", "海野", "phone", "052-000-0000"),
            List.of("TOS-01"),
            List.of(new Mark("details.ransomNote", Mark.Flag.LEGAL_PRIVILEGE)));
    private static final OperatorEntry ENTRY = new OperatorEntry(
            OPERATOR,
            "伊勢湾ターミナル",
            OperatorEntry.Kind.COMPANY,
            new CorporateNumber("8700110005901"),
            "23",
            MLIT,
            List.of(new Membership(
                    new SectorCode("FINANCE"),
                    new SectorCode("BANKING"),
                    LocalDate.of(2024, 3, 8),
                    LocalDate.of(2030, 3, 31))),
            List.of(new Designation(
                    new BusinessCode("KI_FINANCE"),
                    new BusinessCode("KI_FIN_BANK"),
                    LocalDate.of(2025, 4, 1),
                    LocalDate.of(2030, 3, 31))),
            true,
            true);

    private static final CampaignId CAMPAIGN = CampaignId.of(AuthorityCode.NCO, "campaign-1");
    private static final CampaignId OTHER_CAMPAIGN = CampaignId.of(AuthorityCode.NCO, "campaign-2");
    private static final Wording WORDING = new Wording("港湾へのランサムウェア", "同じ侵入経路による攻撃");
    private static final Remark JUDGEMENT = new Remark("同じ送信元 203.0.113.7");
    private static final AssetNumber ASSET_NUMBER = new AssetNumber("TOS-01");
    private static final AssetId ASSET = AssetId.of(OPERATOR, ASSET_NUMBER);
    private static final AssetFacts ASSET_FACTS =
            new AssetFacts(new BusinessCode("KI_PORT_TRANSPORT"), LocalDate.of(2026, 11, 2));
    private static final AssetParticulars PARTICULARS =
            new AssetParticulars(ASSET_NUMBER, "TOS-7", "湾岸電算", "7.1", "ターミナルオペレーション", 2);
    private static final AssetDuty ASSET_DUTY =
            new AssetDuty(RULE, new Deadline(LocalDate.of(2027, 3, 2), Instant.parse("2027-03-02T15:00:00Z")));

    private static final BulletinId BULLETIN = new BulletinId(UUID.fromString("4d5e6f70-8a9b-4c0d-9e1f-2a3b4c5d6e7f"));
    private static final RequestId REQUEST = new RequestId(UUID.fromString("6c1f0e9d-2b47-8c35-9a10-3e5d7f8b2c64"));
    private static final Recipient RECIPIENT = new Recipient(Viewer.Role.CEPTOAR, "PORT");

    /** One of each, with nothing left out that can be said. */
    private static final List<Object> EXAMPLES = List.of(
            new ReportSubmitted(THREAD, REPORT, OPERATOR, FILING, CONTENT, HASH, AWARE, AT),
            new RoutingDecided(
                    THREAD,
                    REPORT,
                    new Lines(List.of("PORT"), List.of("KI_PORT_TRANSPORT"), List.of("SPACE"), "23"),
                    List.of(new Decided(DELIVERY, MLIT, Role.LEAD, List.of(RULE))),
                    List.of(OPENED),
                    List.of(OBLIGATION),
                    List.of(OPENED),
                    List.of(new Exclusion(RULE, Exclusion.Why.WITHIN_GRACE)),
                    AT),
            new DeliveriesMade(THREAD, REPORT, List.of(DELIVERY), AT),
            new ReceiptAcknowledged(THREAD, DELIVERY, MLIT, REPORT, List.of(OBLIGATION), OFFICER, AT),
            new ReportReturned(THREAD, DELIVERY, MLIT, new Remark("発生日時が空欄"), OFFICER, AT),
            new CorrectionSubmitted(
                    THREAD,
                    REPORT,
                    FILING,
                    CONTENT,
                    new Changes(List.of(new Changes.Change("severityEstimate", "2", "3"))),
                    new Remark("再調査の結果"),
                    HASH,
                    AT),
            new WithdrawalRequested(THREAD, REPORT, new Remark("計画された業者保守"), HASH, AT),
            new WithdrawalAccepted(THREAD, DELIVERY, MLIT, new Remark("確認済"), OFFICER, AT),
            new WithdrawalRejected(THREAD, DELIVERY, MLIT, new Remark("調査が続いている"), OFFICER, AT),
            new ThreadWithdrawn(THREAD, List.of(OBLIGATION), AT),
            new DeadlineApproaching(THREAD, MLIT, List.of(OBLIGATION), AT, AWARE),
            new DeadlineMissed(THREAD, MLIT, List.of(OBLIGATION), AT),
            new TargetExceeded(THREAD, MLIT, List.of(OBLIGATION), AT),
            new DeliveryClosed(THREAD, DELIVERY, MLIT, OFFICER, AT),
            new ThreadClosed(THREAD, AT),
            new ThreadReopened(THREAD, REPORT, MLIT, new Remark("同じ手口による再侵入"), OFFICER, AT),
            new ConsentGranted(THREAD, REPORT, List.of(Consent.POLICE_SHARE, Consent.JPCERT_SHARE), AT),
            new ConsentRevoked(THREAD, REPORT, List.of(Consent.POLICE_SHARE), List.of(OBLIGATION), AT),
            new SeverityAssessed(
                    THREAD, AuthorityCode.NCO, new Severity(3, 1, 2), new Remark("専門家会合の事後評価による"), "nco:tanaka", AT),
            new TlpNarrowed(THREAD, MLIT, Tlp.RED, new Remark("捜査に支障があるため"), OFFICER, AT),
            new TlpWidened(THREAD, Tlp.RED, Tlp.GREEN, new Remark("公表したため"), "operator:isewan-terminal", AT),
            new SubmissionRefused(
                    REPORT,
                    OPERATOR,
                    THREAD,
                    Kind.FOLLOW_UP,
                    true,
                    "reports.submitted",
                    List.of(new Fault("stage", Reason.AFTER_FINAL, "最終報の後です", "after the final report")),
                    AWARE,
                    AT),
            new OperatorRegistered(OPERATOR, ENTRY, "nco:tanaka", AT),
            new OperatorRevised(OPERATOR, ENTRY, "nco:tanaka", AT),
            new SectorRevised(
                    ScopeEvent.NATIONAL,
                    new Sector(
                            new SectorCode("BANKING"),
                            new SectorCode("FINANCE"),
                            "銀行等",
                            "Banking",
                            new AuthorityCode("FSA"),
                            new Period(LocalDate.of(2024, 3, 8), LocalDate.of(2030, 3, 31)),
                            Status.ASSUMED,
                            "行動計画 別紙1"),
                    "nco:tanaka",
                    AT),
            new BusinessRevised(
                    ScopeEvent.NATIONAL,
                    new Business(
                            new BusinessCode("KI_FIN_BANK"),
                            new BusinessCode("KI_FINANCE"),
                            "銀行業",
                            "Banking",
                            List.of(new AuthorityCode("FSA"), new AuthorityCode("MHLW")),
                            List.of(new SectorCode("BANKING")),
                            new Period(LocalDate.of(2024, 5, 17), LocalDate.of(2030, 3, 31)),
                            Status.ASSUMED,
                            "経済安全保障推進法 50条1項"),
                    "nco:tanaka",
                    AT),
            new AssetNotified(ASSET, OPERATOR, ASSET_FACTS, PARTICULARS, ASSET_DUTY, "operator:isewan-terminal", AT),
            new AssetChanged(
                    ASSET, OPERATOR, ASSET_FACTS, PARTICULARS, ASSET_DUTY, RULE, "operator:isewan-terminal", AT),
            new AssetUseEnded(ASSET, OPERATOR, LocalDate.of(2030, 3, 31), RULE, "operator:isewan-terminal", AT),
            new AssetReceiptRecorded(ASSET, OPERATOR, MLIT, OFFICER, AT),
            new AssetDeadlineApproaching(OPERATOR, MLIT, List.of(OBLIGATION), AT, AWARE),
            new AssetDeadlineMissed(OPERATOR, MLIT, List.of(OBLIGATION), AT),
            new CampaignDeclared(CAMPAIGN, WORDING, Tlp.AMBER, true, List.of(THREAD), OTHER_CAMPAIGN, "nco:tanaka", AT),
            new CampaignProposed(CAMPAIGN, WORDING, Tlp.AMBER_STRICT, true, List.of(THREAD), MLIT, OFFICER, AT),
            new ProposalAccepted(CAMPAIGN, "nco:tanaka", AT),
            new ProposalDeclined(CAMPAIGN, JUDGEMENT, "nco:tanaka", AT),
            new ThreadLinked(CAMPAIGN, THREAD, JUDGEMENT, "nco:tanaka", AT),
            new ThreadUnlinked(CAMPAIGN, THREAD, "nco:tanaka", AT),
            new CampaignMerged(CAMPAIGN, OTHER_CAMPAIGN, List.of(THREAD), JUDGEMENT, "nco:tanaka", AT),
            new CampaignUnmerged(
                    CAMPAIGN, OTHER_CAMPAIGN, List.of(THREAD), List.of(THREAD), JUDGEMENT, "nco:tanaka", AT),
            new CampaignSplit(CAMPAIGN, OTHER_CAMPAIGN, List.of(THREAD), JUDGEMENT, "nco:tanaka", AT),
            new CampaignClosed(CAMPAIGN, JUDGEMENT, "nco:tanaka", AT),
            new BulletinDrafted(
                    BULLETIN,
                    2,
                    new BulletinFacts(
                            List.of(new Drawn(THREAD, OPERATOR)),
                            List.of(new SectorCode("PORT")),
                            Tlp.GREEN,
                            true,
                            Relay.STEPWISE),
                    new BulletinContent(
                            "注意喚起: ランサムウェア",
                            "VPN 装置の脆弱性が悪用された",
                            List.of(new Indicator("domain-name", "c2.attacker.example")),
                            "更新と多要素認証",
                            new Imported(
                                    "JPCERT/CC",
                                    "bundle--6b0a8f4e-2f0c-4d0e-9d55-0b1c2d3e4f50",
                                    List.of(new MarkedIndicator(
                                            new Indicator("ipv4-addr", "203.0.113.7"),
                                            Tlp.AMBER_STRICT,
                                            "indicator--1d2e3f40-5a6b-4c7d-8e9f-0a1b2c3d4e5f")))),
                    "nco:tanaka",
                    AT),
            new BulletinApprovedByOriginator(BULLETIN, 2, OPERATOR, Tlp.GREEN, "operator:isewan-terminal", AT),
            new BulletinDeclinedByOriginator(
                    BULLETIN, 2, OPERATOR, new Remark("所在地が分かる"), "operator:isewan-terminal", AT),
            new BulletinIssued(BULLETIN, 2, "nco:tanaka", AT),
            new BulletinRelayed(
                    BULLETIN, RECIPIENT, List.of(new SectorCode("PORT")), Step.OPERATOR, "ceptoar:PORT", AT),
            new BulletinReceived(BULLETIN, RECIPIENT, "ceptoar:PORT", AT),
            new BulletinRecalled(BULLETIN, new Remark("番地の誤り"), "nco:tanaka", AT),
            new BulletinReturned(BULLETIN, RECIPIENT, "ceptoar:PORT", AT),
            new ModeSwitched(
                    ScopeEvent.NATIONAL,
                    Mode.LARGE_SCALE,
                    List.of(new SectorCode("PORT")),
                    "複数分野にわたる攻撃のため",
                    "nco:tanaka",
                    AT),
            new RequestMade(
                    REQUEST,
                    new RequestFacts(
                            List.of(MLIT, AuthorityCode.FSA),
                            List.of(THREAD),
                            List.of(CAMPAIGN),
                            List.of(BULLETIN),
                            Tlp.AMBER,
                            true,
                            true,
                            AT),
                    new RequestContent("VPN 装置の利用状況", "所管事業者の利用状況を回答されたい"),
                    "nco:tanaka",
                    AWARE),
            new RequestAcknowledged(REQUEST, MLIT, OFFICER, AT),
            new RequestAnswered(REQUEST, MLIT, new Remark("5社が利用"), Tlp.AMBER_STRICT, true, OFFICER, AT),
            new RequestQuestioned(REQUEST, MLIT, new Remark("対象期間は"), OFFICER, AT),
            new RequestClarified(REQUEST, MLIT, 2, new Remark("2025年4月以後"), "nco:tanaka", AT),
            new RequestDeclined(REQUEST, MLIT, new Remark("所管外"), OFFICER, AT),
            new RequestPassedOn(REQUEST, MLIT, List.of(OPERATOR), OFFICER, AT),
            new RequestExtended(REQUEST, MLIT, AT, new Remark("対象が多い"), "nco:tanaka", AWARE),
            new RequestDueApproaching(REQUEST, MLIT, AT, AWARE),
            new RequestOverdue(REQUEST, MLIT, AT),
            new RequestClosed(REQUEST, new Remark("回答が揃った"), "nco:tanaka", AT),
            new RequestCancelled(REQUEST, new Remark("誤報と判明した"), "nco:tanaka", AT));

    static Stream<Object> examples() {
        return EXAMPLES.stream();
    }

    static Stream<Resource> released() throws IOException {
        return Stream.of(new PathMatchingResourcePatternResolver().getResources("classpath:" + FOLDER + "*.json"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anEventIsWrittenAsItsFileSaysAndReadBack(Object event) throws IOException {
        String written = EventJson.mapper().writeValueAsString(event);
        Resource file = latestEdition(TYPES.typeOf(event.getClass()));

        assertThat(file.exists())
                .as("%s must be there: %s", file.getDescription(), written)
                .isTrue();
        // the file may be laid out for reading; the order of its items counts
        assertThat(written).isEqualTo(EventJson.mapper().readTree(text(file)).toString());
        assertThat((Object) EventJson.mapper().readValue(text(file), event.getClass()))
                .isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("released")
    void aReleasedFormIsReadForEver(Resource file) throws IOException {
        Matcher name = NAME.matcher(String.valueOf(file.getFilename()));
        assertThat(name.matches()).as("%s is named %s", file, NAME).isTrue();
        Class<?> reader = TYPES.classOf("noroshi." + name.group("event"), name.group("version"));

        assertThat((Object) EventJson.mapper().readValue(text(file), reader)).isInstanceOf(reader);
    }

    @Test
    void everyEventThereIsHasItsExample() {
        assertThat(EXAMPLES.stream().map(Object::getClass).collect(Collectors.toSet()))
                .isEqualTo(Stream.of(CoreModule.eventFamilies())
                        .flatMap(StoredFormTest::leaves)
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleLeavesNothingOut(Object event) {
        assertThat(unsaid(event.getClass().getSimpleName(), event)).isEmpty();
    }

    /** The file of what is written today. */
    private static Resource latestEdition(MessageType type) throws IOException {
        String event =
                "classpath:%s%s.v%s".formatted(FOLDER, type.qualifiedName().localName(), type.version());
        var files = new PathMatchingResourcePatternResolver();
        return Stream.of(files.getResources(event + ".*.json"))
                .max(Comparator.comparingInt(StoredFormTest::edition))
                .orElseGet(() -> files.getResource(event + ".json"));
    }

    private static int edition(Resource file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFilename()));
        return name.matches() ? Integer.parseInt(name.group("edition")) : 0;
    }

    private static String text(Resource file) throws IOException {
        return file.getContentAsString(UTF_8);
    }

    private static Stream<Class<?>> leaves(Class<?> family) {
        return family.isSealed()
                ? Stream.of(family.getPermittedSubclasses()).flatMap(StoredFormTest::leaves)
                : Stream.of(family);
    }

    /** The paths of what is null or empty. */
    private static Stream<String> unsaid(String path, @Nullable Object value) {
        return switch (value) {
            case null -> Stream.of(path);
            case Collection<?> collection ->
                collection.isEmpty()
                        ? Stream.of(path)
                        : collection.stream().flatMap(element -> unsaid(path + "[]", element));
            case Map<?, ?> map -> map.isEmpty() ? Stream.of(path) : Stream.empty();
            case Record record ->
                Stream.of(record.getClass().getRecordComponents())
                        .flatMap(component -> unsaid(path + "." + component.getName(), read(component, record)));
            default -> Stream.empty();
        };
    }

    private static @Nullable Object read(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new UncheckedIOException(new IOException(component.toString(), e));
        }
    }
}
