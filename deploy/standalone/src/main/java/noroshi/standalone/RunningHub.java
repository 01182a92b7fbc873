package noroshi.standalone;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import noroshi.ledger.LedgerDatabase;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole hub in this process: database, broker, registry, and the application on them. */
public final class RunningHub implements AutoCloseable {
    private static final Duration START_ABANDON_LIMIT = Duration.ofSeconds(8);

    private final Settings settings;
    private final boolean demo;
    private final Foundation foundation;
    private final Path runFiles;
    private final DomainClock clock;
    private final Parts parts = new Parts();
    private final Servers servers = new Servers();
    private final CountDownLatch startEnded = new CountDownLatch(1);

    /**
     * A hub that has not been started.
     *
     * @param demo whether its data folder is thrown away at the end
     * @param environment where the folder of temporary files is looked up
     */
    public RunningHub(Settings settings, boolean demo, Map<String, String> environment) {
        this(settings, demo, environment, Foundation.of(settings));
    }

    /** The same on other servers than the embedded ones. */
    RunningHub(Settings settings, boolean demo, Map<String, String> environment, Foundation foundation) {
        this(settings, demo, environment, foundation, InstantSource.system());
    }

    /** The same where the domain's time is taken from {@code real}. */
    RunningHub(
            Settings settings,
            boolean demo,
            Map<String, String> environment,
            Foundation foundation,
            InstantSource real) {
        this.settings = settings;
        this.demo = demo;
        this.foundation = foundation;
        this.runFiles = RunFile.folder(environment);
        this.clock = new DomainClock(real, settings.clock());
    }

    /**
     * Starts everything, and returns when it serves; whatever was started is stopped again if something fails.
     *
     * @throws UsageError if a port is taken or the data folder can't be had
     * @throws IOException if a part does not come up
     */
    public void start() throws IOException {
        try {
            startAll();
        } catch (IOException | RuntimeException e) {
            parts.close();
            throw e;
        } finally {
            startEnded.countDown();
        }
    }

    /** Where people and programs find it. */
    public URI url() {
        return URI.create("http://localhost:" + settings.ports().http());
    }

    /** The time by the domain clock. */
    public Instant now() {
        return clock.instant();
    }

