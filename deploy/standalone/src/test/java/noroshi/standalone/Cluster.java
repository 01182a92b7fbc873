package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Network.Ipam;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import noroshi.gateway.wire.Topics;
import noroshi.standalone.EmbeddedDatabase.Login;
import noroshi.standalone.Secrets.Purpose;
import noroshi.standalone.Settings.Brokers;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.lifecycle.Startables;

/**
 * Three brokers, and a database with its standby, in containers, by the settings in {@code deploy/production}: each on an
 * address that stays its own, whatever becomes of it, on a network that reaches no further than this machine.
 */
final class Cluster implements AutoCloseable {

    private static final Path SETTINGS = Path.of("..", "production");

    /** For examples, by RFC 5737: nobody has it. */
    private static final String SUBNET = "198.51.100.0/24";

    private static final String BROKER_AT = "198.51.100.1%d";
    private static final List<Integer> NODES = List.of(1, 2, 3);
    private static final int BROKER_PORT = 9092;
    private static final int CONTROLLER_PORT = 9093;
    private static final List<String> DATABASES_AT = List.of("198.51.100.21", "198.51.100.22");
    private static final int DATABASE_PORT = 5432;

    private final Secrets secrets;
    private final String clusterId = Uuid.randomUuid().toString();
    private final Network network = Network.builder()
            .createNetworkCmdModifier(
                    command -> command.withIpam(new Ipam().withConfig(List.of(new Ipam.Config().withSubnet(SUBNET)))))
            .build();
    private final Map<Integer, GenericContainer<?>> brokers = new LinkedHashMap<>();
    private final Map<String, GenericContainer<?>> databases = new HashMap<>();
    private final Map<String, Object> asHub;

    private Cluster(Secrets secrets) throws IOException {
        this.secrets = secrets;
        this.asHub = Map.copyOf(ClientProperties.kafka(Brokers.inClear(brokers()), EmbeddedKafka.HUB, secrets));
        for (int node : NODES) {
            brokers.put(node, broker(node));
        }
    }

    /** Starts all, and prepares the database for a hub that has these secrets. */
    static Cluster start(Secrets secrets) throws Exception {
        var cluster = new Cluster(secrets);
        try {
            var brokersUp = Startables.deepStart(cluster.brokers.values());
            String primary = DATABASES_AT.getFirst();
            cluster.databases.put(primary, cluster.database(primary, Optional.empty()));
            cluster.attachStandby(DATABASES_AT.getLast(), primary);
            try (var superuser = cluster.superuser(primary)) {
                EmbeddedDatabase.prepare(
                        superuser,
                        EmbeddedDatabase.login(databases(), EmbeddedDatabase.OWNER, secrets),
                        EmbeddedDatabase.login(databases(), EmbeddedDatabase.RUNTIME, secrets));
            }
            brokersUp.join();
            return cluster;
        } catch (Exception | Error e) { // whatever it is, nothing may be left running
            cluster.close();
            throw e;
        }
    }

    /** Where a hub finds it. */
    Map<String, String> environment() {
        return Map.of(Settings.Servers.BROKERS, brokers(), Settings.Servers.DATABASES, databases());
    }

    private static String brokers() {
        return at(NODES.stream().map(BROKER_AT::formatted).toList(), BROKER_PORT);
    }

    private static String databases() {
        return at(DATABASES_AT, DATABASE_PORT);
    }

    private static String at(List<String> hosts, int port) {
        return hosts.stream().map(host -> host + ":" + port).collect(Collectors.joining(","));
    }

