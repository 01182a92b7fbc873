package noroshi.api.view;

import static noroshi.api.view.Story.Telling.about;
import static noroshi.core.report.Consent.POLICE_SHARE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import noroshi.api.Projections;
import noroshi.api.desk.RunningThreads;
import noroshi.api.desk.asset.AssetClock;
import noroshi.api.desk.request.RequestClock;
import noroshi.api.view.request.RequestRecord;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.asset.AssetCommand.NotifyAsset;
import noroshi.core.asset.AssetCommand.RecordAssetReceipt;
import noroshi.core.asset.AssetFacts;
import noroshi.core.asset.AssetNumber;
import noroshi.core.asset.AssetParticulars;
import noroshi.core.asset.AssetStatement;
import noroshi.core.bulletin.BulletinCommand.DraftBulletin;
import noroshi.core.bulletin.BulletinCommand.IssueBulletin;
import noroshi.core.bulletin.BulletinCommand.RelayBulletin;
import noroshi.core.bulletin.BulletinContent;
import noroshi.core.bulletin.BulletinFacts;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.bulletin.Imported;
import noroshi.core.bulletin.MarkedIndicator;
import noroshi.core.bulletin.Recipient;
import noroshi.core.bulletin.Relay;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.Designation;
import noroshi.core.register.OperatorCommand.RegisterOperator;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorSlug;
import noroshi.core.register.Revisions;
import noroshi.core.report.Indicator;
import noroshi.core.report.Remark;
import noroshi.core.report.ReportId;
import noroshi.core.report.Stage;
import noroshi.core.report.SubmissionCommand.RefuseSubmission;
import noroshi.core.report.Tlp;
import noroshi.core.request.RequestCommand.AcknowledgeRequest;
import noroshi.core.request.RequestCommand.DeclineRequest;
import noroshi.core.request.RequestCommand.MakeRequest;
import noroshi.core.request.RequestContent;
import noroshi.core.request.RequestFacts;
import noroshi.core.request.RequestId;
import noroshi.core.sector.BusinessCode;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Viewer.Role;
import noroshi.core.thread.Filings;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

/** Replay is the same as following: whatever the rounds, and however often a view is made anew. */
@Timeout(120)
class ProjectionsTest {

    private static final AuthorityCode METI = new AuthorityCode("METI");

    @SuppressWarnings("NullAway.Init")
    private static RecordFixture record;

    @BeforeAll
    static void tell() throws Exception {
        record = new RecordFixture();
        record.views().start();
        Story gas = Story.begin(record, about("nangoku-gas", "gas").tlp(Tlp.RED).in("46"))
                .delivered()
                .acknowledged("METI")
                .withdrawalRequested()
                .withdrawalAccepted("METI")
                .withdrawalAccepted("PM_CAO");
        Story water = Story.begin(
                        record, about("wangan-water", "water").severity(1).in("14"))
                .delivered()
                .returned("MLIT", "台数を補うこと")
                .followUp(Stage.FOLLOW_UP, 3)
                .correct("浄水場\0への不正接続")
                .delivered()
                .acknowledged("MLIT")
                .followUp(Stage.DETAILED, null);
        Story.begin(record, about("setouchi-chem", "chemical").severity(2))
                .granting(POLICE_SHARE)
                .delivered()
                .followUp(Stage.FOLLOW_UP, 3)
                .revoking(POLICE_SHARE)
                .label(Tlp.AMBER_STRICT)
                .assessed(1, 0, 2)
                .acknowledged("METI")
                .closed("METI")
                .reopened("METI", "再侵入");
        Story.begin(record, about("kitahama-medical", "drill").drill());
        Story.begin(record, about("kokken-institute", "unrouted")).ofSector("CHEMICAL");
        record.send(new RefuseSubmission(
                ReportId.of(new OperatorSlug("aoba-bank"), "bad"),
                new OperatorSlug("aoba-bank"),
                null,
                null,
                false,
                "intake.aoba-bank",
                List.of(Fault.of(Reason.UNREADABLE, "body", "秘密の値", "Avro", "Avro")),
                Instant.parse("2026-11-06T00:00:00Z"),
                Instant.parse("2026-11-06T00:00:01Z")));
        designatedAgainAndNoMore("aoba-bank");
        campaigns(gas, water);
        bulletin();
        request();
        assets();
        record.catchUp();
    }

    /** Threads linked before and after more becomes known of them; merged, unlinked, split, given back. */
    private static void campaigns(Story gas, Story water) {
        var first = Campaigning.of(record, "first").declaring(Tlp.GREEN, gas);
        var second = Campaigning.of(record, "second").declaring(Tlp.RED, water);
        first.merging(second).unlinking(gas);
        water.label(Tlp.RED);
        first.linking(gas).unmerging(second);
        second.linking(gas).splitting("third", gas);
        Campaigning.of(record, "fourth").proposing("METI", gas).declined();
        Campaigning.of(record, "fifth").proposing("METI", gas, water).accepted().closed();
    }

