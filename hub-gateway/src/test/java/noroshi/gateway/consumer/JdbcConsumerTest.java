package noroshi.gateway.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import noroshi.gateway.TestDatabase;
import noroshi.gateway.consumer.Parking.Parked;
import noroshi.gateway.intake.IntakeKeys;
import noroshi.gateway.wire.Bookmark;
import noroshi.gateway.wire.Partition;
import noroshi.gateway.wire.Received;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class JdbcConsumerTest {

    private static final Partition FIRST = new Partition("intake.a", 0);
    private static final Partition SECOND = new Partition("reports.submitted", 11);
    private static final UUID TOPIC = new UUID(4, 2);
    private static final Instant AT = Instant.parse("2026-11-05T05:40:00Z");
    private static final DataSource DATABASE = TestDatabase.empty();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void makeTables() {
        JdbcClient.create(DATABASE).sql("create schema gateway").update();
        new ResourceDatabasePopulator(new ClassPathResource("db/gateway/V10__consumed_records.sql")).execute(DATABASE);
    }

    @BeforeEach
    void empty() {
        JdbcClient.create(DATABASE)
                .sql("truncate gateway.intake_offset, gateway.parked")
                .update();
    }

    private static JdbcParking parking() {
        return new JdbcParking(
                JdbcClient.create(DATABASE), new TransactionTemplate(new JdbcTransactionManager(DATABASE)), keys(AT));
    }

    private static IntakeKeys keys(Instant now) {
        return new IntakeKeys(
                folder.resolve("keys"), InstantSource.fixed(now), new ParkedDays(JdbcClient.create(DATABASE))::need);
    }

    private static Received record(long offset) {
        return new Received(
                FIRST, offset, "case-7", ByteBuffer.wrap(new byte[] {0, 1, 2}), Map.of("idempotency-key", "鍵"), AT);
    }

    @Test
    void offsetsMoveForwardAndNeverBack() {
        var offsets = new JdbcOffsets(JdbcClient.create(DATABASE));
        assertThat(offsets.load(Set.of(FIRST))).isEmpty();
        offsets.save(Map.of(FIRST, new Bookmark(TOPIC, 10), SECOND, new Bookmark(TOPIC, 3)));
        offsets.save(Map.of(FIRST, new Bookmark(TOPIC, 8), SECOND, new Bookmark(TOPIC, 4)));
        assertThat(offsets.load(Set.of(FIRST, SECOND, new Partition("intake.a", 1))))
                .containsOnly(Map.entry(FIRST, new Bookmark(TOPIC, 10)), Map.entry(SECOND, new Bookmark(TOPIC, 4)));
    }

    @Test
    void theOffsetsOfATopicMadeAgainBeginAnew() {
        var offsets = new JdbcOffsets(JdbcClient.create(DATABASE));
        var again = new Bookmark(new UUID(4, 3), 2);
        offsets.save(Map.of(FIRST, new Bookmark(TOPIC, 10)));
        offsets.save(Map.of(FIRST, again));
        assertThat(offsets.load(Set.of(FIRST))).containsOnly(Map.entry(FIRST, again));
    }

    @Test
    void aParkedRecordComesBackAsItWas() {
        JdbcParking parking = parking();
        parking.park("lane", record(5), "nobody foresaw this", 5, AT);
        assertThat(parking.holds("lane")).isTrue();
        assertThat(parking.first("lane")).hasValueSatisfying(parked -> {
            assertThat(parked.record()).isEqualTo(record(5));
            assertThat(parked.tries()).isEqualTo(5);
        });
    }

    @Test
    void whatAnOperatorsDoorBringsIsParkedSealed() {
        parking().park("lane", record(5), "nobody foresaw this", 5, AT);
        byte[] kept = JdbcClient.create(DATABASE)
                .sql("select value from gateway.parked")
                .query(byte[].class)
                .single();
        assertThat(kept)
                .isNotEqualTo(record(5).bytes())
                .hasSizeGreaterThan(record(5).bytes().length + 16);
    }

    @Test
    void theKeysOfParkedRecordsLiveAsLongAsThese() {
        JdbcParking parking = parking();
        keys(AT.minus(Duration.ofDays(1))).seal("sealed before midnight", new byte[1]);
        parking.park("lane", record(5), "nobody foresaw this", 5, AT);

        Instant later = AT.plus(Duration.ofDays(40));
        keys(later);
        assertThat(folder.resolve("keys").resolve("2026-11-04.key")).exists();
        Parked parked = parking().first("lane").orElseThrow();
        assertThat(parked.record()).isEqualTo(record(5));

        parking.settled(parked);
        keys(later.plus(Duration.ofDays(1)));
        assertThat(folder.resolve("keys").resolve("2026-11-05.key")).doesNotExist();
        assertThat(folder.resolve("keys").resolve("2026-11-04.key")).doesNotExist();
    }

    @Test
    void aKeyThatNoTextCanHoldIsParkedAsItIs() {
        JdbcParking parking = parking();
        var record = new Received(FIRST, 1, "a\0b", null, Map.of("idempotency-key", "c\0d"), AT);
        parking.park("lane", record, "not \0 and not \ud800", 5, AT);
        Parked parked = parking.first("lane").orElseThrow();
        assertThat(parked.record()).isEqualTo(record);
        parking.failedAgain(parked, "still \0");
        assertThat(parking.first("lane").orElseThrow().tries()).isEqualTo(6);
    }

    @Test
    void aTombstoneIsParkedToo() {
        JdbcParking parking = parking();
        parking.park("lane", new Received(FIRST, 1, null, null, Map.of(), AT), "why", 5, AT);
        assertThat(parking.first("lane").map(Parked::record))
                .contains(new Received(FIRST, 1, null, null, Map.of(), AT));
    }

    @Test
    void whatComesBehindIsParkedInOrderUntilTheLaneIsFree() {
        JdbcParking parking = parking();
        assertThat(parking.parkBehind("lane", record(5), AT)).isFalse();
        parking.park("lane", record(6), "why", 5, AT);
        assertThat(parking.parkBehind("lane", record(7), AT)).isTrue();
        assertThat(parking.parkBehind("lane", record(7), AT)).isTrue();
        assertThat(parking.size()).isEqualTo(2);
        Parked first = parking.first("lane").orElseThrow();
        assertThat(first.record().offset()).isEqualTo(6);
        parking.failedAgain(first, "again");
        assertThat(parking.first("lane").orElseThrow().tries()).isEqualTo(6);
        parking.settled(first);
        parking.settled(parking.first("lane").orElseThrow());
        assertThat(parking.parkBehind("lane", record(8), AT)).isFalse();
        assertThat(parking.lanes()).isEmpty();
    }

    @Test
    void whatOneProcessParksTheOthersLearn() {
        JdbcParking one = parking();
        JdbcParking other = parking();
        one.park("lane", record(5), "why", 5, AT);
        assertThat(other.holds("lane")).isFalse();
        other.refresh();
        assertThat(other.holds("lane")).isTrue();
    }
}
