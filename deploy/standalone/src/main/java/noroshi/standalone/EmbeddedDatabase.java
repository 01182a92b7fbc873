package noroshi.standalone;

import com.sun.management.OperatingSystemMXBean;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import noroshi.standalone.Secrets.Purpose;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A PostgreSQL 18 of our own in a data folder, as durable as a production one, open on the loopback interface to those
 * who know a password.
 *
 * <p>It runs in a process session of its own, so it outlives a hub that is killed; the next start stops it first.
 */
public final class EmbeddedDatabase implements Foundation.Running {
    /** The name of the database. */
    public static final String DATABASE = "hub";

    /** Owns all schemas; migrates them. */
    public static final String OWNER = "hub_owner";

    /** What the hub works as; has only what migrations grant it. */
    public static final String RUNTIME = "hub_runtime";

    /** Of the programs that this hub brings along. */
    static final String MAJOR_VERSION = "18";

    private static final long MIB = 1024 * 1024;
    private static final String DATA = "data";
    static final String SUPERUSER = "postgres";
    private static final Duration STARTUP_LIMIT = Duration.ofSeconds(60);
    private static final Duration ORPHAN_STOP_LIMIT = Duration.ofSeconds(15);
    private static final String PASSWORDS_ONLY = """
            # TYPE DATABASE USER ADDRESS METHOD
            host all all 127.0.0.1/32 scram-sha-256
            host all all ::1/128 scram-sha-256
            """;

    private final EmbeddedPostgres server;
    private final CompletableFuture<Void> end;
    private final Login owner;
    private final Login runtime;

    private EmbeddedDatabase(EmbeddedPostgres server, CompletableFuture<Void> end, Login owner, Login runtime) {
        this.server = server;
        this.end = end;
        this.owner = owner;
        this.runtime = runtime;
    }

    /**
     * How to sign in to the database.
     *
     * @param url for JDBC, without the password
     */
    public record Login(String url, String user, String password) {

        /** A source that opens a new connection each time. */
        public DataSource dataSource() {
            return new DriverManagerDataSource(url, user, password);
        }

        @Override
        public String toString() {
            return user + " at " + url;
        }
    }

    /**
     * Starts the database in {@code folder}, making it on first use.
     *
     * @param folder holds the data, the binaries and the server's log; the caller has locked it
     * @throws UsageError if there was one here and it is gone: an empty one in its place would hide the loss
     * @throws IOException if it does not come up within a minute; {@code postgresql.log} in the folder says why
     */
    public static EmbeddedDatabase start(Path folder, int port, Secrets secrets) throws IOException {
        return start(folder, port, secrets, STARTUP_LIMIT);
    }

    /** A database is made before its master key: where only the key is, the database was lost. */
    private static void requireNotLost(Path folder) {
        var key = folder.resolveSibling(KeyFolder.MASTER_KEY);
        if (Files.exists(key) && Files.notExists(data(folder).resolve("PG_VERSION"))) {
            throw new UsageError(
                    "database %s: gone, but %s is of one (expected: ./hub restore BACKUP first; to begin anew, set %s to another folder)"
                            .formatted(data(folder), key, Settings.DATA));
        }
    }

    /** The same where it has a long log to go through first. */
    static EmbeddedDatabase start(Path folder, int port, Secrets secrets, Duration limit) throws IOException {
        stopOrphan(folder);
        // The binaries' launcher takes a minute to notice a taken port, and then blames something else.
        Loopback.requireFree(port);
        requireNotLost(folder);
        PrivateFiles.folder(folder);
        var data = data(folder);
        // Of a start that failed in this process, the launcher keeps the lock of that very file.
        Files.deleteIfExists(data.resolve("epg-lock"));
        var log = Redirect.appendTo(folder.resolve("postgresql.log").toFile());
        var server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(binaries(folder).toFile())
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setPGStartupWait(limit)
                .setErrorRedirector(log)
                .setOutputRedirector(log)
                .setConnectConfig("password", secrets.password(Purpose.DATABASE, SUPERUSER))
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                // zonky's own defaults suit tests: they trade durability for speed.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("shared_buffers", sharedBuffers())
                // a page out of order costs no disk's turn; four times a page in order has it read tables instead of
                // indexes
                .setServerConfig("random_page_cost", "1.1")
                .setServerConfig("max_wal_size", "2GB")
                // what is kept for the next ./hub backup, so that one which never comes doesn't fill the disk
                .setServerConfig("max_slot_wal_keep_size", "4GB")
                // a hub takes 56 at most, and it need not be alone
                .setServerConfig("max_connections", "300")
                .start();
        try {
            var owner = login(port, OWNER, secrets);
            var runtime = login(port, RUNTIME, secrets);
            try (var connection = server.getPostgresDatabase().getConnection()) {
                prepare(connection, owner, runtime);
                execute(
                        connection,
                        "ALTER ROLE %s PASSWORD '%s'"
                                .formatted(SUPERUSER, secrets.password(Purpose.DATABASE, SUPERUSER)));
                // A new server trusts whoever is on this machine. Passwords are set now, so it need not any longer.
                PrivateFiles.write(data.resolve("pg_hba.conf"), PASSWORDS_ONLY);
                execute(connection, "SELECT pg_reload_conf()");
            }
            return new EmbeddedDatabase(server, endOf(folder), owner, runtime);
        } catch (SQLException | IOException e) {
            server.close();
            throw new IOException("the embedded database can't be prepared: " + e.getMessage(), e);
        }
    }

