package noroshi.standalone;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import noroshi.standalone.EmbeddedDatabase.Login;
import noroshi.standalone.Secrets.Purpose;
import org.apache.kafka.common.Uuid;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** Kafka and PostgreSQL in containers of their own, from the images that {@code deploy/containers/images} makes. */
final class Containers {

    static final String WHERE_NOT = "no container engine answers, or deploy/containers/images was not run";

    static final String KAFKA = "noroshi/kafka";
    static final String POSTGRESQL = "noroshi/postgresql";
    private static final int POSTGRESQL_PORT = 5432;
    private static final Duration STARTUP_LIMIT = Duration.ofSeconds(60);

    private Optional<String> broker = Optional.empty();

    /** Whether containers can be started here. */
    static boolean available() {
        return hindrance().isEmpty();
    }

    /** Why no container can be started here; empty if one can. */
    static Optional<String> hindrance() {
        var engine = DockerClientFactory.instance();
        if (!engine.isDockerAvailable()) {
            return Optional.of("no container engine answers");
        }
        return List.of(KAFKA, POSTGRESQL).stream()
                .filter(image -> !exists(image))
                .map(image -> "image %s: absent (expected: made by deploy/containers/images)".formatted(image))
                .findFirst();
    }

    private static boolean exists(String image) {
        try {
            DockerClientFactory.instance().client().inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    /** Servers for one hub. */
    Foundation foundation() {
        return new Foundation(Containers::database, this::broker, EmbeddedRegistry::start);
    }

    /** Stops the broker's processes where they are, its connections open: to its clients it is just slow. */
    void pauseBroker() {
        DockerClientFactory.instance()
                .client()
                .pauseContainerCmd(broker.orElseThrow())
                .exec();
    }

    /** Lets the broker go on. */
    void resumeBroker() {
        DockerClientFactory.instance()
                .client()
                .unpauseContainerCmd(broker.orElseThrow())
                .exec();
    }

    private Foundation.Running broker(Path folder, int port, Secrets secrets) throws IOException {
        var settings = new StringWriter();
        // The same port inside and outside: the broker signs in to itself at the address that it tells its clients.
        EmbeddedKafka.settings(Path.of("/var/lib/server/kafka"), "0.0.0.0", port, Loopback.freePort(), secrets)
                .store(settings, null);
        var container = container(KAFKA, port, port, ".*Kafka Server started.*")
                .withEnv("CLUSTER_ID", Uuid.randomUuid().toString())
                .withEnv("FIRST_USER", EmbeddedKafka.firstUser(secrets))
                .withCopyToContainer(Transferable.of(settings.toString()), "/etc/kafka/server.properties");
        container.start();
        broker = Optional.of(container.getContainerId());
        return container::close;
    }

    private static Foundation.Running database(Path folder, int port, Secrets secrets) throws IOException {
        var password = secrets.password(Purpose.DATABASE, EmbeddedDatabase.SUPERUSER);
        var container = container(POSTGRESQL, port, POSTGRESQL_PORT, ".*database system is ready to accept.*")
                .withEnv("POSTGRES_PASSWORD", password);
        container.start();
        var superuser = new Login(
                "jdbc:postgresql://" + Loopback.ADDRESS + ":" + port + "/postgres",
                EmbeddedDatabase.SUPERUSER,
                password);
        try (var connection = superuser.dataSource().getConnection()) {
            EmbeddedDatabase.prepare(
                    connection,
                    EmbeddedDatabase.login(port, EmbeddedDatabase.OWNER, secrets),
                    EmbeddedDatabase.login(port, EmbeddedDatabase.RUNTIME, secrets));
        } catch (SQLException e) {
            container.close();
            throw new IOException(e);
        }
        return container::close;
    }

    /** On a port of the loopback interface that stays the same, which the engine's own choice would not. */
    private static GenericContainer<?> container(String image, int port, int inside, String logLineWhenReady) {
        return new GenericContainer<>(DockerImageName.parse(image))
                .withCreateContainerCmdModifier(command -> Objects.requireNonNullElseGet(
                                command.getHostConfig(), HostConfig::newHostConfig)
                        .withPortBindings(PortBinding.parse("%s:%d:%d".formatted(Loopback.ADDRESS, port, inside))))
                .withExposedPorts(inside)
                .waitingFor(Wait.forLogMessage(logLineWhenReady, 1).withStartupTimeout(STARTUP_LIMIT));
    }

    /** With an address of its own in a network. */
    static GenericContainer<?> inNetwork(String image, Network network, String address, String logLineWhenReady) {
        return new GenericContainer<>(DockerImageName.parse(image))
                .withNetwork(network)
                .withCreateContainerCmdModifier(command -> command.withIpv4Address(address))
                .waitingFor(Wait.forLogMessage(logLineWhenReady, 1).withStartupTimeout(STARTUP_LIMIT));
    }
}
