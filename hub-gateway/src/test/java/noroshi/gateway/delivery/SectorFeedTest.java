package noroshi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import noroshi.avro.Recall;
import noroshi.avro.SectorEntry;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.ScopeEvent;
import noroshi.core.register.ScopeEvent.SectorRevised;
import noroshi.core.report.Consents;
import noroshi.core.report.NamedUuid;
import noroshi.core.report.PersonalData;
import noroshi.core.report.Tlp;
import noroshi.core.sector.Period;
import noroshi.core.sector.Sector;
import noroshi.core.sector.SectorCode;
import noroshi.core.sector.Status;
import noroshi.core.thread.ReportThreadEvent.ThreadWithdrawn;
import noroshi.gateway.TestDatabase;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SectorFeedTest {

    private static final ViewTables TABLES = new ViewTables("gateway", 1);
    private static final DataSource DATABASE = TestDatabase.empty();

    /** Events of the scope of protection, none unless a test revises it. */
    private final List<RecordedEvent> scope = new ArrayList<>();

    private final Story story = new Story();
    private final RecordingPublisher publisher = new RecordingPublisher();
    private final SectorFeed feed = feed(story);

    @SuppressWarnings("NullAway.Init")
    private Connection connection;

    private int projected;

    @BeforeEach
    void makeTables() throws SQLException {
        connection = DATABASE.getConnection();
        try (var statement = connection.createStatement()) {
            statement.execute("drop schema if exists gateway cascade");
            statement.execute("create schema gateway");
            statement.execute(feed.ddl(TABLES));
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private SectorFeed feed(Story of) {
        return new SectorFeed(
                of::histories,
                () -> scope,
                name -> NamedUuid.of("pseudonym", name).toString(),
                publisher,
                publisher);
    }

    private void project() throws Exception {
        List<RecordedEvent> batch = List.copyOf(story.events.subList(projected, story.events.size()));
        feed.project(batch, TABLES, connection);
        projected = story.events.size();
    }

    @Test
    void greenIsToldInFull() throws Exception {
        story.filed(Tlp.GREEN, false);
        project();
        assertThat(publisher.published).singleElement().satisfies(one -> {
            assertThat(one.topic()).isEqualTo("sector.electricity");
            assertThat(one.key()).isEqualTo(Story.THREAD.toString());
            var entry = (SectorEntry) one.value();
            assertThat(entry.getTitle()).isEqualTo("制御系の停止");
            assertThat(entry.getOperator()).isEqualTo("chubu-power");
            assertThat(entry.getMasked()).isFalse();
        });
    }

    /** What was delivered under the Act is for its purpose; another ministry of the sector was not addressed. */
    @Test
    void whatIsBoundToItsPurposeIsMaskedWhereAnotherMinistryReadsTheSectorToo() throws Exception {
        var nuclear = new Sector(
                new SectorCode("NUCLEAR"),
                new SectorCode("ELECTRICITY"),
                "原子力",
                "Nuclear power",
                new AuthorityCode("MEXT"),
                new Period(LocalDate.of(2026, 4, 1), null),
                Status.ASSUMED,
                "a test");
        scope.add(new RecordedEvent(
                0,
                0,
                new UUID(9, 9),
                "SectorRevised",
                "1",
                Story.NOW,
                Story.NOW,
                Set.of("scope=" + ScopeEvent.NATIONAL),
                Map.of(),
                new SectorRevised(ScopeEvent.NATIONAL, nuclear, "nco:test", Story.NOW)));
        story.filed(Tlp.GREEN, false);
        project();

        assertThat(publisher.published).singleElement().satisfies(one -> {
            var entry = (SectorEntry) one.value();
            assertThat(entry.getTlp()).isEqualTo("GREEN");
            assertThat(entry.getMasked()).isTrue();
            assertThat(one.toString())
                    .doesNotContain("chubu-power")
                    .doesNotContain("制御系")
                    .doesNotContain(Story.THREAD.toString());
        });
    }

    @Test
    void noSectorLearnsByACodeThatPersonalDataLeakedOrThatThePoliceWereAsked() throws Exception {
        story.filed(Tlp.AMBER, false, PersonalData.YES, new Consents(false, true, false, false, true, true));
        project();
        assertThat(publisher.published)
                .singleElement()
                .satisfies(one -> assertThat(((SectorEntry) one.value()).getRegimes())
                        .containsExactly("CYBER_RESPONSE_ACT", "ACTION_PLAN"));
    }

    @Test
    void amberIsMaskedDownToTheDay() throws Exception {
        story.filed(Tlp.AMBER, false);
        project();
        assertThat(publisher.published).singleElement().satisfies(one -> {
            var entry = (SectorEntry) one.value();
            assertThat(entry.getMasked()).isTrue();
            assertThat(entry.getOccurredAt()).isEqualTo(Instant.parse("2026-11-04T15:00:00Z"));
            assertThat(entry.getSeverity()).isEqualTo(2);
            assertThat(entry.getRegimes()).contains("ACTION_PLAN");
            assertThat(one.toString())
                    .doesNotContain("chubu-power")
                    .doesNotContain("制御系")
                    .doesNotContain(Story.THREAD.toString())
                    .doesNotContain(Story.REPORT.toString());
        });
    }

    @Test
    void whatIsNarrowerIsNotToldAtAll() throws Exception {
        story.filed(Tlp.AMBER_STRICT, false);
        project();
        assertThat(publisher.published).isEmpty();
        var red = new Story().filed(Tlp.RED, false);
        feed(red).project(List.copyOf(red.events), TABLES, connection);
        assertThat(publisher.published).isEmpty();
    }

    @Test
    void aDrillGoesToTheTwinAlone() throws Exception {
        story.filed(Tlp.GREEN, true);
        project();
        assertThat(publisher.topics()).containsExactly("exercise.sector.electricity");
    }

    @Test
    void aWithdrawnThreadIsTakenBackOnTheSameTopicAndKey() throws Exception {
        story.filed(Tlp.AMBER, false);
        project();
        story.happened(new ThreadWithdrawn(Story.THREAD, List.of(), Story.NOW.plusSeconds(90)));
        project();
        assertThat(publisher.published).hasSize(2);
        var entry = publisher.published.get(0);
        var recall = publisher.published.get(1);
        assertThat(recall.topic()).isEqualTo(entry.topic());
        assertThat(recall.key()).isEqualTo(entry.key());
        assertThat(((Recall) recall.value()).getEntries()).containsExactly(((SectorEntry) entry.value()).getEntryId());
        assertThat(((Recall) recall.value()).getReason()).isEqualTo("WITHDRAWN");
    }

    @Test
    void whoIsToldInFullIsToldOfEachLabel() throws Exception {
        story.filed(Tlp.CLEAR, false);
        project();
        story.narrowed(Tlp.GREEN);
        project();
        assertThat(labels()).containsExactly("CLEAR", "recall", "GREEN");
        assertThat(((Recall) publisher.published.get(1).value()).getEntries())
                .containsExactly(((SectorEntry) publisher.published.getFirst().value()).getEntryId());

        story.widened(Tlp.GREEN, Tlp.CLEAR);
        project();
        assertThat(labels())
                .as("what was told as GREEN may stand")
                .containsExactly("CLEAR", "recall", "GREEN", "CLEAR");
        assertThat(publisher.ids()).doesNotHaveDuplicates();
    }

    @Test
    void aCorrectionThatNarrowsTakesBackWhatWasToldUnderTheWiderLabel() throws Exception {
        story.filed(Tlp.CLEAR, false);
        project();
        story.labelled(Tlp.GREEN);
        project();
        assertThat(labels()).containsExactly("CLEAR", "recall", "GREEN");
    }

    @Test
    void eachTimeThatALabelReturnsWhatIsToldAndTakenBackHasIdsOfItsOwn() throws Exception {
        story.filed(Tlp.GREEN, false);
        project();
        for (int round = 0; round < 3; round++) {
            story.narrowed(Tlp.RED);
            project();
            story.widened(Tlp.RED, Tlp.GREEN);
            project();
        }
        assertThat(labels()).containsExactly("GREEN", "recall", "GREEN", "recall", "GREEN", "recall", "GREEN");
        assertThat(publisher.ids()).doesNotHaveDuplicates();
    }

    @Test
    void whatIsLeftAfterANarrowingIsTheLatestReportAndNotAnOlderOneThatWasMaskedBefore() throws Exception {
        story.filed(Tlp.AMBER, false);
        project();
        story.widened(Tlp.AMBER, Tlp.GREEN).retitled("訂正した件名");
        project();
        publisher.published.clear();

        story.narrowed(Tlp.AMBER);
        project();
        assertThat(labels()).containsExactly("recall", "recall", "AMBER");
        assertThat(((SectorEntry) publisher.published.getLast().value()).getKind())
                .isEqualTo("CORRECTION_SUBMITTED");

        story.widened(Tlp.AMBER, Tlp.GREEN);
        project();
        publisher.published.clear();
        story.narrowed(Tlp.AMBER);
        project();
        assertThat(labels()).containsExactly("recall", "recall", "AMBER");
        assertThat(publisher.ids()).doesNotHaveDuplicates();
    }

    private List<String> labels() {
        return publisher.published.stream()
                .map(one -> one.value() instanceof SectorEntry entry ? entry.getTlp() : "recall")
                .toList();
    }

    @Test
    void whatWentOutBeforeAKillIsTakenBackByTheNarrowingThatCameMeanwhile() throws Exception {
        story.filed(Tlp.GREEN, false);
        connection.setAutoCommit(false);
        project();
        var entry = (SectorEntry) publisher.published.getFirst().value();
        connection.rollback();
        publisher.published.clear();

        story.labelled(Tlp.AMBER_STRICT);
        projected = 0;
        project();

        assertThat(publisher.published).singleElement().satisfies(one -> {
            assertThat(one.topic()).isEqualTo("sector.electricity");
            assertThat(one.key()).isEqualTo(Story.THREAD.toString());
            assertThat(((Recall) one.value()).getEntries()).containsExactly(entry.getEntryId());
            assertThat(((Recall) one.value()).getReason()).isEqualTo("TLP_NARROWED");
        });
    }

    @Test
    void aNarrowingTellsTheSectorMaskedWhatItTakesBackInFull() throws Exception {
        story.filed(Tlp.GREEN, false);
        project();
        story.labelled(Tlp.AMBER);
        project();
        assertThat(publisher.published.stream()
                        .map(one -> one.value().getClass().getSimpleName()))
                .containsExactly("SectorEntry", "Recall", "SectorEntry");
        assertThat(((SectorEntry) publisher.published.getLast().value()).getMasked())
                .isTrue();
    }

    @Test
    void aHoldersNarrowingTakesBackAndTheOriginatorsWideningTellsTheLatestReportAgain() throws Exception {
        story.filed(Tlp.GREEN, false);
        project();
        story.narrowed(Tlp.RED);
        project();
        story.labelled(Tlp.GREEN);
        project();
        assertThat(told()).as("a filing does not undo it").containsExactly("full", "recall");

        story.widened(Tlp.RED, Tlp.AMBER);
        project();
        story.widened(Tlp.AMBER, Tlp.CLEAR);
        project();
        assertThat(told()).containsExactly("full", "recall", "masked", "full");
        assertThat(publisher.ids()).doesNotHaveDuplicates();
    }

    @Test
    void whatWasCorrectedIsNotToldAgainAsItWas() throws Exception {
        story.filed(Tlp.GREEN, false).retitled("訂正した件名").narrowed(Tlp.RED).widened(Tlp.RED, Tlp.GREEN);
        project();

        assertThat(((SectorEntry) publisher.published.getLast().value()).getTitle())
                .isEqualTo("訂正した件名");
    }

    @Test
    void aHoldersNarrowingToAmberLeavesTheSectorAMaskedEntry() throws Exception {
        story.filed(Tlp.GREEN, false).narrowed(Tlp.AMBER);
        project();

        assertThat(told()).as("the first in full never goes out").containsExactly("recall", "masked");
    }

    @Test
    void ofAWithdrawnThreadNoLabelTellsAnything() throws Exception {
        story.filed(Tlp.GREEN, false);
        project();
        story.happened(new ThreadWithdrawn(Story.THREAD, List.of(), Story.NOW.plusSeconds(90)));
        story.narrowed(Tlp.AMBER);
        project();

        assertThat(told()).containsExactly("full", "recall");
    }

    private List<String> told() {
        return publisher.published.stream()
                .map(one -> switch (one.value()) {
                    case SectorEntry entry -> entry.getMasked() ? "masked" : "full";
                    default -> "recall";
                })
                .toList();
    }

    @Test
    void whatWasNarrowerInBetweenIsToldOnlyAsWidelyAsItsLastLabelAllows() throws Exception {
        story.filed(Tlp.GREEN, false).labelled(Tlp.AMBER).labelled(Tlp.GREEN);
        project();
        // the first in full never goes out, and is taken back for all that
        assertThat(told()).containsExactly("recall", "masked", "full");
    }

    @Test
    void whatIsRecordedAgainAfterARestoreIsToldAndTakenBackUnderTheSameIds() throws Exception {
        story.filed(Tlp.AMBER, false);
        story.happened(new ThreadWithdrawn(Story.THREAD, List.of(), Story.NOW.plusSeconds(90)));
        connection.setAutoCommit(false);
        project();
        List<String> ids = publisher.ids();
        List<String> keys = publisher.keys();
        assertThat(ids).hasSize(2).doesNotHaveDuplicates();
        connection.rollback();
        publisher.published.clear();

        story.events.replaceAll(event -> new RecordedEvent(
                event.position() + 100,
                event.previous(),
                UUID.randomUUID(),
                event.type(),
                event.version(),
                event.occurredAt(),
                event.recordedAt(),
                event.tags(),
                event.metadata(),
                event.payload()));
        projected = 0;
        project();

        assertThat(publisher.ids()).isEqualTo(ids);
        assertThat(publisher.keys()).isEqualTo(keys);
    }

    @Test
    void theSameEventToldAgainBearsTheSameIds() throws Exception {
        story.filed(Tlp.AMBER, false);
        connection.setAutoCommit(false);
        project();
        List<String> first = publisher.ids();
        connection.rollback();
        projected = 0;
        publisher.published.clear();
        project();
        assertThat(publisher.ids()).isEqualTo(first);
    }
}