    private GenericContainer<?> broker(int node) throws IOException {
        String host = BROKER_AT.formatted(node);
        String password = secrets.password(Purpose.KAFKA, EmbeddedKafka.HUB);
        String login = ClientProperties.plain(EmbeddedKafka.HUB, password);
        var settings = new Properties();
        settings.load(new StringReader(Files.readString(SETTINGS.resolve("broker.properties"))));
        settings.put("node.id", Integer.toString(node));
        settings.put("log.dirs", "/var/lib/server/kafka");
        settings.put(
                "listeners", "BROKER://%s:%d,CONTROLLER://%s:%d".formatted(host, BROKER_PORT, host, CONTROLLER_PORT));
        settings.put("advertised.listeners", "BROKER://%s:%d".formatted(host, BROKER_PORT));
        settings.put(
                "controller.quorum.voters",
                NODES.stream()
                        .map(voter -> "%d@%s:%d".formatted(voter, BROKER_AT.formatted(voter), CONTROLLER_PORT))
                        .collect(Collectors.joining(",")));
        settings.put(
                "listener.name.broker.scram-sha-512.sasl.jaas.config",
                ClientProperties.scram(EmbeddedKafka.HUB, password));
        settings.put(
                "listener.name.controller.plain.sasl.jaas.config",
                login.replace(";", " user_%s=\"%s\";".formatted(EmbeddedKafka.HUB, password)));
        // three on one machine
        settings.put("log.index.size.max.bytes", "1048576");
        settings.put("log.cleaner.dedupe.buffer.size", "8388608");
        var text = new StringWriter();
        settings.store(text, null);
        return Containers.inNetwork(Containers.KAFKA, network, host, ".*Kafka Server started.*")
                .withEnv("CLUSTER_ID", clusterId)
                .withEnv("FIRST_USER", EmbeddedKafka.firstUser(secrets))
                .withEnv("HEAP", "256m")
                // it lives for two minutes
                .withEnv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1")
                .withCopyToContainer(Transferable.of(text.toString()), "/etc/kafka/server.properties");
    }

    private GenericContainer<?> database(String host, Optional<String> primary) throws IOException {
        var container = Containers.inNetwork(
                        Containers.POSTGRESQL, network, host, ".*database system is ready to accept.*")
                .withEnv("POSTGRES_PASSWORD", secrets.password(Purpose.DATABASE, EmbeddedDatabase.SUPERUSER))
                .withEnv("PRIMARY", primary.orElse(""))
                .withCopyToContainer(
                        Transferable.of(Files.readString(SETTINGS.resolve("postgresql.conf"))),
                        "/etc/postgresql/postgresql.conf");
        container.start();
        return container;
    }

    /** Makes a standby, and returns once no commit is answered without it. */
    private void attachStandby(String host, String primary) throws Exception {
        databases.put(host, database(host, Optional.of(primary)));
        try (var superuser = superuser(primary)) {
            LiveHub.await(
                    "a synchronous standby of " + primary,
                    () -> text(superuser, "select count(*) from pg_stat_replication where sync_state = 'sync'"),
                    "1"::equals);
        }
    }

    /**
     * What an operator does when the primary is lost.
     *
     * @return when the new primary took its first commit, by {@link System#nanoTime}
     */
    long promote(String standby) throws SQLException {
        try (var superuser = superuser(standby)) {
            assertThat(text(superuser, "select pg_promote()")).as("promoted").isEqualTo("t");
            // none is left to wait for
            execute(superuser, "alter system set synchronous_standby_names = ''");
            execute(superuser, "select pg_reload_conf()");
        }
        try (var superuser = superuser(standby)) {
            commit(superuser);
            return System.nanoTime();
        }
    }

    /** Commits, without leaving anything behind. */
    static void commit(Connection connection) throws SQLException {
        execute(connection, "select pg_logical_emit_message(true, 'test', '')");
    }

    String primary() throws SQLException {
        for (String host : DATABASES_AT) {
            try (var superuser = superuser(host)) {
                if (text(superuser, "select pg_is_in_recovery()").equals("f")) {
                    return host;
                }
            }
        }
        throw new AssertionError("no primary");
    }

    String otherThan(String database) {
        return DATABASES_AT.stream()
                .filter(host -> !host.equals(database))
                .findFirst()
                .orElseThrow();
    }