    /** Stops everything, also in the midst of the start. */
    @Override
    public void close() {
        parts.close();
        try {
            if (!startEnded.await(START_ABANDON_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("a part that was starting did not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Avro refuses generated classes of packages that it was not told of, and asks once a process. */
    static void trustPublishedSchemas() {
        System.getProperties().putIfAbsent("org.apache.avro.SERIALIZABLE_PACKAGES", "noroshi.avro");
    }

    private void startAll() throws IOException {
        trustPublishedSchemas();
        var data = settings.data();
        if (demo) {
            parts.add(() -> PrivateFiles.delete(data));
        }
        parts.add(DataFolder.take(data));
        // An orphan holds its port, so it goes before the ports are looked at.
        var databaseFolder = data.resolve("postgresql");
        EmbeddedDatabase.stopOrphan(databaseFolder);
        var ports = settings.ports();
        Loopback.requireFree(foundation.running() ? ports.own() : settings.portsOfOwn());
        var secrets = Secrets.in(data);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var brokerFolder = data.resolve("kafka");
            var broker = threads.submit(() -> parts.add(servers.keep(
                    "broker", brokerFolder, () -> foundation.broker().start(brokerFolder, ports.kafka(), secrets))));
            var registry = threads.submit(() -> startRegistry(databaseFolder, secrets));
            await(broker);
            await(registry);
            startApplication(secrets);
        }
        var runFile = new RunFile(ProcessHandle.current().pid(), data, demo, ports, settings.servers());
        runFile.write(runFiles);
        parts.add(() -> runFile.remove(runFiles));
    }

    private AutoCloseable startRegistry(Path databaseFolder, Secrets secrets) throws IOException, SQLException {
        var ports = settings.ports();
        parts.add(servers.keep(
                "database",
                databaseFolder,
                () -> foundation.database().start(databaseFolder, ports.database(), secrets)));
        var owner = EmbeddedDatabase.login(settings.servers().databases(), EmbeddedDatabase.OWNER, secrets)
                .dataSource();
        LedgerDatabase.migrate(owner, EmbeddedDatabase.RUNTIME);
        LedgerDatabase.prepareViews(owner, "gateway", EmbeddedDatabase.RUNTIME);
        LedgerDatabase.prepareViews(owner, "api", EmbeddedDatabase.RUNTIME);
        return parts.add(foundation.registry().start(ports.registry(), owner, secrets));
    }

    private void startApplication(Secrets secrets) {
        var application = new SpringApplication(StandaloneApplication.class);
        application.setRegisterShutdownHook(false);
        application.addInitializers(context -> {
            // Singletons that Spring doesn't close: their order of closing is this class's affair.
            var beans = context.getBeanFactory();
            beans.registerSingleton("settings", settings);
            beans.registerSingleton("secrets", secrets);
            beans.registerSingleton("domainClock", clock);
            beans.registerSingleton("servers", servers);
        });
        var arguments = properties(secrets).entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
        ConfigurableApplicationContext context = application.run(arguments);
        parts.add(context);
    }

    /** What the application is told, above whatever its modules' own files say. */
    private Map<String, String> properties(Secrets secrets) {
        var ports = settings.ports();
        var issuer = settings.issuer();
        var runtime = EmbeddedDatabase.login(settings.servers().databases(), EmbeddedDatabase.RUNTIME, secrets);
        var properties = new LinkedHashMap<String, String>();
        properties.put("server.address", Loopback.ADDRESS);
        properties.put("server.port", Integer.toString(ports.http()));
        properties.put("server.shutdown", "graceful");
        properties.put("spring.lifecycle.timeout-per-shutdown-phase", "2s");
        properties.put("management.server.address", Loopback.ADDRESS);
        properties.put("management.server.port", Integer.toString(ports.management()));
        properties.put("management.endpoints.web.exposure.include", "health,prometheus");
        properties.put("management.endpoint.health.probes.enabled", "true");
        properties.put("management.endpoint.health.show-details", "always");
        // HubWiring looks at each folder, which may be a disk of its own
        properties.put("management.health.diskspace.enabled", "false");
        properties.put(
                "management.metrics.system.diskspace.paths",
                "%1$s,%1$s/kafka,%1$s/postgresql".formatted(settings.data()));
        properties.put("spring.main.banner-mode", "off");
        properties.put("spring.threads.virtual.enabled", "true");
        properties.put("spring.datasource.url", runtime.url());
        properties.put("spring.datasource.username", runtime.user());
        properties.put("spring.datasource.password", runtime.password());
        // each view and each delivery keeps a connection; the rest is for callers
        properties.put("spring.datasource.hikari.maximum-pool-size", "45");
        properties.put("spring.datasource.hikari.minimum-idle", "18");
        properties.put("spring.datasource.hikari.connection-timeout", "2000");
        properties.put("spring.datasource.hikari.validation-timeout", "1000");
        // a network that swallows packets must not keep anyone for ever
        properties.put("spring.datasource.hikari.data-source-properties.connectTimeout", "2");
        properties.put("spring.datasource.hikari.data-source-properties.socketTimeout", "15");
        properties.put(EmbeddedIssuer.ENABLED, Boolean.toString(issuer == null));
        if (issuer == null) {
            // with demo identities everyone is at home here
            properties.put("noroshi.webhooks.inside", "127.0.0.0/8,::1/128");
        }
        if (issuer != null) {
            properties.put("spring.security.oauth2.resourceserver.jwt.issuer-uri", issuer.toString());
        }
        return properties;
    }

    private static <T> T await(Future<T> part) throws IOException {
        try {
            return part.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while it started", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UsageError usage) {
                throw usage;
            }
            throw new IOException(String.valueOf(e.getCause()), e.getCause());
        }
    }
}
