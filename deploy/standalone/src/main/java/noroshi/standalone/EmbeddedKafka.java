package noroshi.standalone;

import static noroshi.standalone.Loopback.ADDRESS;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import noroshi.standalone.Secrets.Purpose;
import noroshi.standalone.Settings.Brokers;
import noroshi.standalone.veris.Pause;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.internals.Exit;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka broker with its KRaft controller in this process, its data kept in a folder. Nobody gets in without a
 * password, and nobody but the hub does anything without an ACL.
 *
 * <p>Where it can't go on, as on a full disk, Kafka ends the process it is in; here only the broker ends, and says so.
 */
public final class EmbeddedKafka implements Foundation.Running {
    /** The hub's own principal, the broker's one super user. */
    public static final String HUB = "hub";

    static final String MECHANISM = "SCRAM-SHA-512";

    /** Kafka's least; passwords here are 256 random bits, so more rounds would add nothing. */
    private static final int SCRAM_ITERATIONS = 4096;

    private static final int NODE = 1;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final int SIGN_IN_TRIES = 100;
    private static final Duration SIGN_IN_PAUSE = Duration.ofMillis(20);

    private static final String FIXED_SETTINGS = """
            process.roles=broker,controller

            # SCRAM's credentials lie in the metadata that the controller serves: the way to it needs another mechanism.
            listener.security.protocol.map=BROKER:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT
            inter.broker.listener.name=BROKER
            sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512
            listener.name.broker.sasl.enabled.mechanisms=SCRAM-SHA-512
            controller.listener.names=CONTROLLER
            sasl.mechanism.controller.protocol=PLAIN
            listener.name.controller.sasl.enabled.mechanisms=PLAIN
            allow.everyone.if.no.acl.found=false

            auto.create.topics.enable=false
            num.partitions=12
            offsets.topic.replication.factor=1
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            # 400 days: a hub that was off for a while continues where it stopped.
            offsets.retention.minutes=576000
            # After a kill, the next start waits until the broker that was killed counts as gone.
            broker.session.timeout.ms=3000
            broker.heartbeat.interval.ms=500

            # Sizes for a laptop: many topics, little traffic on each.
            group.initial.rebalance.delay.ms=0
            offsets.topic.num.partitions=8
            transaction.state.log.num.partitions=4
            num.network.threads=2
            num.io.threads=4
            background.threads=2
            num.recovery.threads.per.data.dir=2
            log.segment.bytes=134217728
            log.index.size.max.bytes=1048576
            log.cleaner.dedupe.buffer.size=8388608
            """;

    /** Kafka doesn't say which of a process's brokers it would end; a hub has one. */
    private static final Set<EmbeddedKafka> STARTED = ConcurrentHashMap.newKeySet();

    static {
        Exit.setHaltProcedure((_, _) -> endAll());
        Exit.setExitProcedure((_, _) -> endAll());
    }

    private final KafkaRaftServer server;
    private final int port;
    private final Secrets secrets;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    private EmbeddedKafka(KafkaRaftServer server, int port, Secrets secrets) {
        this.server = server;
        this.port = port;
        this.secrets = secrets;
    }

    /**
     * Starts the broker, formatting the folder on first use; after a kill it recovers what was flushed.
     *
     * @throws IOException if the folder can't be used or the broker does not come up
     */
    public static EmbeddedKafka start(Path folder, int port, Secrets secrets) throws IOException {
        return start(folder, port, port, secrets);
    }

    /**
     * The same behind something that hands on to it.
     *
     * @param toldPort where clients, itself included, are told to find it
     */
    static EmbeddedKafka start(Path folder, int port, int toldPort, Secrets secrets) throws IOException {
        Loopback.requireFree(port);
        PrivateFiles.folder(folder);
        if (!Files.exists(folder.resolve("meta.properties"))) {
            format(folder, secrets);
        }
        var settings = settings(folder, ADDRESS, port, Loopback.freePort(), secrets);
        settings.put("advertised.listeners", advertised(toldPort));
        settings.put("authorizer.class.name", RoomKeepingAuthorizer.class.getName());
        var server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        var broker = new EmbeddedKafka(server, port, secrets);
        STARTED.add(broker);
        try {
            server.startup();
        } catch (RuntimeException | Ended e) {
            broker.end.complete(null);
            broker.close();
            throw new IOException("the broker does not come up: " + e, e);
        }
        return broker;
    }

    /** Where Kafka would end the process. The thread that found out goes no further, as it would not there. */
    private static void endAll() {
        STARTED.forEach(broker -> broker.end.complete(null));
        throw new Ended();
    }

    /** Ends the thread of a broker that can't go on; nobody else may take it for a failure of his own. */
    private static final class Ended extends Error {
        private Ended() {
            super("the broker can't go on", null, false, false);
        }
    }

    @Override
    public CompletableFuture<Void> end() {
        return end.copy();
    }

    /** What a client needs to sign in as that principal. */
    public Map<String, Object> clientProperties(String principal) {
        return Map.copyOf(ClientProperties.kafka(Brokers.inClear(address(port)), principal, secrets));
    }

    /**
     * Lets these principals sign in; what they may do, their ACLs say.
     *
     * @throws IOException if the broker does not answer
     */
    public void admit(Collection<String> principals) throws IOException {
        var here = Brokers.inClear(address(port));
        admit(principals, here, secrets);
        for (var principal : principals) {
            awaitSignIn(principal, here, secrets);
        }
    }

