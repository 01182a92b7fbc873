package noroshi.bench;

import java.util.function.Consumer;
import noroshi.standalone.EmbeddedDatabase;
import noroshi.standalone.Loopback;
import noroshi.standalone.Secrets;

/** A built demo: from the start of its process to ready, samples filed; and what it then holds in memory. */
final class StartBench {

    private static final int STARTS = 3;

    private StartBench() {}

    static void measure(Plan plan, Consumer<Figure> found) throws Exception {
        for (int start = 1; start <= STARTS; start++) {
            try (var resources = new Resources()) {
                double bare = bareSeconds(resources);
                var hub = resources.add(
                        HubProcess.start("demo", resources.folder().resolve("hub")));
                double jvm = hub.residentMebibytes();
                double database = hub.databaseMebibytes();
                found.accept(Figure.of(
                                "demo to ready, start %d".formatted(start),
                                hub.untilReady().toMillis() / 1e3,
                                "s")
                        .against("a JVM and an empty PostgreSQL", bare));
                found.accept(Figure.of("  resident, JVM and PostgreSQL", jvm + database, "MiB")
                        .against("its PostgreSQL alone", database));
            }
        }
    }

    /** What no hub can do without, one after the other: a JVM, and a database made and started. */
    private static double bareSeconds(Resources resources) throws Exception {
        long start = System.nanoTime();
        Process jvm = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-XX:+UseSerialGC", "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (jvm.waitFor() != 0) {
            throw new IllegalStateException("java -version failed");
        }
        var folder = resources.folder();
        var secrets = Secrets.in(folder);
        try (var _ = EmbeddedDatabase.start(folder.resolve("postgresql"), Loopback.freePort(), secrets)) {
            return (System.nanoTime() - start) / 1e9;
        }
    }
}
