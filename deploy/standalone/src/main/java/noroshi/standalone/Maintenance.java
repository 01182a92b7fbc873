package noroshi.standalone;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import noroshi.api.Projections;
import noroshi.api.view.Views;
import noroshi.core.module.CoreModule;
import noroshi.gateway.intake.SubmissionProjection;
import noroshi.ledger.ChainLink;
import noroshi.ledger.Ledger;
import noroshi.ledger.LedgerDatabase;
import noroshi.ledger.Projection;
import noroshi.ledger.ReadLog;
import noroshi.ledger.Rebuild;
import noroshi.ledger.StoredTypes;
import noroshi.ledger.Verifier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** 保守. What an administrator does with the record: verify it, or a receipt; rebuild the views made from it. */
final class Maintenance {

    private final Map<String, String> environment;
    private final PrintStream out;

    Maintenance(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    /** Walks the chains of the record and of who read it; whether both are sound. */
    boolean verify() throws IOException, SQLException {
        try (var hub = StoredHub.open(environment)) {
            var result = new Verifier(hub.runtime().dataSource()).verify();
            result.findings().forEach(finding -> out.printf("position %d: %s%n", finding.position(), finding.what()));
            var readings = ReadLog.verify(hub.runtime().dataSource());
            readings.findings().forEach(finding -> out.printf("reading %d: %s%n", finding.position(), finding.what()));
            boolean isSound = result.sound() && readings.sound();
            out.printf(
                    "%d events, head %s; %d readings, head %s: %s%n",
                    result.events(), result.head(), readings.events(), readings.head(), sound(isSound));
            return isSound;
        }
    }

    /**
     * Checks a receipt by itself, without any hub: whether each of its links follows from what it is made of.
     *
     * @throws UsageError if the file is no receipt
     */
    boolean verify(Path receipt) throws IOException {
        List<ChainLink> links = links(receipt);
        boolean sound = links.stream().allMatch(ChainLink::holds);
        out.printf("%d submissions: %s%n", links.size(), sound(sound));
        return sound;
    }

    /** Builds views anew, beside the live ones; all of them where none is named. */
    void rebuild(List<String> names) throws Exception {
        try (var hub = StoredHub.open(environment)) {
            var runtime = hub.runtime();
            var types = StoredTypes.of(CoreModule.eventFamilies()).sealing(CoreModule.sealedContent());
            try (var pool = LedgerDatabase.pool(runtime.url(), runtime.user(), runtime.password(), 4);
                    var ledger = new Ledger(
                            pool,
                            types,
                            HubWiring.masterKey(hub.data()),
                            InstantSource.system(),
                            new SimpleMeterRegistry())) {
                var views = views(ledger);
                for (String name : names) {
                    if (!views.containsKey(name)) {
                        throw new UsageError("view %s: unknown (expected: --all or some of %s)"
                                .formatted(name, String.join(", ", views.keySet())));
                    }
                }
                for (String name : names.isEmpty() ? List.copyOf(views.keySet()) : names) {
                    View view = Objects.requireNonNull(views.get(name));
                    long position =
                            Rebuild.run(runtime.dataSource(), ledger, view.schema(), view.projection(), _ -> {});
                    out.printf("%s: rebuilt up to position %d%n", name, position);
                }
            }
        }
    }

    /** A view and the database schema it lies in. */
    private record View(String schema, Projection projection) {}

    private static Map<String, View> views(Ledger ledger) {
        var views = new LinkedHashMap<String, View>();
        for (var projection : Projections.of(ledger)) {
            views.put(projection.name(), new View(Views.SCHEMA, projection));
        }
        var submissions = new SubmissionProjection();
        views.put(submissions.name(), new View("gateway", submissions));
        return views;
    }

    private static List<ChainLink> links(Path receipt) throws IOException {
        try {
            List<ChainLink> links = new ArrayList<>();
            for (JsonNode submission :
                    JsonMapper.shared().readTree(Files.readString(receipt)).required("submissions")) {
                links.add(new ChainLink(
                        submission.required("position").asLong(),
                        OffsetDateTime.parse(submission.required("recordedAt").asString())
                                .toInstant(),
                        submission.required("leafHash").asString(),
                        submission.required("previousChain").asString(),
                        submission.required("chain").asString()));
            }
            return links;
        } catch (JacksonException | DateTimeException e) {
            throw new UsageError(
                    "%s: no receipt (expected: one as GET /v1/reports/{threadId}/receipt gives it)".formatted(receipt));
        }
    }

    private static String sound(boolean sound) {
        return sound ? "sound" : "NOT SOUND";
    }
}