    /** The same, also from another process of the data folder's owner, and without waiting until it takes effect. */
    static void admit(Collection<String> principals, Brokers brokers, Secrets secrets) throws IOException {
        keep(Set.copyOf(principals), Set.of(), brokers, secrets);
    }

    /**
     * Lets some sign in, and others no longer, without waiting until it takes effect.
     *
     * @throws IOException if the broker does not answer
     */
    static void keep(Set<String> in, Set<String> out, Brokers brokers, Secrets secrets) throws IOException {
        try (var admin = Admin.create(Map.copyOf(ClientProperties.kafka(brokers, HUB, secrets)))) {
            var known = await(admin.describeUserScramCredentials().users());
            var changes = new ArrayList<UserScramCredentialAlteration>();
            in.stream()
                    .filter(principal -> !known.contains(principal))
                    .forEach(principal -> changes.add(upsertion(principal, secrets)));
            out.stream()
                    .filter(known::contains)
                    .forEach(principal ->
                            changes.add(new UserScramCredentialDeletion(principal, ScramMechanism.SCRAM_SHA_512)));
            if (!changes.isEmpty()) {
                await(admin.alterUserScramCredentials(changes).all());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the broker admits " + in, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the broker does not admit " + in + ": " + e.getMessage(), e);
        }
    }

    /** Ends when that principal really can sign in: the controller takes a credential before the broker knows it. */
    static void awaitSignIn(String principal, Brokers brokers, Secrets secrets) throws IOException {
        try {
            signIn(principal, brokers, secrets);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the broker admits " + principal, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the broker does not admit " + principal + ": " + e.getMessage(), e);
        }
    }

    private static UserScramCredentialAlteration upsertion(String principal, Secrets secrets) {
        return new UserScramCredentialUpsertion(
                principal,
                new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ITERATIONS),
                secrets.password(Purpose.KAFKA, principal));
    }

    private static void signIn(String principal, Brokers brokers, Secrets secrets)
            throws InterruptedException, ExecutionException, TimeoutException {
        for (int attempt = 1; ; attempt++) {
            try (var admin = Admin.create(Map.copyOf(ClientProperties.kafka(brokers, principal, secrets)))) {
                await(admin.describeCluster().nodes());
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof SaslAuthenticationException) || attempt == SIGN_IN_TRIES) {
                    throw e;
                }
                Pause.of(SIGN_IN_PAUSE);
            }
        }
    }

    private static <T> T await(KafkaFuture<T> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        return answer.get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Stops the broker, with all it was given on disk; of one that has ended, what is left in this process. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        // For five minutes, unless interrupted, it would ask its controller, which ended with it, to be let go.
        var _ = end.thenRun(Thread.currentThread()::interrupt);
        server.shutdown();
        Thread.interrupted();
        server.awaitShutdown();
        STARTED.remove(this);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Prepares an empty folder for a broker that is its own controller, and that knows the hub alone. */
    static void format(Path folder, Secrets secrets) throws IOException {
        var formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .setNodeId(NODE)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(folder.toString())
                .addDirectory(folder.toString())
                .setScramArguments(List.of(firstUser(secrets)));
        try {
            formatter.run();
        } catch (Exception e) { // the formatter declares no narrower one
            throw new IOException(folder + " can't be formatted for Kafka: " + e.getMessage(), e);
        }
    }

    /** The hub's own credential in the form that Kafka's formatter takes: without it, nobody could admit others. */
    static String firstUser(Secrets secrets) {
        return "%s=[name=%s,password=%s,iterations=%d]"
                .formatted(MECHANISM, HUB, secrets.password(Purpose.KAFKA, HUB), SCRAM_ITERATIONS);
    }

    private static String advertised(int port) {
        return "BROKER://" + address(port);
    }

    private static String address(int port) {
        return ADDRESS + ":" + port;
    }

    /**
     * The broker's own settings.
     *
     * @param address where it listens; clients are always told the loopback interface
     */
    static Properties settings(Path folder, String address, int port, int controllerPort, Secrets secrets)
            throws IOException {
        var hub = secrets.password(Purpose.KAFKA, HUB);
        var controllerLogin = ClientProperties.plain(HUB, hub).replace(";", " user_" + HUB + "=\"" + hub + "\";");
        var settings = new Properties();
        settings.load(new StringReader(FIXED_SETTINGS));
        settings.put("node.id", Integer.toString(NODE));
        settings.put("log.dirs", folder.toString());
        settings.put(
                "listeners", "BROKER://%s:%d,CONTROLLER://%s:%d".formatted(address, port, ADDRESS, controllerPort));
        settings.put("advertised.listeners", advertised(port));
        settings.put("controller.quorum.voters", "%d@%s:%d".formatted(NODE, ADDRESS, controllerPort));
        settings.put("listener.name.broker.scram-sha-512.sasl.jaas.config", ClientProperties.scram(HUB, hub));
        settings.put("listener.name.controller.plain.sasl.jaas.config", controllerLogin);
        settings.put("authorizer.class.name", StandardAuthorizer.class.getName());
        settings.put("super.users", "User:" + HUB);
        return settings;
    }
}
