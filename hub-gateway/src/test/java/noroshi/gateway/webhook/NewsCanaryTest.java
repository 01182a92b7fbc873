package noroshi.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import noroshi.core.report.ThreadId;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.gateway.delivery.RandomStory;
import noroshi.gateway.delivery.RandomStory.Word;
import noroshi.ledger.EventJson;
import noroshi.ledger.RecordedEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happened, no webhook is told a word of anyone's, nor of a thread that its owner may not know of. A failure names
 * its seed, and {@code -Dcanary.seed} tells that history again.
 */
class NewsCanaryTest {

    private static final long SEED = Long.getLong("canary.seed", 20_261_123);
    private static final int HISTORIES = 20;
    private static final int ACTS = 60;

    /** Everybody who may have webhooks, and some who may not. */
    private static final List<Viewer> OWNERS = Stream.concat(
                    RandomStory.register().stream()
                            .map(entry -> viewer(Role.OPERATOR, entry.slug().value())),
                    Stream.of(
                            viewer(Role.MINISTRY, "METI"),
                            viewer(Role.MINISTRY, "FSA"),
                            viewer(Role.MINISTRY, "MHLW"),
                            viewer(Role.MINISTRY, "MLIT"),
                            viewer(Role.MINISTRY, "MIC"),
                            viewer(Role.MINISTRY, "JPCERT"),
                            viewer(Role.NCO, "NCO"),
                            viewer(Role.PM_CAO, "PM_CAO"),
                            viewer(Role.PPC, "PPC"),
                            viewer(Role.POLICE, "13"),
                            viewer(Role.CEPTOAR, "FINANCE"),
                            viewer(Role.COUNCIL, "ono"),
                            viewer(Role.HQ, "HQ"),
                            viewer(Role.AUDITOR, "AUDITOR")))
            .toList();

    private final NewsReader reader = new NewsReader(_ -> Set.of(), URI.create("https://hub.example.jp"));

    private static Viewer viewer(Role role, String organisation) {
        return new Owner(role, organisation).viewer();
    }

    static LongStream seeds() {
        return LongStream.range(SEED, SEED + HISTORIES);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noWebhookIsToldAWordNorOfAThreadThatItsOwnerMayNotKnowOf(long seed) {
        var story = new RandomStory(seed);
        for (int act = 0; act < ACTS; act++) {
            story.act();
        }
        var leaks = new ArrayList<String>();
        int told = 0;
        for (ThreadId thread : story.threads()) {
            List<RecordedEvent> history = story.histories(Set.of(thread)).getOrDefault(thread, List.of());
            var about = reader.about(history);
            for (Viewer owner : OWNERS) {
                for (RecordedEvent recorded : history) {
                    Optional<News> news = about.read(owner, recorded);
                    if (news.isPresent()) {
                        told++;
                        leaks.addAll(leaks(story, owner, recorded, news.get()));
                    }
                }
            }
        }
        assertThat(leaks).as("seed %d", seed).isEmpty();
        assertThat(told).as("news told, seed %d", seed).isPositive();
    }

    private static List<String> leaks(RandomStory story, Viewer owner, RecordedEvent recorded, News news) {
        ThreadId thread = ((ReportThreadEvent) recorded.payload()).thread();
        String text = EventJson.mapper().writeValueAsString(news);
        var leaks = new ArrayList<String>();
        if (!story.extent(owner, thread).showsExistence()) {
            leaks.add("%s %s is told of what it may not know: %s"
                    .formatted(owner.role(), owner.organisation(), news.kind()));
        }
        story.words().stream()
                .filter(word -> text.contains(word.text()))
                .map(Word::where)
                .forEach(where -> leaks.add("%s to %s: %s".formatted(news.kind(), owner.role(), where)));
        if (text.contains(story.operator(thread).value())) {
            leaks.add("%s to %s names the operator".formatted(news.kind(), owner.role()));
        }
        return leaks;
    }
}
