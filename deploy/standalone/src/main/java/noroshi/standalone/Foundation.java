package noroshi.standalone;

import java.io.IOException;
import java.nio.file.Path;

/**
 * 土台. The servers that a hub stands on. They listen on the loopback interface, on the port they are given, and let in
 * who knows the password that follows from the secrets; so nothing else has to know what they really are.
 *
 * @param database starts a database with the hub's database, owner and runtime role in it
 * @param broker starts a broker whose one super user is the hub
 */
record Foundation(Server database, Server broker) {

    /** PostgreSQL and Kafka on this machine, their data in the data folder. */
    static final Foundation EMBEDDED = new Foundation(EmbeddedDatabase::start, EmbeddedKafka::start);

    /** How one of them is started. */
    interface Server {

        /**
         * Starts it, and returns when it serves.
         *
         * @param folder where it may keep its data
         * @throws IOException if it does not come up
         */
        AutoCloseable start(Path folder, int port, Secrets secrets) throws IOException;
    }
}
