package noroshi.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.bulletin.Bulletin;
import noroshi.core.bulletin.BulletinContent;
import noroshi.core.bulletin.BulletinEvent;
import noroshi.core.bulletin.BulletinEvent.BulletinDrafted;
import noroshi.core.bulletin.BulletinEvent.BulletinIssued;
import noroshi.core.bulletin.BulletinEvent.BulletinRecalled;
import noroshi.core.bulletin.BulletinEvent.BulletinRelayed;
import noroshi.core.bulletin.BulletinFacts;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.bulletin.Readership;
import noroshi.core.bulletin.Recipient;
import noroshi.core.bulletin.Relay;
import noroshi.core.bulletin.Step;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Consents;
import noroshi.core.report.Kind;
import noroshi.core.report.PersonalData;
import noroshi.core.report.Remark;
import noroshi.core.report.ReportId;
import noroshi.core.report.SubmissionEvent.SubmissionRefused;
import noroshi.core.report.Tlp;
import noroshi.core.request.RequestContent;
import noroshi.core.request.RequestEvent;
import noroshi.core.request.RequestEvent.RequestAcknowledged;
import noroshi.core.request.RequestEvent.RequestAnswered;
import noroshi.core.request.RequestEvent.RequestCancelled;
import noroshi.core.request.RequestEvent.RequestClarified;
import noroshi.core.request.RequestEvent.RequestDueApproaching;
import noroshi.core.request.RequestEvent.RequestExtended;
import noroshi.core.request.RequestEvent.RequestMade;
import noroshi.core.request.RequestEvent.RequestOverdue;
import noroshi.core.request.RequestEvent.RequestPassedOn;
import noroshi.core.request.RequestEvent.RequestQuestioned;
import noroshi.core.request.RequestFacts;
import noroshi.core.request.RequestId;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import noroshi.core.thread.DeliveryId;
import noroshi.core.thread.ReportThreadEvent.DeliveriesMade;
import noroshi.core.thread.ReportThreadEvent.DeliveryClosed;
import noroshi.core.thread.ReportThreadEvent.ReceiptAcknowledged;
import noroshi.core.thread.ReportThreadEvent.ReportReturned;
import noroshi.core.thread.ReportThreadEvent.RoutingDecided;
import noroshi.core.thread.ReportThreadEvent.ThreadClosed;
import noroshi.core.thread.ReportThreadEvent.ThreadReopened;
import noroshi.gateway.delivery.Story;
import noroshi.ledger.EventJson;
import noroshi.ledger.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told to whom, under each label; and that no word of anyone's is ever told. */
class NewsReaderTest {

    private static final URI HUB = URI.create("https://hub.example.jp");
    private static final BulletinId BULLETIN = new BulletinId(new UUID(7, 7));
    private static final SectorCode ELECTRICITY = new SectorCode("ELECTRICITY");
    private static final Consents POLICED = new Consents(true, true, true, true, false, false);

    /** The words that the story's report and the bulletin are told in, and who told them. */
    private static final List<String> WORDS =
            List.of("制御系の停止", "詳細", "052-000-0000", "差戻しの理由", "注意喚起", "203.0.113.77", "chubu-power", "中央電力", "sato");

    private static final List<Viewer> ALL = List.of(
            viewer(Role.OPERATOR, "chubu-power"),
            viewer(Role.OPERATOR, "koto-railway"),
            viewer(Role.MINISTRY, "METI"),
            viewer(Role.MINISTRY, "MHLW"),
            viewer(Role.NCO, "NCO"),
            viewer(Role.PM_CAO, "PM_CAO"),
            viewer(Role.PPC, "PPC"),
            viewer(Role.POLICE, "23"),
            viewer(Role.POLICE, "13"),
            viewer(Role.CEPTOAR, "ELECTRICITY"),
            viewer(Role.COUNCIL, "member"),
            viewer(Role.HQ, "HQ"),
            viewer(Role.AUDITOR, "AUDITOR"),
            viewer(Role.ADMIN, "ADMIN"));

    private final NewsReader reader = new NewsReader(NewsReaderTest::sectors, HUB);

    private static Viewer viewer(Role role, String organisation) {
        return new Owner(role, organisation).viewer();
    }

