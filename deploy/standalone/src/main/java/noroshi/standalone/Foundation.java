package noroshi.standalone;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;

/**
 * 土台. The servers that a hub stands on. Those it starts listen on the loopback interface, on the port they are given.
 * All let in who knows the password that follows from the secrets; so nothing else has to know what they really are.
 *
 * @param database starts a database with the hub's database, owner and runtime role in it
 * @param broker starts a broker whose one super user is the hub
 * @param registry starts a schema registry
 * @param running whether they serve on their ports already, so that those need not be free
 */
record Foundation(Server database, Server broker, Registry registry, boolean running) {

    /** Runs already, and goes on without the hub. */
    private static final Server ELSEWHERE = (_, _, _) -> () -> {};

    /** PostgreSQL, Kafka and a registry on this machine, their data in the data folder. */
    static final Foundation EMBEDDED =
            new Foundation(EmbeddedDatabase::start, EmbeddedKafka::start, EmbeddedRegistry::start);

    /** What the settings don't say is elsewhere. */
    static Foundation of(Settings settings) {
        return new Foundation(
                settings.bringsDatabase() ? EMBEDDED.database() : ELSEWHERE,
                settings.bringsBroker() ? EMBEDDED.broker() : ELSEWHERE,
                EMBEDDED.registry());
    }

    /** Servers that are still to be started. */
    Foundation(Server database, Server broker, Registry registry) {
        this(database, broker, registry, false);
    }

    /** How database and broker are started. */
    interface Server {

        /**
         * Starts it, and returns when it serves.
         *
         * @param folder where it may keep its data
         * @throws IOException if it does not come up
         */
        Running start(Path folder, int port, Secrets secrets) throws IOException;
    }

    /** A server that serves. */
    interface Running extends Closeable {

        /** Completes when it has ended by itself; it is to be closed all the same. Never, where nobody here would know. */
        default CompletionStage<Void> end() {
            return new CompletableFuture<>();
        }
    }

    /** How the registry is started. */
    interface Registry {

        /**
         * Starts it, and returns when it serves.
         *
         * @param database where it may keep its schemas
         * @throws IOException if it does not come up
         * @throws SQLException if its schemas can't be read
         */
        AutoCloseable start(int port, DataSource database, Secrets secrets) throws IOException, SQLException;
    }
}
