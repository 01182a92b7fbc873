package noroshi.api.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import noroshi.api.desk.Progress;
import noroshi.api.view.campaign.CampaignProjection;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is asked of a view while an upgrade makes it anew. */
@Timeout(120)
class ViewsTest {

    private static final String NAME = "upgraded";
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    /** A view without rows, of some edition, that takes its first events once it may. */
    private record Upgraded(String name, int edition, CountDownLatch may) implements ApiProjection {

        @Override
        public List<String> tables() {
            return List.of(name);
        }

        @Override
        public String ddl(ViewTables tables) {
            return "create table %s (nothing int)".formatted(tables.of(name));
        }

        @Override
        public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection)
                throws InterruptedException {
            may.await();
        }
    }

    private static Views views(RecordFixture record, int edition, CountDownLatch may) {
        return views(record, new Upgraded(NAME, edition, may));
    }

    private static Views views(RecordFixture record, ApiProjection... projections) {
        return new Views(record.dataSource(), record.ledger(), new SimpleMeterRegistry(), List.of(projections));
    }

    @Test
    void byNoDoorIsAViewReadThatAnUpgradeStillMakesAnew() throws Exception {
        try (var record = new RecordFixture()) {
            long head = record.ledger().head();
            Views earlier = views(record, 1, new CountDownLatch(0));
            earlier.start();
            assertThat(earlier.await(NAME, head, LONG)).isTrue();
            earlier.stop();

            var may = new CountDownLatch(1);
            Views upgraded = views(record, 2, may);
            upgraded.start();
            Progress progress = (view, position) -> upgraded.await(view, position, SHORT);
            try {
                assertThatExceptionOfType(ViewBehind.class).isThrownBy(() -> upgraded.reach(NAME, 0));
                assertThatExceptionOfType(ViewBehind.class).isThrownBy(() -> progress.require(NAME, head));
                assertThatExceptionOfType(ViewBehind.class).isThrownBy(() -> progress.reach(NAME, null));
            } finally {
                may.countDown();
            }
            assertThat(upgraded.await(NAME, head, LONG)).isTrue();
            upgraded.reach(NAME, 0);
            upgraded.stop();
        }
    }

    /** A view whose tables are only made on its first start. */
    private record Slow(CountDownLatch begun, CountDownLatch may) implements ApiProjection {

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public List<String> tables() {
            return List.of(NAME);
        }

        @Override
        public String ddl(ViewTables tables) {
            begun.countDown();
            try {
                may.await();
            } catch (InterruptedException e) {
                throw new CancellationException("stopped");
            }
            return "create table %s (nothing int)".formatted(tables.of(NAME));
        }

        @Override
        public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) {}
    }

    @Test
    void whoeverAsksOnceItHasStartedIsNotToldOfAnUpgradeThatThereIsNot() throws Exception {
        try (var record = new RecordFixture()) {
            var begun = new CountDownLatch(1);
            var may = new CountDownLatch(1);
            Views views = views(record, new Slow(begun, may));
            Thread start = Thread.startVirtualThread(views::start);
            begun.await();
            assertThat(start.isAlive()).as("still starting").isTrue();

            may.countDown();
            start.join();
            assertThatNoException().isThrownBy(() -> views.await(NAME, 0, Duration.ZERO));
            views.stop();
        }
    }

    /** Every view's question asks beside it what a ministry knows of by a campaign alone. */
    @Test
    void whileTheCampaignsAreMadeAnewNoOtherViewIsReadEither() throws Exception {
        try (var record = new RecordFixture()) {
            var other = new Upgraded(NAME, 1, new CountDownLatch(0));
            Views earlier = views(record, other, new Upgraded(CampaignProjection.NAME, 1, new CountDownLatch(0)));
            earlier.start();
            assertThat(earlier.await(CampaignProjection.NAME, record.ledger().head(), LONG))
                    .isTrue();
            earlier.stop();

            var may = new CountDownLatch(1);
            Views upgraded = views(record, other, new Upgraded(CampaignProjection.NAME, 2, may));
            upgraded.start();
            try {
                assertThatExceptionOfType(ViewBehind.class).isThrownBy(() -> upgraded.reach(NAME, 0));
            } finally {
                may.countDown();
            }
            assertThat(upgraded.await(CampaignProjection.NAME, record.ledger().head(), LONG))
                    .isTrue();
            upgraded.reach(NAME, 0);
            upgraded.stop();
        }
    }
}
