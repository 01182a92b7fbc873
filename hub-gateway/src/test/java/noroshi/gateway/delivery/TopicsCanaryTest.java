package noroshi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import noroshi.avro.Bulletin;
import noroshi.avro.Recall;
import noroshi.avro.SectorEntry;
import noroshi.core.report.NamedUuid;
import noroshi.core.sharing.Disclosure.Extent;
import noroshi.core.sharing.Viewer;
import noroshi.gateway.TestDatabase;
import noroshi.gateway.delivery.RandomStory.Word;
import noroshi.gateway.delivery.RecordingPublisher.Published;
import noroshi.gateway.wire.TopicReaders;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happened, no word goes out on a topic that one of its readers may not read by then, in a bulletin none but of
 * the attack; on the sectors' none stands that one of them may not read any more. The build tells the same histories each time,
 * {@code -Dcanary.histories} so many others; a failure names its seed, and {@code -Dcanary.seed} tells that one again.
 */
class TopicsCanaryTest {

    private static final ViewTables TABLES = new ViewTables("gateway", 1);
    private static final DataSource DATABASE = TestDatabase.empty();
    private static final int HISTORIES = Integer.getInteger("canary.histories", 0);
    private static final long SEED = Long.getLong("canary.seed", 20_261_123);
    private static final int OF_THE_BUILD = 20;
    private static final int ROUNDS = 25;
    private static final int MOST_ACTS = 4;

    static LongStream seeds() {
        return HISTORIES > 0
                ? new Random().longs(HISTORIES, 0, 1L << 32)
                : LongStream.range(0, OF_THE_BUILD).map(each -> SEED + each);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noTopicHoldsAWordThatTheRulesDenyOneOfItsReaders(long seed) throws Exception {
        var story = new RandomStory(seed);
        var bulletins = new RandomBulletins(story, new Random(seed));
        var random = new Random(seed);
        var publisher = new RecordingPublisher();
        var sectors = new SectorFeed(
                story::histories,
                () -> RandomStory.SCOPE_EVENTS,
                name -> NamedUuid.of("pseudonym", name).toString(),
                publisher,
                publisher);
        var deliveries = new Deliveries(
                story::histories,
                publisher,
                publisher,
                story::decide,
                InstantSource.fixed(Story.NOW.plusSeconds(5)),
                URI.create("http://localhost:8080"),
                new SimpleMeterRegistry());
        var feed = new BulletinFeed(bulletins::histories, publisher, publisher);
        var standing = new LinkedHashMap<UUID, Published>();
        int told = 0;
        int toldByBulletins = 0;
        try (Connection connection = DATABASE.getConnection()) {
            make(sectors, connection);
            int sectorsAt = 0;
            int deliveriesAt = 0;
            for (int round = 0; round < ROUNDS; round++) {
                for (int act = random.nextInt(MOST_ACTS); act >= 0; act--) {
                    story.act();
                    bulletins.act();
                }
                List<RecordedEvent> ofSectors = List.copyOf(story.events.subList(sectorsAt, story.events.size()));
                sectorsAt = story.events.size();
                sectors.project(ofSectors, TABLES, connection);
                feed.project(ofSectors, TABLES, connection);
                List<RecordedEvent> ofDeliveries = List.copyOf(story.events.subList(deliveriesAt, sectorsAt));
                deliveriesAt = sectorsAt;
                deliveries.project(ofDeliveries, TABLES, connection);

                var readers =
                        TopicReaders.of(RandomStory.SCOPE, RandomStory.register(), story.decided(), RandomStory.TODAY);
                var leaks = new ArrayList<String>();
                for (Published one : publisher.published) {
                    int words = told(story, bulletins, one, readers, leaks);
                    told += words;
                    toldByBulletins += one.value() instanceof Bulletin ? words : 0;
                    stand(one, standing);
                }
                assertThat(leaks).as("told, seed %d", seed).isEmpty();
                publisher.published.clear();
                standing.values().forEach(one -> told(story, bulletins, one, readers, leaks));
                assertThat(leaks).as("standing, seed %d", seed).isEmpty();
            }
        }
        assertThat(told).as("words told, seed %d", seed).isPositive();
        assertThat(toldByBulletins).as("words told by bulletins, seed %d", seed).isPositive();
    }

    private static void make(SectorFeed feed, Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("drop schema if exists gateway cascade");
            statement.execute("create schema gateway");
            statement.execute(feed.ddl(TABLES));
        }
    }

    private static void stand(Published one, Map<UUID, Published> standing) {
        switch (one.value()) {
            case SectorEntry entry -> standing.put(entry.getEntryId(), one);
            case Recall recall -> recall.getEntries().forEach(standing::remove);
            default -> {}
        }
    }

    /** How many words a record tells; those that it may not are leaks. */
    private static int told(
            RandomStory story,
            RandomBulletins bulletins,
            Published one,
            Map<String, Set<Viewer>> readers,
            List<String> leaks) {
        String text = one.key() + one.value() + one.headers();
        assertThat(readers).as("known topics").containsKey(one.topic());
        Set<Viewer> all = readers.getOrDefault(one.topic(), Set.of());
        int told = 0;
        for (Word word : story.words()) {
            if (text.contains(word.text())) {
                told++;
                if (!word.isContent() || one.topic().startsWith("exercise.") != word.exercise()) {
                    leaks.add("%s: %s".formatted(one.topic(), word.where()));
                }
                all.stream()
                        .filter(reader -> !mayBeTold(story, bulletins, one, reader, word))
                        .forEach(reader -> leaks.add("%s tells %s (%s): %s of %s"
                                .formatted(
                                        one.topic(),
                                        reader.identity(),
                                        story.extent(reader, word.thread()),
                                        word.where(),
                                        story.operator(word.thread()))));
            }
        }
        for (var thread : story.threads()) {
            if (text.contains(story.operator(thread).value())
                    && (one.value() instanceof Bulletin || text.contains(thread.toString()))) {
                all.stream()
                        .filter(reader -> one.value() instanceof Bulletin
                                || !story.extent(reader, thread).showsContent())
                        .forEach(reader -> leaks.add("%s tells %s the operator %s"
                                .formatted(one.topic(), reader.identity(), story.operator(thread))));
            }
        }
        return told;
    }

    private static boolean mayBeTold(
            RandomStory story, RandomBulletins bulletins, Published one, Viewer reader, Word word) {
        if (one.value() instanceof Bulletin) {
            return bulletins.mayTell(one.key(), reader, word);
        }
        Extent extent = story.extent(reader, word.thread());
        return word.isKeptBack() ? extent.showsContact() : extent.showsContent();
    }
}
