package noroshi.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The way to a server, on the port where its callers look for it; it can be taken away as a network does. */
final class Relay implements AutoCloseable {

    private static final int BUFFER = 16 * 1024;

    private final int port;
    private final int server;
    private final Set<Socket> ends = new HashSet<>();
    private @Nullable ServerSocket door;
    private boolean stalled;

    private Relay(int port, int server) {
        this.port = port;
        this.server = server;
    }

    /** A way that is open. */
    static Relay open(int port, int server) throws IOException {
        var relay = new Relay(port, server);
        relay.restore();
        return relay;
    }

    /** Ends every connection and refuses new ones. */
    synchronized void cut() throws IOException {
        if (door != null) {
            door.close();
            door = null;
        }
        for (Socket end : Set.copyOf(ends)) {
            end.close();
        }
        ends.clear();
    }

    /** Takes connections and keeps to itself whatever is said, until it is restored. */
    synchronized void stall() {
        stalled = true;
    }

    /** Takes connections again and hands on what it kept to itself. */
    synchronized void restore() throws IOException {
        stalled = false;
        notifyAll();
        if (door == null) {
            var opened = new ServerSocket();
            opened.bind(Loopback.at(port));
            door = opened;
            Thread.ofVirtual().start(() -> accept(opened));
        }
    }

    private void accept(ServerSocket opened) {
        try {
            while (true) {
                Socket caller = opened.accept();
                Thread.ofVirtual().start(() -> join(opened, caller));
            }
        } catch (IOException e) {
            // cut or closed
        }
    }

    private void join(ServerSocket from, Socket caller) {
        try (caller;
                var called = new Socket()) {
            called.connect(Loopback.at(server));
            called.setTcpNoDelay(true);
            caller.setTcpNoDelay(true);
            synchronized (this) {
                if (from.isClosed()) {
                    return;
                }
                ends.add(caller);
                ends.add(called);
            }
            Thread back = Thread.ofVirtual().start(() -> handOn(called, caller));
            handOn(caller, called);
            back.join();
            synchronized (this) {
                ends.remove(caller);
                ends.remove(called);
            }
        } catch (IOException e) {
            // the server itself is away
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handOn(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream said = from.getInputStream();
            OutputStream heard = to.getOutputStream();
            for (int length = said.read(buffer); length >= 0; length = said.read(buffer)) {
                awaitNotStalled();
                heard.write(buffer, 0, length);
            }
            awaitNotStalled();
            to.shutdownOutput();
        } catch (IOException e) {
            // one end is gone, so is the other
            close(from);
            close(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void awaitNotStalled() throws InterruptedException {
        while (stalled) {
            wait();
        }
    }

    private static void close(Socket end) {
        try {
            end.close();
        } catch (IOException e) {
            // closed all the same
        }
    }

    @Override
    public synchronized void close() throws IOException {
        stalled = false;
        notifyAll();
        cut();
    }
}
