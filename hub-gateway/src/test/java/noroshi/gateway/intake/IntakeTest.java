package noroshi.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Kind;
import noroshi.form.Forms;
import noroshi.gateway.wire.BrokerUnavailable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class IntakeTest {

    private static final Instant NOW = Instant.parse("2026-11-05T12:00:00Z");
    private static final String NOWHERE = "jdbc:postgresql://127.0.0.1:1/none";

    @TempDir
    Path folder;

    @Test
    void whileTheDaysKeyCantBeMadeAFilingIsPutOffAndThenTaken() throws IOException {
        var now = new AtomicReference<>(NOW);
        Path keys = folder.resolve("keys");
        Intake intake = intake(keys, now::get);
        Path away = Files.move(keys, folder.resolve("away"));
        now.updateAndGet(day -> day.plus(Duration.ofDays(1)));

        assertThatThrownBy(() -> intake.take(Filings.OPERATOR, "key", Kind.REPORT, null, Filings.smallest()))
                .isInstanceOf(BrokerUnavailable.class);

        Files.move(away, keys);
        assertThat(intake.take(Filings.OPERATOR, "key", Kind.REPORT, null, Filings.smallest()))
                .isNotNull();
    }

    /** With neither register nor keys nobody can say whom it tells, or whether it was taken before. */
    @Test
    void whileTheDatabaseIsAwayACeptoarIsAskedToComeAgainAndNobodyElse() throws IOException {
        Intake intake = intake(folder.resolve("keys"), () -> NOW);

        assertThatThrownBy(() -> intake.take(
                        new OperatorSlug("ceptoar-healthcare"), "key", Kind.REPORT, null, Filings.smallest()))
                .isInstanceOf(BrokerUnavailable.class);
        assertThat(intake.take(Filings.OPERATOR, "key", Kind.REPORT, null, Filings.smallest()))
                .isNotNull();
    }

    private static Intake intake(Path keys, InstantSource clock) throws IOException {
        return new Intake(
                new FilingReader(Forms.shipped()),
                new Anonymity(() -> {
                    throw new DataAccessResourceFailureException("away");
                }),
                new FilingRecords(new IntakeKeys(keys, clock, _ -> false)),
                new FiledKeys(new DriverManagerDataSource(NOWHERE)),
                (_, _, _, _) -> CompletableFuture.runAsync(() -> {}),
                InstantSource.fixed(NOW),
                Intake.Patience.USUAL,
                new SimpleMeterRegistry());
    }
}
