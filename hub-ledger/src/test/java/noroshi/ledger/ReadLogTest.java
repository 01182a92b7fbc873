package noroshi.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import noroshi.ledger.ReadLog.Filter;
import noroshi.ledger.ReadLog.Recorded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who read what stands in the log before the answer leaves, and nobody changes it unseen. */
@Timeout(60)
class ReadLogTest {

    private static final Instant AT = Instant.parse("2026-11-10T00:15:00.123456Z");
    private static final String THREAD = "thread:1";
    private static final String OTHER = "request:2";
    private static final Filter ALL = new Filter(null, null, null, null);

    private final TestServer.Database database = TestServer.database();
    private final HikariDataSource pool = database.pool();
    private final ReadLog log = new ReadLog(pool, new SimpleMeterRegistry());

    @AfterEach
    void close() {
        log.close();
        pool.close();
    }

    private static Reading reading(String reader, String... subjects) {
        return new Reading(AT, reader, "MINISTRY", "MLIT", "GET /v1/timeline", List.of(subjects));
    }

    private List<Recorded> page(Filter filter) {
        return log.page(filter, Long.MAX_VALUE, 100);
    }

    @Test
    void aReadingStandsInTheLogOnceItIsRecorded() throws Exception {
        log.record(reading("ministry:MLIT:sato", THREAD, OTHER, THREAD));

        assertThat(page(ALL)).singleElement().satisfies(recorded -> {
            assertThat(recorded.position()).isEqualTo(1);
            assertThat(recorded.reading()).isEqualTo(reading("ministry:MLIT:sato", OTHER, THREAD));
        });
        assertThat(ReadLog.verify(pool).sound()).isTrue();
        assertThat(ReadLog.verify(pool).head()).isEqualTo(page(ALL).getFirst().chain());
    }

    @Test
    void itIsFoundByThreadByReaderAndByTime() {
        log.record(reading("a", THREAD));
        log.record(reading("b", OTHER, THREAD));
        log.record(reading("a", OTHER));

        assertThat(page(new Filter(THREAD, null, null, null)))
                .extracting(Recorded::position)
                .containsExactly(2L, 1L);
        assertThat(page(new Filter(OTHER, "a", null, null)))
                .extracting(Recorded::position)
                .containsExactly(3L);
        assertThat(page(new Filter(null, null, AT, AT))).isEmpty();
        assertThat(page(new Filter(null, null, AT, AT.plusSeconds(1)))).hasSize(3);
        assertThat(log.page(ALL, 3, 1)).extracting(Recorded::position).containsExactly(2L);
    }

    @Test
    void manyAtOnceFromTwoProcessesAreOneChain() throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor();
                var second = new ReadLog(pool, new SimpleMeterRegistry())) {
            var all = new ArrayList<CompletableFuture<Void>>();
            for (int i = 0; i < 200; i++) {
                ReadLog one = i % 2 == 0 ? log : second;
                String reader = "reader-" + i;
                all.add(CompletableFuture.runAsync(() -> one.record(reading(reader, THREAD)), executor));
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        }
        Verifier.Result result = ReadLog.verify(pool);
        assertThat(result.findings()).isEmpty();
        assertThat(result.events()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update ledger.reading set reader = 'nobody' where position = 2",
                "update ledger.reading set subjects = '{}' where position = 2",
                "update ledger.reading set at = at + interval '1 microsecond' where position = 2",
                "update ledger.reading set outlet = 'GET /' where position = 2",
                "delete from ledger.reading where position = 2"
            })
    void whateverIsChangedIsFound(String change) throws Exception {
        for (String reader : List.of("a", "b", "c")) {
            log.record(reading(reader, THREAD));
        }
        database.execute(change);

        assertThat(ReadLog.verify(pool).findings()).hasSize(1);
    }

    @Test
    void theHubItselfMayNotChangeIt() {
        log.record(reading("a", THREAD));

        for (String change : List.of("delete from ledger.reading", "update ledger.reading set reader = 'b'")) {
            assertThatThrownBy(() -> TestServer.run(pool, change))
                    .hasRootCauseMessage("ERROR: permission denied for table reading");
        }
    }

    @Test
    void whatCannotBeRecordedIsRefused() {
        database.execute("alter table ledger.reading rename to away");

        assertThatThrownBy(() -> log.record(reading("a", THREAD))).isInstanceOf(LedgerUnavailable.class);
        database.execute("alter table ledger.away rename to reading");
        log.record(reading("a", THREAD));
        assertThat(page(ALL)).hasSize(1);
        log.close();
        assertThatThrownBy(() -> log.record(reading("a", THREAD))).isInstanceOf(LedgerUnavailable.class);
    }
}
