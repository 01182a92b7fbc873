package noroshi.standalone;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Apicurio, whose answers are Confluent's under a path of its own: what the embedded registry does is no invention. */
@Timeout(300)
@TestInstance(Lifecycle.PER_CLASS)
class ApicurioRegistryIT extends RegistryContract {

    private static final Path INSTALLED = Path.of("target", "apicurio", "quarkus-run.jar");
    private static final int FOUND = 200;
    private static final int NOT_READY = 0;
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration START = Duration.ofMinutes(2);

    private final Path log;
    private final int port;
    private final Process process;

    ApicurioRegistryIT(@TempDir Path folder) throws IOException {
        log = folder.resolve("apicurio.log");
        port = Loopback.freePort();
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-Dquarkus.http.host=" + Loopback.ADDRESS,
                        "-Dquarkus.http.port=" + port,
                        "-Dquarkus.management.host=" + Loopback.ADDRESS,
                        "-Dquarkus.management.port=" + Loopback.freePort(),
                        // unless told, it checks nothing
                        "-Dapicurio.rules.global.compatibility=BACKWARD",
                        "-jar",
                        INSTALLED.toString())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(log.toFile()))
                .start();
    }

    @BeforeAll
    void awaitItsAnswer() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var subjects = HttpRequest.newBuilder(URI.create(url() + "/subjects"))
                    .timeout(ANSWER)
                    .build();
            LiveHub.await("Apicurio's answer", () -> status(http, subjects), status -> status == FOUND, START);
        } catch (AssertionError e) {
            throw new AssertionError(Files.readString(log), e);
        }
    }

    @AfterAll
    void stop() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    protected String url() {
        return "http://" + Loopback.ADDRESS + ":" + port + "/apis/ccompat/v7";
    }

    @Override
    protected Map<String, Object> writer() {
        return Map.of();
    }

    private static int status(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            // it does not listen yet, or breaks off what it can't answer yet
            return NOT_READY;
        }
    }
}