    private static Set<SectorCode> sectors(Viewer viewer) {
        return switch (viewer.organisation()) {
            case "METI", "ELECTRICITY", "chubu-power" -> Set.of(ELECTRICITY);
            case "MHLW" -> Set.of(new SectorCode("HEALTHCARE"));
            case "koto-railway" -> Set.of(new SectorCode("RAILWAY"));
            default -> Set.of();
        };
    }

    /** A thread with a delivery to each that can have one, made, received, returned, closed, reopened and to be withdrawn. */
    private static Story story(Tlp tlp) {
        var story = new Story().filed(tlp, false, PersonalData.YES, POLICED);
        RoutingDecided routing = story.events.stream()
                .map(RecordedEvent::payload)
                .filter(RoutingDecided.class::isInstance)
                .map(RoutingDecided.class::cast)
                .findFirst()
                .orElseThrow();
        List<DeliveryId> all =
                routing.deliveries().stream().map(decided -> decided.delivery()).toList();
        story.happened(new DeliveriesMade(Story.THREAD, Story.REPORT, all, Story.NOW));
        AuthorityCode meti = new AuthorityCode("METI");
        DeliveryId toMeti = routing.deliveries().stream()
                .filter(decided -> decided.addressee().equals(meti))
                .findFirst()
                .orElseThrow()
                .delivery();
        story.happened(new ReceiptAcknowledged(
                Story.THREAD, toMeti, meti, Story.REPORT, List.of(), "ministry:METI:sato", Story.NOW));
        story.happened(
                new ReportReturned(Story.THREAD, toMeti, meti, new Remark("差戻しの理由"), "ministry:METI:sato", Story.NOW));
        story.happened(new DeliveryClosed(Story.THREAD, toMeti, meti, "ministry:METI:sato", Story.NOW));
        story.happened(new ThreadClosed(Story.THREAD, Story.NOW));
        story.happened(
                new ThreadReopened(Story.THREAD, null, meti, new Remark("差戻しの理由"), "ministry:METI:sato", Story.NOW));
        return story;
    }

    private List<News> told(Viewer viewer, List<RecordedEvent> events) {
        var about = reader.about(List.copyOf(events));
        var told = new ArrayList<News>();
        events.forEach(event -> about.read(viewer, event).ifPresent(told::add));
        return told;
    }

    private List<String> kinds(Viewer viewer, List<RecordedEvent> events) {
        return told(viewer, events).stream().map(News::kind).map(NewsKind::code).toList();
    }

    @ParameterizedTest
    @EnumSource(Tlp.class)
    void anOperatorIsToldWhatBecameOfItsReport(Tlp tlp) {
        assertThat(kinds(ALL.getFirst(), story(tlp).events))
                .containsExactly(
                        "report.recorded",
                        "obligations.changed",
                        "delivery.made",
                        "delivery.acknowledged",
                        "delivery.returned",
                        "delivery.closed",
                        "thread.closed",
                        "thread.reopened");
    }