    Connection superuser(String host) throws SQLException {
        return login(host, "postgres");
    }

    /** In the hub's database. */
    Connection superuserOfHub(String host) throws SQLException {
        return login(host, EmbeddedDatabase.DATABASE);
    }

    private Connection login(String host, String database) throws SQLException {
        return new Login(
                        "jdbc:postgresql://%s:%d/%s?connectTimeout=2&socketTimeout=20"
                                .formatted(host, DATABASE_PORT, database),
                        EmbeddedDatabase.SUPERUSER,
                        secrets.password(Purpose.DATABASE, EmbeddedDatabase.SUPERUSER))
                .dataSource()
                .getConnection();
    }

    static String text(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The broker that is the active controller now, and so leads the cluster. */
    int controller() throws Exception {
        try (var admin = Admin.create(asHub)) {
            return admin.describeMetadataQuorum().quorumInfo().get().leaderId();
        }
    }

    /** A broker that leads partitions of the intake, and not the cluster. */
    int leaderOfIntake() throws Exception {
        int controller = controller();
        return intake().partitions().stream()
                .map(partition -> partition.leader().id())
                .filter(leader -> leader != controller)
                .findFirst()
                .orElseThrow();
    }

    private TopicDescription intake() throws Exception {
        try (var admin = Admin.create(asHub)) {
            return Objects.requireNonNull(admin.describeTopics(List.of(Topics.REPORTS_SUBMITTED))
                    .allTopicNames()
                    .get()
                    .get(Topics.REPORTS_SUBMITTED));
        }
    }

    /** How many copies of the intake have to have a filing before it is answered. */
    String leastInSync() throws Exception {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.REPORTS_SUBMITTED);
        try (var admin = Admin.create(asHub)) {
            return Objects.requireNonNull(
                            admin.describeConfigs(List.of(topic)).all().get().get(topic))
                    .get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)
                    .value();
        }
    }

    /** Returns once every broker has all of the intake. */
    void awaitInSync() throws Exception {
        LiveHub.await(
                "three copies in sync",
                this::intake,
                topic -> topic.partitions().stream()
                        .allMatch(partition -> partition.isr().size() == NODES.size()));
    }

    /** Reaches nobody from now on, and nobody reaches it. */
    void cutOff(int node) {
        cutOff(container(node));
    }

    void reconnect(int node) {
        reconnect(container(node), BROKER_AT.formatted(node));
    }

    /** Likewise. */
    void cutOff(String database) {
        cutOff(container(database));
    }

    void reconnect(String database) {
        reconnect(container(database), database);
    }

    private void cutOff(GenericContainer<?> container) {
        engine().disconnectFromNetworkCmd()
                .withNetworkId(network.getId())
                .withContainerId(container.getContainerId())
                .withForce(true)
                .exec();
    }

    private void reconnect(GenericContainer<?> container, String host) {
        engine().connectToNetworkCmd()
                .withNetworkId(network.getId())
                .withContainerId(container.getContainerId())
                .withContainerNetwork(
                        new ContainerNetwork().withIpamConfig(new ContainerNetwork.Ipam().withIpv4Address(host)))
                .exec();
    }

    /** As {@code kill -9} does. */
    void kill(int node) {
        engine().killContainerCmd(container(node).getContainerId()).exec();
    }

    void startAgain(int node) {
        engine().startContainerCmd(container(node).getContainerId()).exec();
    }

    /** Throws it away, with its data. */
    void discard(String database) {
        Objects.requireNonNull(databases.remove(database)).close();
    }

    private GenericContainer<?> container(int node) {
        return Objects.requireNonNull(brokers.get(node));
    }

    private GenericContainer<?> container(String database) {
        return Objects.requireNonNull(databases.get(database));
    }

    private static DockerClient engine() {
        return DockerClientFactory.instance().client();
    }

    @Override
    public void close() {
        databases.values().forEach(GenericContainer::close);
        brokers.values().forEach(GenericContainer::close);
        network.close();
    }
}
