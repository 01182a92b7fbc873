package noroshi.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class BenchTest {

    private static final Machine MACHINE = new Machine(2, "a processor", "Linux", "a JVM", 0.5, "2026-11-22T05:00:00Z");

    @Test
    void aPercentileIsTheLeastValueThatSoManyDoNotExceed() {
        var latencies = Latencies.ofNanos(
                LongStream.rangeClosed(1, 200).map(i -> 201 - i).boxed().toList());

        assertThat(latencies.percentile(50)).isEqualTo(Duration.ofNanos(100));
        assertThat(latencies.percentile(99)).isEqualTo(Duration.ofNanos(198));
        assertThat(latencies.percentile(100)).isEqualTo(Duration.ofNanos(200));
        assertThat(Latencies.ofNanos(List.of(7L)).percentile(1)).isEqualTo(Duration.ofNanos(7));
    }

    @Test
    void nothingMeasuredHasNoPercentile() {
        assertThatThrownBy(() -> Latencies.ofNanos(List.of()).percentile(50)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFigureStandsBesideItsRawLimitWithTheRatio() {
        var report = new Report(
                "ledger",
                MACHINE,
                List.of(
                        Figure.of("creates", 5_000, "events/s").against("bare insert", 20_000),
                        Figure.of("events a commit", 12.5, "events")));

        assertThat(report.table()
                        .lines()
                        .skip(1)
                        .map(line -> line.replaceAll(" +", " ").strip()))
                .containsExactly(
                        "measured unit raw ratio raw limit",
                        "creates 5,000 events/s 20,000 0.250 bare insert",
                        "events a commit 12.50 events");
        var json = JsonMapper.shared().readTree(report.json());
        assertThat(json.at("/benchmark").asString()).isEqualTo("ledger");
        assertThat(json.at("/machine/processors").asInt()).isEqualTo(2);
        assertThat(json.at("/figures/0/raw/value").asDouble()).isEqualTo(20_000);
        assertThat(json.at("/figures/0/ratio").asDouble()).isEqualTo(0.25);
        assertThat(json.at("/figures/1").has("ratio")).isFalse();
    }

    @Test
    void aRawLimitOfNothingHasNoRatio() {
        assertThat(Figure.of("creates", 1, "events/s").against("bare insert", 0).ratio())
                .isEmpty();
    }

    @Test
    void aLoadDoesAThingExactlySoOftenHoweverManyAreInFlight() throws Exception {
        var done = new AtomicInteger();

        Load.Run run = Load.times(100, 7, done::incrementAndGet);

        assertThat(done).hasValue(100);
        assertThat(run.latencies().count()).isEqualTo(100);
    }

    @Test
    void aPacedLoadStartsAllThatWereDue() throws Exception {
        var done = new AtomicInteger();

        Load.Run run = Load.paced(100, Duration.ofSeconds(1), done::incrementAndGet);

        assertThat(done).hasValue(100);
        assertThat(run.elapsed()).isBetween(Duration.ofMillis(900), Duration.ofSeconds(10));
    }

    @Test
    void aFailureEndsTheRun() {
        assertThatThrownBy(() -> Load.times(10, 2, () -> {
                    throw new IllegalStateException("away");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("away");
    }

    @Test
    void memoryIsTheProportionalShareOfARollup() {
        assertThat(Memory.mebibytes(List.of("Rss:  9999 kB", "Pss:       2048 kB", "Pss_Dirty:   11 kB")))
                .isEqualTo(2);
    }

    @Test
    void anUnknownNameIsOneLineAndExitCode2() {
        assertThat(run(Map.of(), "nosuch"))
                .isEqualTo(
                        "2: hub: bench nosuch: unknown (expected: ledger, projections, views, way, stream, start, kill, or nothing for all but kill)\n");
        assertThat(run(Map.of(), "ledger", "views")).startsWith("2: hub: bench ledger views: unknown");
    }

    @Test
    void aWrongNumberNamesItsVariable() {
        assertThat(run(Map.of("HUB_BENCH_SECONDS", "0"), "ledger"))
                .isEqualTo("2: hub: HUB_BENCH_SECONDS: 0 (expected: a number from 1 to 600)\n");
    }

    private static String run(Map<String, String> environment, String... arguments) {
        var lines = new ByteArrayOutputStream();
        var err = new PrintStream(lines, true, UTF_8);
        var nowhere = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
        int code = new Bench(environment, nowhere, err).run(List.of(arguments));
        return code + ": " + lines.toString(UTF_8);
    }
}