    /** The access matrix: whoever nothing was delivered to is told nothing here, be the label as wide as it may. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MINISTRY | METI    | CLEAR,GREEN,AMBER,AMBER_STRICT | delivery.made thread.closed thread.reopened",
                "MINISTRY | METI    | RED                            | delivery.made",
                "PM_CAO   | PM_CAO  | CLEAR,GREEN,AMBER,AMBER_STRICT,RED | delivery.made thread.closed thread.reopened",
                "NCO      | NCO     | CLEAR,GREEN,AMBER,AMBER_STRICT,RED | delivery.made thread.closed thread.reopened",
                "PPC      | PPC     | CLEAR,GREEN,AMBER,AMBER_STRICT,RED | delivery.made",
                "POLICE   | 23      | CLEAR,GREEN,AMBER,AMBER_STRICT,RED | delivery.made",
                "POLICE   | 13      | CLEAR,GREEN,AMBER,AMBER_STRICT,RED | ''",
                "MINISTRY | MHLW    | CLEAR,GREEN,AMBER,AMBER_STRICT,RED | ''",
                "OPERATOR | koto-railway | CLEAR,GREEN,AMBER,AMBER_STRICT,RED | ''",
                "CEPTOAR  | ELECTRICITY  | CLEAR,GREEN,AMBER,AMBER_STRICT,RED | ''",
                "COUNCIL  | member  | CLEAR,GREEN,AMBER,AMBER_STRICT,RED | ''",
                "HQ       | HQ      | CLEAR,GREEN,AMBER,AMBER_STRICT,RED | ''",
                "AUDITOR  | AUDITOR | CLEAR,GREEN,AMBER,AMBER_STRICT,RED | ''",
                "ADMIN    | ADMIN   | CLEAR,GREEN,AMBER,AMBER_STRICT,RED | ''"
            })
    void whoIsToldWhatUnderEachLabel(Role role, String organisation, String labels, String expected) {
        for (String label : labels.split(",", -1)) {
            assertThat(String.join(" ", kinds(viewer(role, organisation), story(Tlp.valueOf(label)).events)))
                    .as(label)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(Tlp.class)
    void noWordOfAReportIsToldToAnyone(Tlp tlp) {
        for (Viewer viewer : ALL) {
            assertThat(EventJson.mapper().writeValueAsString(told(viewer, story(tlp).events)))
                    .as(viewer.toString())
                    .doesNotContain(WORDS);
        }
    }

    @Test
    void anAuthorityIsToldOfItsOwnDeliveryAndOfNoOther() {
        for (Viewer viewer : ALL.subList(2, 8)) {
            for (News news : told(viewer, story(Tlp.GREEN).events)) {
                if (news.kind() == NewsKind.DELIVERY_MADE) {
                    assertThat(deliveries(news))
                            .singleElement()
                            .satisfies(delivery -> assertThat(((Map<?, ?>) delivery).get("addressee"))
                                    .isEqualTo(viewer.authority().orElseThrow().value()));
                }
            }
        }
    }

    @Test
    void aDeliveryIsToldWithItsReasonAndWhereItIsRead() {
        News news = told(viewer(Role.MINISTRY, "METI"), story(Tlp.AMBER).events).getFirst();

        assertThat(news.data())
                .containsEntry("threadId", Story.THREAD.toString())
                .containsEntry("reportId", Story.REPORT.toString())
                .containsEntry("stage", "PRELIMINARY")
                .containsEntry("tlp", "AMBER")
                .containsEntry("exercise", false)
                .containsEntry("url", "https://hub.example.jp/v1/reports/" + Story.THREAD);
        assertThat(((Map<?, ?>) deliveries(news).getFirst()).keySet())
                .hasToString("[deliveryId, addressee, role, rule, article, ruleSetDate]");
    }

    @Test
    void aLabelNarrowedSinceIsToldAsItIsNow() {
        var story = story(Tlp.GREEN);
        story.labelled(Tlp.RED);

        assertThat(kinds(viewer(Role.MINISTRY, "METI"), story.events)).containsExactly("delivery.made");
        assertThat(told(viewer(Role.MINISTRY, "METI"), story.events).getFirst().data())
                .containsEntry("tlp", "RED");
    }

    @Test
    void whoIsReachedByAConsentThatIsRevokedIsToldNothingAnyMore() {
        var story = story(Tlp.GREEN);
        Viewer police = viewer(Role.POLICE, "23");
        assertThat(kinds(police, story.events)).containsExactly("delivery.made");
        story.consenting(Consents.NONE);

        assertThat(kinds(police, story.events)).isEmpty();
    }

    @Test
    void aDrillIsMarked() {
        var story = new Story().filed(Tlp.GREEN, true);

        assertThat(told(ALL.getFirst(), story.events)).isNotEmpty().allSatisfy(news -> {
            assertThat(news.exercise()).isTrue();
            assertThat(news.data()).containsEntry("exercise", true);
        });
    }

    @Test
    void aRefusalIsToldToItsOperatorByCodesAlone() {
        var refused = new SubmissionRefused(
                ReportId.of(Story.OPERATOR, "k9"),
                Story.OPERATOR,
                null,
                Kind.REPORT,
                false,
                "intake.chubu-power",
                List.of(Fault.of(Reason.UNREADABLE, "title", "制御系の停止", "詳細", "詳細")),
                Story.NOW,
                Story.NOW);
        List<RecordedEvent> events = List.of(recorded(1, refused));

        assertThat(told(ALL.getFirst(), events)).singleElement().satisfies(news -> {
            assertThat(news.data()).containsEntry("codes", List.of("UNREADABLE"));
            assertThat(news.data().toString()).doesNotContain("制御系の停止", "詳細");
        });
        assertThat(ALL.subList(1, ALL.size()))
                .allSatisfy(viewer -> assertThat(told(viewer, events)).isEmpty());
    }

    /** Whoever is told of a bulletin may read it, and whoever may read it is told once. */
    @ParameterizedTest
    @EnumSource(Tlp.class)
    void aBulletinIsToldToEachReaderOnceItComesToIt(Tlp tlp) {
        for (Relay relay : Relay.values()) {
            List<RecordedEvent> events = bulletin(tlp, relay);
            Bulletin last = Bulletin.UNWRITTEN;
            for (RecordedEvent event : events) {
                last = Bulletin.evolve(last, (BulletinEvent) event.payload());
            }
            for (Viewer viewer : ALL) {
                boolean reads = Readership.reads(viewer, last, sectors(viewer));
                assertThat(kinds(viewer, events).stream().filter("bulletin.issued"::equals))
                        .as("%s %s %s", tlp, relay, viewer)
                        .hasSize(reads ? 1 : 0);
            }
        }
    }