    /** Where the server's programs are unpacked: once for this user, since that takes as long as all the rest. */
    private static Path binaries(Path folder) throws IOException {
        var caches = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(name -> !name.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
        try {
            return PrivateFiles.folder(caches.resolve("noroshi").resolve("postgresql"));
        } catch (IOException e) {
            // a user without a home has the data folder
            return folder.resolve("binaries");
        }
    }

    /** PostgreSQL's own data folder within the database's. */
    static Path data(Path folder) {
        return folder.resolve(DATA);
    }

    public Login owner() {
        return owner;
    }

    public Login runtime() {
        return runtime;
    }

    @Override
    public CompletableFuture<Void> end() {
        return end.copy();
    }

    /** Stops the server; open transactions are rolled back. */
    @Override
    public void close() throws IOException {
        server.close();
    }

    /**
     * An eighth of this machine's memory, 2 GB at most; PostgreSQL touches no more of it than it has pages. Ids and tags
     * fall all over their indexes: where these don't fit, each append writes out the pages that it displaces, and at two
     * million events 70 of them took 18 ms.
     */
    private static String sharedBuffers() {
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Math.clamp(machine.getTotalMemorySize() / MIB / 8, 128, 2048) + "MB";
    }

    static Login login(int port, String user, Secrets secrets) {
        return login(Loopback.ADDRESS + ":" + port, user, secrets);
    }

    /**
     * How to sign in to whichever of these servers is the primary at that time: one that can't be reached holds up a
     * connection for two seconds, and is then passed over for a minute where there are others; a standby that is promoted is
     * found by the next connection.
     *
     * @param servers each as {@code host:port}, separated by commas
     */
    static Login login(String servers, String user, Secrets secrets) {
        return new Login(
                "jdbc:postgresql://" + servers + "/" + DATABASE
                        + "?targetServerType=primary&hostRecheckSeconds=60"
                        // together more than one that can't be reached takes, so that the next one has its turn
                        + "&connectTimeout=2&loginTimeout=5"
                        // without values, and so without content, in the text of errors
                        + "&logServerErrorDetail=false",
                user,
                secrets.password(Purpose.DATABASE, user));
    }

    /** Makes the hub's roles and its database, where they are missing. */
    static void prepare(Connection superuser, Login owner, Login runtime) throws SQLException {
        role(superuser, owner);
        role(superuser, runtime);
        if (!exists(superuser, "SELECT FROM pg_database WHERE datname = '" + DATABASE + "'")) {
            execute(superuser, "CREATE DATABASE " + DATABASE + " OWNER " + OWNER);
        }
        execute(superuser, "REVOKE ALL ON DATABASE " + DATABASE + " FROM PUBLIC");
        execute(superuser, "GRANT CONNECT ON DATABASE " + DATABASE + " TO " + RUNTIME);
    }

    private static void role(Connection connection, Login login) throws SQLException {
        if (!exists(connection, "SELECT FROM pg_roles WHERE rolname = '" + login.user() + "'")) {
            execute(connection, "CREATE ROLE " + login.user());
        }
        execute(connection, "ALTER ROLE %s LOGIN PASSWORD '%s'".formatted(login.user(), login.password()));
    }

    private static boolean exists(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Stops the server that a killed hub left behind in this folder, if it is still there. */
    static void stopOrphan(Path folder) throws IOException {
        var orphan = server(folder);
        if (orphan.isEmpty()) {
            return;
        }
        var pid = Long.toString(orphan.get().pid());
        // SIGINT is PostgreSQL's "fast": it doesn't wait for clients. ProcessHandle could send SIGTERM, which does.
        new ProcessBuilder("kill", "-INT", pid).inheritIO().start();
        try {
            orphan.get().onExit().get(ORPHAN_STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while stopping the orphaned PostgreSQL " + pid, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the orphaned PostgreSQL " + pid + " does not stop (stop it by hand)", e);
        }
    }

    private static CompletableFuture<Void> endOf(Path folder) throws IOException {
        return server(folder)
                .map(process -> process.onExit().thenRun(() -> {}))
                .orElseGet(() -> CompletableFuture.runAsync(() -> {}));
    }

    private static Optional<ProcessHandle> server(Path folder) throws IOException {
        var pidFile = folder.resolve(DATA).resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        var pid = Files.readAllLines(pidFile).getFirst().strip();
        return ProcessHandle.of(Long.parseLong(pid))
                // The pid may be another program's by now.
                .filter(process -> process.info()
                        .command()
                        .map(command -> Path.of(command).endsWith("postgres"))
                        .orElse(false));
    }
}
