package noroshi.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Ports on the interface that only this machine reaches. */
public final class Loopback {
    static final String ADDRESS = "127.0.0.1";

    private static final int FIRST_SERVER_PORT = 20_000;
    private static final int FIRST_EPHEMERAL_PORT = 32_768;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Loopback() {}

    static InetSocketAddress at(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /**
     * Checks all ports before anything starts.
     *
     * @throws UsageError if one is taken, naming its variable
     */
    static void requireFree(Map<String, Integer> portsByVariable) {
        portsByVariable.forEach((variable, port) -> {
            if (isTaken(port)) {
                throw new UsageError("port " + port + " is taken (set " + variable + " to a free one)");
            }
        });
    }

    static void requireFree(int port) {
        if (isTaken(port)) {
            throw new UsageError("port " + port + " is taken");
        }
    }

    /**
     * A port that nobody listens on, and that this process gives out once.
     *
     * <p>It lies below the range out of which systems give ports to outgoing connections: one from that range may be
     * some connection's own by the time its server starts.
     *
     * @throws IllegalStateException if none is left
     */
    public static int freePort() {
        return ThreadLocalRandom.current()
                .ints(FIRST_SERVER_PORT, FIRST_EPHEMERAL_PORT)
                .limit(10_000)
                .filter(port -> !isTaken(port) && GIVEN.add(port))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free port found"));
    }

    private static boolean isTaken(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(at(port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