    @Test
    void aRecalledBulletinIsToldAsRecalledAndNotAsIssuedAnyMore() {
        var events = new ArrayList<>(bulletin(Tlp.AMBER, Relay.AT_ONCE));
        events.add(recorded(9, new BulletinRecalled(BULLETIN, new Remark("差戻しの理由"), "nco:sato", Story.NOW)));

        assertThat(kinds(viewer(Role.MINISTRY, "METI"), events)).containsExactly("bulletin.recalled");
        assertThat(kinds(viewer(Role.MINISTRY, "MHLW"), events)).isEmpty();
        for (Viewer viewer : ALL) {
            assertThat(told(viewer, events).toString()).doesNotContain(WORDS);
        }
    }

    @Test
    void theRegisterIsAskedForAReadersSectorsOnceAndOnlyWhereABulletinComesOrGoes() {
        var asked = new ArrayList<Viewer>();
        var counting = new NewsReader(
                viewer -> {
                    asked.add(viewer);
                    return sectors(viewer);
                },
                HUB);
        List<RecordedEvent> events = bulletin(Tlp.AMBER, Relay.AT_ONCE);
        var about = counting.about(events);
        Viewer meti = viewer(Role.MINISTRY, "METI");

        about.read(meti, events.getFirst());
        assertThat(asked).as("by a draft").isEmpty();
        events.forEach(event -> about.read(meti, event));
        events.forEach(event -> about.read(meti, event));
        assertThat(asked).containsExactly(meti);
    }

    private static final RequestId REQUEST = RequestId.of("news");
    private static final AuthorityCode METI = new AuthorityCode("METI");
    private static final AuthorityCode NPA = new AuthorityCode("PREF_POLICE_23");
    private static final Instant DUE = Story.NOW.plusSeconds(86_400);

    private static RequestMade asked(Tlp tlp) {
        return new RequestMade(
                REQUEST,
                new RequestFacts(List.of(METI, NPA), List.of(), List.of(), List.of(), tlp, false, true, DUE),
                new RequestContent("注意喚起", "詳細"),
                "nco:sato",
                Story.NOW);
    }

    private static List<RecordedEvent> request(Tlp tlp, RequestEvent... further) {
        var events = new ArrayList<>(List.of(recorded(1, asked(tlp))));
        for (RequestEvent event : further) {
            events.add(recorded(events.size() + 1L, event));
        }
        return events;
    }