    /** What is owed and waived, owed anew and waived, whether within one round or not. */
    private static void designatedAgainAndNoMore(String slug) {
        OperatorEntry entry = Filings.entry(slug);
        for (LocalDate day : List.of(LocalDate.of(2026, 10, 5), LocalDate.of(2026, 11, 2))) {
            var designation = new Designation(entry.designations().getFirst().business(), null, day, null);
            record.send(new RegisterOperator(
                    Revisions.designated(entry, List.of(designation)),
                    "test",
                    record.clock().instant()));
            record.send(new RegisterOperator(
                    Revisions.designated(entry, List.of()),
                    "test",
                    record.clock().instant()));
        }
    }

    private static void bulletin() {
        var id = new BulletinId(new UUID(7, 7));
        var facts = new BulletinFacts(
                List.of(), List.of(new SectorCode("GAS"), new SectorCode("WATER")), Tlp.GREEN, false, Relay.STEPWISE);
        var indicator = new MarkedIndicator(new Indicator("ipv4-addr", "203.0.113.7"), Tlp.GREEN, "indicator--1");
        var content = new BulletinContent("注意喚起", "内容", List.of(), null)
                .importing(new Imported("JPCERT/CC", "bundle--1", List.of(indicator)));
        Instant at = Instant.parse("2026-11-12T00:00:00Z");
        record.send(new DraftBulletin(id, facts, content, "nco:sato", at));
        record.send(new IssueBulletin(id, List.of(), 1, "nco:sato", at));
        record.send(new RelayBulletin(
                id,
                List.of(),
                new Recipient(Role.MINISTRY, "METI"),
                List.of(new SectorCode("GAS")),
                "ministry:METI:sato",
                at));
    }

    /** One answers, one declines. */
    private static void request() {
        var id = RequestId.of("request-1");
        var facts = new RequestFacts(
                List.of(AuthorityCode.FSA, METI),
                List.of(),
                List.of(),
                List.of(),
                Tlp.AMBER,
                false,
                false,
                Instant.parse("2026-11-20T00:00:00Z"));
        Instant at = Instant.parse("2026-11-12T00:00:00Z");
        record.send(new MakeRequest(id, facts, new RequestContent("件名", "本文"), "nco:sato", at));
        record.send(new AcknowledgeRequest(id, METI, "ministry:METI:sato", at));
        record.send(new DeclineRequest(id, AuthorityCode.FSA, new Remark("所管外"), "ministry:FSA:ono", at));
    }

    /** Notified, received, changed. */
    private static void assets() {
        var operator = new OperatorSlug("chubu-power");
        Instant at = Instant.parse("2026-11-12T00:00:00Z");
        var number = new AssetNumber("DCS-1");
        for (String product : List.of("DCS-9000", "DCS-9100")) {
            var statement = new AssetStatement(
                    new AssetFacts(new BusinessCode("KI_ELECTRICITY"), LocalDate.of(2026, 10, 5)),
                    null,
                    new AssetParticulars(number, product, "中部計装", "3.2", "給電指令", 2));
            record.send(new NotifyAsset(operator, statement, "operator:chubu-power", at));
            record.send(new RecordAssetReceipt(operator, number, METI, "ministry:METI:sato", at));
        }
    }

    @AfterAll
    static void close() {
        record.close();
    }

    static List<ApiProjection> projections() {
        // as a process that takes over: it remembers nothing, and has the record alone to fold from
        return Projections.of(record.ledger());
    }

