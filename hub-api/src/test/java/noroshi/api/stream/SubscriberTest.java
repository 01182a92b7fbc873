package noroshi.api.stream;

import static noroshi.api.view.Story.Telling.about;
import static noroshi.api.view.Story.viewer;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import noroshi.api.view.RecordFixture;
import noroshi.api.view.Story;
import noroshi.api.view.timeline.Arrived.Filter;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.Remark;
import noroshi.core.report.Tlp;
import noroshi.core.request.RequestCommand.AnswerRequest;
import noroshi.core.request.RequestCommand.MakeRequest;
import noroshi.core.request.RequestContent;
import noroshi.core.request.RequestFacts;
import noroshi.core.request.RequestId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
class SubscriberTest {

    private static final Filter ALL = new Filter(null, null, null, false);
    private static final Duration NEVER = Duration.ofDays(1);

    private final RecordFixture record = new RecordFixture();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LiveFeed feed = new LiveFeed(record.views(), record.arrivals(), record.requests(), meters, 2);

    private Subscriber.Audit audit = (_, _) -> {};

    SubscriberTest() throws Exception {}

    /** What a subscriber was told, and whether its line still stands. */
    private static class Told implements Subscriber.Line {

        private final StringBuilder text = new StringBuilder();
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public synchronized void send(String more) throws IOException {
            text.append(more);
            notifyAll();
        }

        @Override
        public void hangUp() {
            ended.countDown();
        }

        synchronized String until(String what) throws InterruptedException {
            while (text.indexOf(what) < 0) {
                wait();
            }
            return text.toString();
        }