    /** Each addressee hears of its own part, the office of what each does, an operator that it was passed on to it. */
    @ParameterizedTest
    @EnumSource(Tlp.class)
    void aRequestIsToldToWhomItConcernsWithoutAWord(Tlp tlp) {
        List<RecordedEvent> events = request(
                tlp,
                new RequestAcknowledged(REQUEST, METI, "ministry:METI:sato", Story.NOW),
                new RequestQuestioned(REQUEST, METI, new Remark("詳細"), "ministry:METI:sato", Story.NOW),
                new RequestClarified(REQUEST, METI, 1, new Remark("詳細"), "nco:sato", Story.NOW),
                new RequestPassedOn(
                        REQUEST, METI, List.of(new OperatorSlug("chubu-power")), "ministry:METI:sato", Story.NOW),
                new RequestDueApproaching(REQUEST, METI, DUE, Story.NOW),
                new RequestOverdue(REQUEST, METI, DUE),
                new RequestAnswered(REQUEST, NPA, new Remark("詳細"), Tlp.RED, true, "police:23:sato", Story.NOW));

        Map<Viewer, List<String>> expected = Map.of(
                viewer(Role.MINISTRY, "METI"),
                List.of("request.made", "request.changed", "request.approaching", "request.overdue"),
                viewer(Role.POLICE, "23"),
                List.of("request.made"),
                viewer(Role.NCO, "NCO"),
                List.of("request.replied", "request.replied", "request.overdue", "request.replied"),
                viewer(Role.OPERATOR, "chubu-power"),
                List.of("request.passed_on"));
        for (Viewer viewer : ALL) {
            assertThat(kinds(viewer, events)).as(viewer.toString()).isEqualTo(expected.getOrDefault(viewer, List.of()));
            assertThat(told(viewer, events).toString())
                    .as(viewer.toString())
                    .doesNotContain("注意喚起", "詳細", "sato", "chubu-power");
        }
        assertThat(told(viewer(Role.MINISTRY, "METI"), events).getFirst().data())
                .containsEntry("requestId", REQUEST.toString())
                .containsEntry("ministry", "METI")
                .containsEntry("dueBefore", DUE.toString())
                .containsEntry("url", "https://hub.example.jp/v1/requests/" + REQUEST);
    }

    @Test
    void aRequestThatEndedMeanwhileIsToldAsEndedAlone() {
        List<RecordedEvent> events = request(
                Tlp.AMBER,
                new RequestDueApproaching(REQUEST, METI, DUE, Story.NOW),
                new RequestOverdue(REQUEST, METI, DUE),
                new RequestCancelled(REQUEST, new Remark("差戻しの理由"), "nco:sato", Story.NOW));

        assertThat(kinds(viewer(Role.MINISTRY, "METI"), events)).containsExactly("request.ended");
        assertThat(kinds(viewer(Role.NCO, "NCO"), events)).isEmpty();
        assertThat(kinds(viewer(Role.MINISTRY, "MHLW"), events)).isEmpty();
    }

    @Test
    void aTimeThatWasPutOffOrMetIsNoNewsAnyMore() {
        Instant later = DUE.plusSeconds(86_400);
        assertThat(kinds(
                        viewer(Role.MINISTRY, "METI"),
                        request(
                                Tlp.AMBER,
                                new RequestDueApproaching(REQUEST, METI, DUE, Story.NOW),
                                new RequestOverdue(REQUEST, METI, DUE),
                                new RequestExtended(REQUEST, METI, later, null, "nco:sato", DUE))))
                .containsExactly("request.made", "request.changed");
        assertThat(kinds(
                        viewer(Role.MINISTRY, "METI"),
                        request(
                                Tlp.AMBER,
                                new RequestDueApproaching(REQUEST, METI, DUE, Story.NOW),
                                new RequestAnswered(
                                        REQUEST, METI, new Remark("詳細"), Tlp.AMBER, true, "sato", Story.NOW))))
                .containsExactly("request.made");
    }

    private static List<?> deliveries(News news) {
        return (List<?>) Objects.requireNonNull(news.data().get("deliveries"));
    }

    private static List<RecordedEvent> bulletin(Tlp tlp, Relay relay) {
        var facts = new BulletinFacts(List.of(), List.of(ELECTRICITY), tlp, false, relay);
        var content = new BulletinContent("注意喚起", "詳細", List.of(), "詳細");
        return List.of(
                recorded(1, new BulletinDrafted(BULLETIN, 1, facts, content, "nco:sato", Story.NOW)),
                recorded(2, new BulletinIssued(BULLETIN, 1, "nco:sato", Story.NOW)),
                recorded(3, relayed(Role.MINISTRY, "METI", Step.CEPTOAR)),
                recorded(4, relayed(Role.CEPTOAR, "ELECTRICITY", Step.OPERATOR)));
    }

    private static BulletinRelayed relayed(Role role, String organisation, Step to) {
        return new BulletinRelayed(
                BULLETIN, new Recipient(role, organisation), List.of(ELECTRICITY), to, "sato", Story.NOW);
    }

    private static RecordedEvent recorded(long position, Object event) {
        return new RecordedEvent(
                position,
                0,
                new UUID(8, position),
                event.getClass().getSimpleName(),
                "1",
                Story.NOW,
                Story.NOW,
                Set.of(),
                Map.of(),
                event);
    }
}