    @ParameterizedTest
    @MethodSource("projections")
    void aRebuiltViewEqualsTheLiveOneRowByRow(ApiProjection projection) throws Exception {
        // other tests tell stories too
        record.catchUp();
        Map<String, List<String>> live = liveRows(projection);
        assertThat(live).allSatisfy((table, rows) -> assertThat(rows).as(table).isNotEmpty());
        record.views().rebuild(projection.name());
        assertThat(liveRows(projection)).isEqualTo(live);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1000})
    void aViewIsTheSameWhateverTheRounds(int size) throws Exception {
        record.catchUp();
        for (int i = 0; i < projections().size(); i++) {
            ApiProjection projection = projections().get(i);
            assertThat(rowsInRounds(i, size)).as(projection.name()).isEqualTo(liveRows(projection));
        }
    }

    /**
     * Whoever upgrades gets a view's new tables only by its new edition: with a change of these lines goes a change of
     * {@link ApiProjection#edition()}, and a change of rows alone is one too.
     */
    @Test
    void aChangeOfAViewsTablesIsANewEdition() throws Exception {
        var all = new ArrayList<ApiProjection>(projections());
        all.addAll(List.of(
                new RunningThreads(new Folds(record.ledger()), record.commands(), record.clock()),
                new AssetClock(new AssetFolds(record.ledger()), record.commands(), record.clock()),
                new RequestClock(new RequestRecord(record.ledger()), record.commands(), record.clock())));
        var editions = new StringBuilder();
        for (ApiProjection projection : all) {
            String ddl = projection
                    .ddl(new ViewTables("api", 1))
                    .replaceAll("\\s+", " ")
                    .strip();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(ddl.getBytes(StandardCharsets.UTF_8));
            editions.append("%s %d %s%n"
                    .formatted(
                            projection.name(),
                            projection.edition(),
                            HexFormat.of().formatHex(hash, 0, 8)));
        }
        assertThat(editions)
                .hasToString(new ClassPathResource("view-editions.txt").getContentAsString(StandardCharsets.UTF_8));
    }

    private static Map<String, List<String>> liveRows(ApiProjection projection) {
        var rows = new LinkedHashMap<String, List<String>>();
        projection.tables().forEach(table -> rows.put(table, record.rows(table)));
        return rows;
    }

    /** Projects the whole record but what concerns no view, {@code size} events a round, into tables of its own. */
    private static Map<String, List<String>> rowsInRounds(int which, int size) throws Exception {
        ApiProjection projection = projections().get(which);
        var tables = new ViewTables(Views.SCHEMA, 1000 + size);
        DataSource database = record.dataSource();
        try (Connection connection = database.getConnection()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(projection.ddl(tables));
            }
            List<RecordedEvent> all = record.ledger().read(0, 10_000);
            for (int from = 0; from < all.size(); from += size) {
                ApiProjection takingOver = projections().get(which);
                List<RecordedEvent> round = all.subList(from, Math.min(all.size(), from + size));
                if (round.stream().map(RecordedEvent::payload).anyMatch(takingOver::concerns)) {
                    takingOver.project(round, tables, connection);
                }
            }
        }
        var rows = new LinkedHashMap<String, List<String>>();
        for (String table : projection.tables()) {
            rows.put(table, record.rows(tables.of(table).substring(Views.SCHEMA.length() + 1)));
        }
        return rows;
    }

    @Test
    void aThreadIsStoredAndReadBackAsTheDomainFoldsIt() {
        Story story = Story.begin(record, about("koto-railway", "stored")).delivered();
        ThreadState state = story.state();
        String document = state.document();
        assertThat(ThreadState.read(document)).satisfies(read -> {
            assertThat(read.document()).isEqualTo(document);
            assertThat(read.deliveries()).isEqualTo(state.deliveries()).isNotEmpty();
            assertThat(read.obligations()).isEqualTo(state.obligations()).isNotEmpty();
        });
        assertThat(document).doesNotContain("koto-railway の障害");
    }

    @Test
    void whatOneViewHasFoldedTheNextIsGivenWithoutTheWords() {
        Story story = Story.begin(record, about("koto-railway", "folded"));
        assertThat(story.state().dossier().content()).isNotNull();
        List<RecordedEvent> events =
                record.ledger().ofTag("thread", story.state().dossier().thread().toString());
        var folds = new Folds(record.ledger());

        List<ThreadState> first = foldedBy(folds, events);
        List<ThreadState> second = foldedBy(folds, events);

        assertThat(first)
                .hasSameSizeAs(events)
                .allSatisfy(state -> assertThat(state.dossier().content()).isNull());
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i)).isSameAs(first.get(i));
        }
        assertThat(first.getLast().document()).isEqualTo(story.state().document());
    }

    private static List<ThreadState> foldedBy(Folds folds, List<RecordedEvent> events) {
        Fold fold = folds.before(events);
        return events.stream()
                .map(event -> fold.take(event, (ReportThreadEvent) event.payload()))
                .toList();
    }

    @Test
    void theNameOfAViewMustBeKnown() {
        assertThat(record.views().names())
                .containsExactlyInAnyOrder(
                        "timeline",
                        "thread",
                        "situation",
                        "obligation",
                        "campaign",
                        "candidate",
                        "bulletins",
                        "requests",
                        "delivery",
                        "assets",
                        "register");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> record.views().rebuild("nothing"))
                .hasMessageContaining("view: nothing (expected: one of");
    }

    @Test
    void healthIsWellWhileTheViewsFollow() {
        assertThat(new ViewsHealth(record.views()).health().getStatus().getCode())
                .isEqualTo("UP");
        assertThat(record.views().faults()).isEmpty();
    }
}