        void awaitEnd() throws InterruptedException {
            assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @BeforeEach
    void start() throws Exception {
        record.catchUp();
        feed.start();
    }

    @AfterEach
    void close() {
        feed.stop();
        record.close();
    }

    private void follow(String identity, long after, Subscriber.Line line, Duration heartbeat, Duration lifetime) {
        follow(identity, after, line, heartbeat, lifetime, ALL);
    }

    private void follow(
            String identity, long after, Subscriber.Line line, Duration heartbeat, Duration lifetime, Filter filter) {
        follow(feed, identity, after, line, heartbeat, lifetime, filter);
    }

    private void follow(
            LiveFeed of,
            String identity,
            long after,
            Subscriber.Line line,
            Duration heartbeat,
            Duration lifetime,
            Filter filter) {
        assertThat(of.enter()).isTrue();
        Thread.ofVirtual()
                .start(new Subscriber(
                        of,
                        audit,
                        new Wording(JsonMapper.shared()),
                        viewer(identity),
                        filter,
                        after,
                        line,
                        heartbeat,
                        lifetime));
    }

    @Test
    void whatIsRecordedIsToldAtOnceToThoseWhoMayKnowIt() throws Exception {
        var office = new Told();
        var other = new Told();
        long before = record.ledger().head();
        follow("nco:mori", before, office, NEVER, NEVER);
        follow("ministry:MHLW:sato", before, other, NEVER, NEVER);
        other.until("id: " + before);

        Story.begin(record, about("isewan-terminal", "told"));
        long head = record.ledger().head();

        assertThat(office.until("id: " + head))
                .startsWith("retry: 2000\nid: %d\n\nevent: entry\nid: %d\ndata: {".formatted(before, before + 1))
                .contains("\"kind\":\"REPORT_SUBMITTED\"", "isewan-terminal の障害")
                .endsWith("}\n\n");
        Story.begin(record, about("kitahama-medical", "healthcare"));
        assertThat(other.until("kitahama-medical")).doesNotContain("isewan");
        assertThat(meters.get("stream.subscribers").gauge().value()).isEqualTo(2);
    }

    @Test
    void whoComesThroughTheDoorsBeforeTheWatchBeginsIsToldAllTheSame() throws Exception {
        feed.stop();
        var early = new LiveFeed(record.views(), record.arrivals(), record.requests(), new SimpleMeterRegistry());
        long before = record.ledger().head();
        var told = new Told();
        follow(early, "nco:mori", before, told, NEVER, NEVER, ALL);
        told.until("id: " + before);
        Story.begin(record, about("isewan-terminal", "early"));

        early.start();
        told.until("id: " + record.ledger().head());
        early.stop();
        told.awaitEnd();
    }

    @Test
    void whoIsCutOffGoesOnAfterTheLastIdThatItHas() throws Exception {
        Story.begin(record, about("isewan-terminal", "first"));
        long first = record.ledger().head();
        Story.begin(record, about("isewan-terminal", "second").saying("二つ目", "続き"));
        var again = new Told();

        follow("nco:mori", first, again, NEVER, NEVER);

        assertThat(again.until("id: " + record.ledger().head())).contains("二つ目").doesNotContain("isewan-terminal の障害");
    }

    @Test
    void aSilentLineIsKeptOpenAndMovesTheIdOn() throws Exception {
        var told = new Told();
        long before = record.ledger().head();
        follow("ministry:MHLW:sato", before, told, Duration.ofMillis(20), NEVER);
        Story.begin(record, about("isewan-terminal", "silent"));
        assertThat(told.until(":\nid: " + record.ledger().head() + "\n\n")).doesNotContain("event:");
    }

    @Test
    void whatMustBeReadByNameIsPutDownBeforeItIsToldAndElseNotTold() throws Exception {
        var readers = new ArrayList<String>();
        audit = (viewer, subjects) -> {
            if (!subjects.isEmpty()) {
                readers.add(viewer.identity() + " " + subjects);
                throw new IllegalStateException("the log of readings is away");
            }
        };
        var office = new Told();
        var other = new Told();
        follow("nco:mori", record.ledger().head(), office, NEVER, NEVER);
        office.until("retry:");
        Story port = Story.begin(record, about("isewan-terminal", "audited"));

        office.awaitEnd();
        assertThat(office.until("retry:")).doesNotContain("isewan-terminal");
        assertThat(readers).containsExactly("nco:mori [thread:%s]".formatted(port.thread()));
        follow("ministry:MHLW:sato", 0, other, NEVER, NEVER);
        Story.begin(record, about("kitahama-medical", "needs no record"));
        assertThat(other.until("kitahama-medical")).doesNotContain("isewan-terminal");
    }

    @Test
    void aRequestIsToldToTheOfficeAndToWhomItIsAskedEachOfItsOwnPart() throws Exception {
        long begin = record.ledger().head();
        RequestId request = asked(Tlp.AMBER);
        long made = record.ledger().head();
        record.send(new AnswerRequest(
                request,
                new AuthorityCode("METI"),
                new Remark("5社が利用"),
                Tlp.AMBER,
                true,
                "ministry:METI:kato",
                record.clock().instant()));
        long answered = record.ledger().head();

        assertThat(told("nco:mori", begin))
                .contains("event: request\nid: %d\n".formatted(made), "event: request\nid: %d\n".formatted(answered))
                .contains("VPN 装置の利用状況", "5社が利用");
        assertThat(told("ministry:METI:kato", made))
                .contains("event: request\nid: %d\n".formatted(answered), "5社が利用")
                .doesNotContain("id: %d\ndata".formatted(made), "MHLW");
        assertThat(told("ministry:MHLW:ito", begin))
                .contains("event: request\nid: %d\n".formatted(made), "VPN 装置の利用状況")
                .doesNotContain("id: %d\ndata".formatted(answered), "5社が利用", "METI");
        assertThat(told("ministry:MLIT:suzuki", begin)).doesNotContain("event: request");
        assertThat(told("ministry:MHLW:ito", begin, new Filter(null, "MHLW", null, false)))
                .contains("event: request");
        assertThat(told("ministry:MHLW:ito", begin, new Filter(null, "METI", null, false)))
                .as("whom else the office asks")
                .doesNotContain("event: request");
        assertThat(told("ministry:METI:kato", begin, new Filter("GAS", null, null, false)))
                .doesNotContain("event: request");
        assertThat(told("nco:mori", begin, new Filter(null, null, null, true))).doesNotContain("event: request");
    }

    @Test
    void ofARedRequestAnOfficerWithoutANameIsToldThatItIsAskedAndNoWord() throws Exception {
        var readings = new ArrayList<String>();
        audit = (viewer, subjects) -> {
            synchronized (readings) {
                subjects.forEach(subject -> readings.add(viewer.identity() + " " + subject));
            }
        };
        long begin = record.ledger().head();
        RequestId request = asked(Tlp.RED);

        assertThat(told("ministry:METI:kato", begin)).contains("VPN 装置の利用状況");
        assertThat(told("ministry:METI", begin))
                .contains("event: request", request.toString())
                .doesNotContain("VPN 装置の利用状況");
        assertThat(readings).containsExactly("ministry:METI:kato request:" + request);
    }

    private RequestId asked(Tlp tlp) {
        var request = new RequestId(UUID.randomUUID());
        var facts = new RequestFacts(
                List.of(new AuthorityCode("METI"), new AuthorityCode("MHLW")),
                List.of(),
                List.of(),
                List.of(),
                tlp,
                false,
                false,
                record.clock().instant().plus(Duration.ofDays(10)));
        record.send(new MakeRequest(
                request,
                facts,
                new RequestContent("VPN 装置の利用状況", "所管事業者の利用状況を回答されたい"),
                "nco:sato",
                record.clock().instant()));
        return request;
    }

    /** All that one who follows from there on has been told once there is nothing more. */
    private String told(String identity, long after) throws Exception {
        return told(identity, after, ALL);
    }

    private String told(String identity, long after, Filter filter) throws Exception {
        var line = new Told() {
            private boolean gone;

            @Override
            public synchronized void send(String more) throws IOException {
                if (gone) {
                    throw new IOException("left");
                }
                super.send(more);
            }

            synchronized void leave() {
                gone = true;
            }
        };
        follow(identity, after, line, Duration.ofMillis(20), NEVER, filter);
        String told = line.until(":\nid: %d\n\n".formatted(record.ledger().head()));
        line.leave();
        line.awaitEnd();
        return told;
    }

    @Test
    void theStreamEndsWithTheToken() throws Exception {
        var told = new Told();
        follow("nco:mori", 0, told, NEVER, Duration.ofMillis(1));
        told.awaitEnd();
        assertThat(feed.subscribers()).isZero();
    }

    @Test
    void whoDoesNotReadIsSentAwayAndHoldsNobodyUp() throws Exception {
        var gone = new Told() {
            @Override
            public synchronized void send(String more) throws IOException {
                throw new IOException("broken pipe");
            }
        };
        follow("nco:mori", 0, gone, NEVER, NEVER);
        gone.awaitEnd();
        var other = new Told();
        follow("nco:mori", record.ledger().head(), other, NEVER, NEVER);
        Story.begin(record, about("isewan-terminal", "on"));
        other.until("REPORT_SUBMITTED");
    }

    /** Nothing is gathered for it meanwhile, however much comes. */
    @Test
    void forWhoDoesNotReadNothingIsGatheredAndNothingIsLost() throws Exception {
        var slow = new Slow();
        long begin = record.ledger().head();
        follow("nco:mori", begin, slow, NEVER, NEVER);
        Story.begin(record, about("isewan-terminal", "one").saying("一つ目", "続き"));
        slow.awaitFull();
        for (int i = 0; i < 20; i++) {
            Story.begin(record, about("isewan-terminal", "more-" + i).saying("以後の" + i, "続き"));
        }
        var other = new Told();
        follow("nco:sato", begin, other, NEVER, NEVER);
        other.until("以後の19");

        assertThat(slow.sent)
                .as("the opening, and what its reader did not take")
                .hasSize(2)
                .noneMatch(text -> text.contains("以後の"));
        slow.cutOff();
        slow.awaitEnd();

        var again = new Told();
        follow("nco:mori", begin, again, NEVER, NEVER);
        assertThat(again.until("以後の19")).contains("一つ目");
    }

    /** A line that takes the opening, and nothing more until it is cut off. */
    private static final class Slow extends Told {

        private final CountDownLatch full = new CountDownLatch(1);
        private final CountDownLatch cut = new CountDownLatch(1);
        private final List<String> sent = new CopyOnWriteArrayList<>();

        @Override
        public synchronized void send(String more) throws IOException {
            sent.add(more);
            if (sent.size() > 1) {
                full.countDown();
                await(cut);
                throw new IOException("timed out");
            }
        }

        void awaitFull() {
            await(full);
        }

        void cutOff() {
            cut.countDown();
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void onlySoManyFollowAtOnceAndTheNextTakesThePlaceOfWhoLeft() throws Exception {
        var told = new Told();
        follow("nco:mori", 0, told, Duration.ofMillis(20), NEVER);
        var leaving = new Told() {
            private boolean gone;

            @Override
            public synchronized void send(String more) throws IOException {
                if (gone) {
                    throw new IOException("broken pipe");
                }
                super.send(more);
            }

            synchronized void leave() {
                gone = true;
            }
        };
        follow("nco:sato", 0, leaving, Duration.ofMillis(20), NEVER);
        assertThat(feed.enter()).isFalse();

        leaving.leave();
        leaving.awaitEnd();
        assertThat(feed.enter()).isTrue();
    }

    @Test
    void atTheEndEveryLineIsHungUpAtOnceAndNobodyComesIn() throws Exception {
        var told = new Told();
        follow("nco:mori", record.ledger().head(), told, NEVER, NEVER);
        told.until("retry");
        feed.stop();
        assertThat(feed.subscribers()).isZero();
        told.awaitEnd();
        assertThat(feed.enter()).isFalse();
    }
}
