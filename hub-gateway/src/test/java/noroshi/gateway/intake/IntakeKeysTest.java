package noroshi.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import noroshi.avro.SealedContent;
import noroshi.core.report.ReportId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeKeysTest {

    private static final byte[] CONTENT = "電子カルテの暗号化".getBytes(StandardCharsets.UTF_8);
    private static final Instant DAY = Instant.parse("2026-11-05T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void whatIsSealedByOneGatewayIsOpenedByAnother() {
        SealedContent sealed = on(DAY).seal(Filings.REPORT, CONTENT);

        assertThat(sealed.getKeyId()).isEqualTo("2026-11-05");
        assertThat(on(DAY).open(Filings.REPORT, sealed)).isEqualTo(CONTENT);
    }

    @Test
    void aKeyIsForTheHubsUserAlone() throws IOException {
        on(DAY);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("2026-11-05.key"))))
                .isEqualTo("rw-------");
        assertThat(files()).containsExactly("2026-11-05.key");
    }

    @Test
    void anotherReportsSealAndAChangedOneAreBroken() {
        IntakeKeys keys = on(DAY);
        SealedContent sealed = keys.seal(Filings.REPORT, CONTENT);
        byte[] changed = sealed.getBytes().array().clone();
        changed[20] ^= 1;

        assertThatThrownBy(() -> keys.open(ReportId.of(Filings.OPERATOR, "another"), sealed))
                .isInstanceOf(UnsealedContent.class);
        assertThatThrownBy(
                        () -> keys.open(Filings.REPORT, new SealedContent(sealed.getKeyId(), ByteBuffer.wrap(changed))))
                .isInstanceOf(UnsealedContent.class);
        assertThatThrownBy(() -> keys.open(Filings.REPORT, new SealedContent("../2026-11-05", sealed.getBytes())))
                .isInstanceOf(UnsealedContent.class);
        assertThatThrownBy(
                        () -> keys.open(Filings.REPORT, new SealedContent(sealed.getKeyId(), ByteBuffer.allocate(5))))
                .isInstanceOf(UnsealedContent.class);
    }

    @Test
    void aKeyIsKeptForFifteenDaysAndThenGone() {
        SealedContent sealed = on(DAY).seal(Filings.REPORT, CONTENT);

        assertThat(on(DAY.plus(Duration.ofDays(IntakeKeys.KEPT_DAYS))).open(Filings.REPORT, sealed))
                .isEqualTo(CONTENT);
        IntakeKeys later = on(DAY.plus(Duration.ofDays(IntakeKeys.KEPT_DAYS + 1)));
        assertThatThrownBy(() -> later.open(Filings.REPORT, sealed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gone");
    }

    @Test
    void aHubThatRunsForMonthsForgetsOneKeyADay() throws IOException {
        var now = new AtomicReference<>(DAY);
        var keys = new IntakeKeys(folder, now::get, _ -> false);
        for (int day = 1; day <= 4 * IntakeKeys.KEPT_DAYS; day++) {
            now.set(DAY.plus(Duration.ofDays(day)));
            keys.seal(Filings.REPORT, CONTENT);
        }

        assertThat(files()).hasSize(IntakeKeys.KEPT_DAYS + 1);
    }

    @Test
    void gatewaysThatStartAtOnceShareTheDaysKey() throws Exception {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<SealedContent> sealing = () -> {
                start.await();
                return on(DAY).seal(Filings.REPORT, CONTENT);
            };
            List<Future<SealedContent>> sealed = IntStream.range(0, 16)
                    .mapToObj(_ -> threads.submit(sealing))
                    .toList();
            start.countDown();
            for (Future<SealedContent> one : sealed) {
                assertThat(on(DAY).open(Filings.REPORT, one.get())).isEqualTo(CONTENT);
            }
        }
    }

    private IntakeKeys on(Instant now) {
        return new IntakeKeys(folder, InstantSource.fixed(now), _ -> false);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
