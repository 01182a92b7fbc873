package noroshi.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Kind;
import noroshi.core.report.ReportId;
import noroshi.core.report.ThreadId;
import noroshi.gateway.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FiledKeysTest {

    private static final int AT_ONCE = 12;
    private static final int ROUNDS = 400;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final OperatorSlug OPERATOR = new OperatorSlug("nangoku-gas");
    private static final Instant FIRST = Instant.parse("2026-11-05T05:40:00Z");

    @SuppressWarnings("NullAway.Init")
    private static TestDatabase database;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void manyAtOnceUnderOneKeyAreKeptOnce() throws Exception {
        var keys = new FiledKeys(database.dataSource(), LONG);
        var together = new CyclicBarrier(AT_ONCE);
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int round = 0; round < ROUNDS; round++) {
                String key = "round-" + round;
                List<Future<Optional<FiledKeys.Filed>>> answers = new ArrayList<>();
                for (int filing = 0; filing < AT_ONCE; filing++) {
                    FiledKeys.Filed filed = filed(key, FIRST.plusMillis(filing));
                    Callable<Optional<FiledKeys.Filed>> keep = () -> {
                        together.await();
                        return keys.keep(filed);
                    };
                    answers.add(threads.submit(keep));
                }
                List<Optional<FiledKeys.Filed>> kept = new ArrayList<>();
                for (var answer : answers) {
                    kept.add(answer.get());
                }
                assertThat(kept).as(key).filteredOn(Optional::isEmpty).hasSize(1);
                assertThat(kept.stream().flatMap(Optional::stream).distinct()).hasSize(1);
            }
        }
    }

    private static FiledKeys.Filed filed(String key, Instant receivedAt) {
        var report = ReportId.of(OPERATOR, key);
        return new FiledKeys.Filed(
                OPERATOR, key, "0".repeat(64), report, ThreadId.openedBy(report), Kind.REPORT, receivedAt);
    }
}
