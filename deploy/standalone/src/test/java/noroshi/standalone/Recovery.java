package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import noroshi.standalone.Filers.Accepted;
import noroshi.standalone.veris.HubApi.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a hub goes on by itself once what it stands on is back: from the door to the ministry, and by its own word. */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final String SLUG = "chubu-power";
    private static final String ANALYST = "nco:tanaka";

    /** The issue's, from the return to a filing that is recorded, delivered and seen. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final LiveHub hub;
    private final PatientCaller caller;
    private final List<Accepted> probes = new ArrayList<>();

    /** @param caller has the tokens of {@code operator:chubu-power} and {@code nco:tanaka} */
    Recovery(LiveHub hub, PatientCaller caller) {
        this.hub = hub;
        this.caller = caller;
    }

    /** What was filed to see whether it recovers. */
    List<Accepted> probes() {
        return List.copyOf(probes);
    }

    /** Returns when all goes on, which must be in time after {@code back}, by {@link System#nanoTime}. */
    void awaitSince(String what, long back) throws Exception {
        probe(what);
        Duration filed = Duration.ofNanos(System.nanoTime() - back);
        LiveHub.await("%s: health".formatted(what), () -> managed("/actuator/health"), LiveHub::isHealthy);
        Duration healthy = Duration.ofNanos(System.nanoTime() - back);
        LOG.info(
                "{}: filed, delivered and seen {} ms after the return, healthy {} ms after it",
                what,
                filed.toMillis(),
                healthy.toMillis());
        assertThat(healthy).as("%s: recovery", what).isLessThan(LIMIT);
    }

    /** Files, and returns when it is recorded, shown and delivered. */
    void probe(String what) throws Exception {
        Answer answer = caller.postAsOperator(SLUG, "/v1/reports", "probe-" + what.replace(' ', '-'), body(what));
        assertThat(answer.status()).as("%s: %s", what, answer.body()).isEqualTo(202);
        String thread = answer.body().path("threadId").asString();
        probes.add(new Accepted(SLUG, answer.body().path("reportId").asString(), thread));
        LiveHub.await(
                "%s: the probe's delivery".formatted(what),
                () -> caller.get(ANALYST, "/v1/reports/" + thread).answer(),
                shown -> shown.status() == 200
                        && shown.body()
                                .path("deliveries")
                                .findValuesAsString("state")
                                .contains("MADE"));
    }

    /** What the management port says. */
    String managed(String path) throws IOException, InterruptedException {
        return hub.managed(path);
    }

    static Map<String, Object> body(String title) {
        return Map.of(
                "form", "OTHER_CYBER",
                "stage", "PRELIMINARY",
                "awarenessAt", "2026-11-05T05:40:00+09:00",
                "title", title,
                "summary", "調査中",
                "serviceLines", List.of("ELECTRICITY"));
    }
}
