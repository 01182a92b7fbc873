package noroshi.standalone.veris;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files VERIS incidents as reports of a fictional operator a sector, each at its own dates. The incident's
 * id is the idempotency key, so the same import again changes nothing.
 */
public final class VerisImport {

    private static final int AT_ONCE = 8;
    private static final String FIRST_DAY = "2005-12-13";
    private static final Duration RECORDING_LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);

    private enum Fate {
        IMPORTED,
        REFUSED,
        TO_TRIAGE,
        UNREADABLE
    }

    private record Outcome(Path file, String sector, Fate fate, String why) {}

    private final HubApi hub;
    private final boolean exercise;
    private final PrintStream out;
    private final PrintStream err;

    /** An import that files drills where {@code exercise} is set. */
    public VerisImport(HubApi hub, boolean exercise, PrintStream out, PrintStream err) {
        this.hub = hub;
        this.exercise = exercise;
        this.out = out;
        this.err = err;
    }

    /**
     * Imports files, and folders of files ending in {@code .json}.
     *
     * @return whether every file could be read
     * @throws IOException if the hub does not answer
     */
    public boolean run(List<Path> paths) throws IOException, InterruptedException {
        List<Path> files = files(paths);
        Map<Path, Incident> incidents = new TreeMap<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (Path file : files) {
            try {
                incidents.put(file, Incident.read(Files.readString(file), exercise));
            } catch (Incident.Unreadable e) {
                outcomes.add(new Outcome(file, "-", Fate.UNREADABLE, String.valueOf(e.getMessage())));
            } catch (CharacterCodingException e) {
                outcomes.add(new Outcome(file, "-", Fate.UNREADABLE, "no UTF-8"));
            } catch (IOException e) {
                outcomes.add(new Outcome(file, "-", Fate.UNREADABLE, "can't be opened: " + e.getMessage()));
            }
        }
        register(incidents);
        outcomes.addAll(file(incidents));
        report(outcomes);
        return outcomes.stream().noneMatch(outcome -> outcome.fate() == Fate.UNREADABLE);
    }

    private static List<Path> files(List<Path> paths) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                try (Stream<Path> below = Files.walk(path)) {
                    below.filter(file -> file.toString().endsWith(".json") && Files.isRegularFile(file))
                            .sorted()
                            .forEach(files::add);
                }
            } else {
                files.add(path);
            }
        }
        return files;
    }

    private void register(Map<Path, Incident> incidents) throws IOException, InterruptedException {
        var sectors = new TreeSet<String>();
        incidents.values().forEach(incident -> sectors.add(name(incident.sector())));
        for (String sector : sectors) {
            List<Map<String, String>> memberships =
                    sector.equals("-") ? List.of() : List.of(Map.of("sector", sector, "from", FIRST_DAY));
            var answer = hub.putAsNationalOffice(
                    "/v1/register/operators/" + slug(sector),
                    Map.of(
                            "name",
                            "VERIS " + sector,
                            "kind",
                            "COMPANY",
                            "prefecture",
                            "13",
                            "memberships",
                            memberships,
                            "designations",
                            List.of(),
                            "criticalComputer",
                            false));
            if (answer.status() != 200) {
                throw new IOException("the register answered %d: %s".formatted(answer.status(), answer.body()));
            }
        }
    }

    private List<Outcome> file(Map<Path, Incident> incidents) throws IOException, InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Outcome>> filed = new ArrayList<>();
            incidents.forEach((file, incident) -> filed.add(threads.submit(() -> file(file, incident))));
            for (Future<Outcome> one : filed) {
                outcomes.add(one.get());
                progress(outcomes.size(), incidents.size());
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause() == null ? e : e.getCause());
        }
        return outcomes;
    }

    private Outcome file(Path file, Incident incident) throws IOException, InterruptedException {
        String sector = name(incident.sector());
        String slug = slug(sector);
        var filed = hub.postAsOperator(slug, "/v1/reports", "veris-" + incident.key(), incident.body());
        if (filed.status() != 202) {
            return new Outcome(
                    file,
                    sector,
                    Fate.REFUSED,
                    filed.status() + " " + filed.body().path("errors"));
        }
        String thread = filed.body().path("threadId").asString();
        var submission = recorded(slug, filed.body().path("statusUrl").asString());
        if (submission.body().path("state").asString("").equals("REFUSED")) {
            return new Outcome(
                    file,
                    sector,
                    Fate.REFUSED,
                    submission.body().path("reasons").toString());
        }
        long position = submission.body().path("position").asLong(0);
        var seen = hub.getAsOperator(slug, "/v1/reports/" + thread + "?atLeast=" + position);
        boolean triage = seen.body()
                .path("deliveries")
                .valueStream()
                .anyMatch(delivery -> delivery.path("rule").asString("").equals("R13"));
        return new Outcome(file, sector, triage ? Fate.TO_TRIAGE : Fate.IMPORTED, "");
    }

    private HubApi.Answer recorded(String slug, String statusUrl) throws IOException, InterruptedException {
        long end = System.nanoTime() + RECORDING_LIMIT.toNanos();
        while (System.nanoTime() < end) {
            var submission = hub.getAsOperator(slug, statusUrl);
            if (submission.status() == 200
                    && !submission.body().path("state").asString("").equals("RECEIVED")) {
                return submission;
            }
            Pause.of(POLL);
        }
        throw new IOException("%s: not recorded within %s".formatted(statusUrl, RECORDING_LIMIT));
    }

    private void progress(int done, int all) {
        int width = 40;
        int filled = all == 0 ? width : done * width / all;
        err.print("\r[%s%s] %d/%d".formatted("#".repeat(filled), ".".repeat(width - filled), done, all));
        if (done == all) {
            err.println();
        }
        err.flush();
    }

    private void report(List<Outcome> outcomes) {
        outcomes.stream()
                .filter(outcome -> !outcome.why().isEmpty())
                .forEach(outcome -> out.printf("%s: %s: %s%n", outcome.file(), written(outcome.fate()), outcome.why()));
        Map<String, Map<Fate, Integer>> bySector = new TreeMap<>();
        Map<Fate, Integer> all = new EnumMap<>(Fate.class);
        for (Outcome outcome : outcomes) {
            bySector.computeIfAbsent(outcome.sector(), _ -> new EnumMap<>(Fate.class))
                    .merge(outcome.fate(), 1, Integer::sum);
            all.merge(outcome.fate(), 1, Integer::sum);
        }
        bySector.forEach((sector, fates) -> out.printf("%-12s %s%n", sector, sentence(fates)));
        out.println(sentence(all));
    }

    private static String sentence(Map<Fate, Integer> fates) {
        return "%d imported, %d refused, %d to triage, %d unreadable"
                .formatted(
                        fates.getOrDefault(Fate.IMPORTED, 0),
                        fates.getOrDefault(Fate.REFUSED, 0),
                        fates.getOrDefault(Fate.TO_TRIAGE, 0),
                        fates.getOrDefault(Fate.UNREADABLE, 0));
    }

    private static String written(Fate fate) {
        return fate.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String name(@Nullable String sector) {
        return sector == null ? "-" : sector;
    }

    private static String slug(String sector) {
        return sector.equals("-")
                ? "veris-other"
                : "veris-" + sector.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
