package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import noroshi.standalone.veris.HubApi.Answer;

/** A national office that issues one bulletin after the other. What it was told is issued is what the hub has promised. */
final class Issuer implements AutoCloseable {

    /** To whom the bulletins go. */
    static final List<String> SECTORS = List.of("ELECTRICITY", "GAS");

    private static final Identity OFFICE = Identity.parse("nco:tanaka");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpHub http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<String> issued = new ConcurrentLinkedQueue<>();
    private final Future<?> work;
    private volatile boolean stopped;

    /** Begins to issue. */
    Issuer(HttpHub http) {
        this.http = http;
        this.work = threads.submit(() -> {
            issue();
            return null;
        });
    }

    private void issue() throws InterruptedException {
        try {
            for (int number = 0; !stopped; number++) {
                Answer drafted = http.post(
                        OFFICE,
                        "/v1/bulletins",
                        Map.of(
                                "sectors",
                                SECTORS,
                                "tlp",
                                "GREEN",
                                "title",
                                "注意喚起 " + number,
                                "text",
                                "VPN 装置を更新してください。"));
                String id = drafted.body().path("bulletinId").asString("");
                if (drafted.status() == 201
                        && http.post(OFFICE, "/v1/bulletins/%s/issue".formatted(id), Map.of())
                                        .status()
                                == 200) {
                    issued.add(id);
                }
            }
        } catch (IOException e) {
            // Killed: what had no answer may be issued or not.
            assertThat(e).isNotNull();
        }
    }

    /** The ids of what the hub has said is issued. */
    List<String> stop() throws Exception {
        stopped = true;
        work.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return List.copyOf(issued);
    }

    @Override
    public void close() {
        stopped = true;
        threads.close();
    }
}
