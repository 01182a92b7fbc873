package noroshi.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;

/** Ports on the interface that only this machine reaches. */
final class Loopback {
    static final String ADDRESS = "127.0.0.1";

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

    static int freePort() throws IOException {
        try (var socket = new ServerSocket()) {
            socket.bind(at(0));
            return socket.getLocalPort();
        }
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
