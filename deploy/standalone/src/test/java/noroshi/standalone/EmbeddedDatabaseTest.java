package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import noroshi.standalone.EmbeddedDatabase.Login;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedDatabaseTest {
    @TempDir
    static Path shared;

    private int port;

    @BeforeEach
    void takeAFreePort() throws IOException {
        port = Loopback.freePort();
    }

    private EmbeddedDatabase start(Path folder) throws IOException {
        return EmbeddedDatabase.start(folder.resolve("postgresql"), port, Secrets.in(folder));
    }

    @Test
    void aDatabaseThatIsGoneIsNotMadeAnew(@TempDir Path folder) throws Exception {
        var key = folder.resolve(KeyFolder.MASTER_KEY);
        Files.createDirectories(key.resolveSibling(""));
        Files.createFile(key);

        assertThatThrownBy(() -> start(folder))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("./hub restore BACKUP");
        assertThat(folder.resolve("postgresql")).doesNotExist();
    }

    @Test
    void itIsDurableKeepsItsDataAndLetsInWhoKnowsThePassword() throws Exception {
        var folder = shared;
        try (var database = start(folder)) {
            for (var setting : Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on")
                    .entrySet()) {
                assertThat(query(database.runtime(), "SHOW " + setting.getKey()))
                        .as(setting.getKey())
                        .isEqualTo(setting.getValue());
            }
            assertThat(query(database.runtime(), "SHOW server_version"))
                    .startsWith(EmbeddedDatabase.MAJOR_VERSION + ".");
            execute(database.owner(), "CREATE TABLE kept AS SELECT 'のろし' AS word");

            assertThatThrownBy(() -> query(database.runtime(), "SELECT word FROM kept"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> execute(database.runtime(), "CREATE SCHEMA mine"))
                    .hasMessageContaining("permission denied");
            var stranger = new Login(database.owner().url(), EmbeddedDatabase.OWNER, "wrong");
            assertThatThrownBy(() -> query(stranger, "SELECT 1"))
                    .hasMessageContaining("password authentication failed");
            var superuser = new Login(database.owner().url(), "postgres", "");
            assertThatThrownBy(() -> query(superuser, "SELECT 1")).isInstanceOf(SQLException.class);
        }
        port = Loopback.freePort();
        try (var database = start(folder)) {
            assertThat(query(database.owner(), "SELECT word FROM kept")).isEqualTo("のろし");
        }
    }

    @Test
    void whatAKilledHubLeftRunningIsStoppedFirst(@TempDir Path folder) throws Exception {
        var orphan = start(folder);
        execute(orphan.owner(), "CREATE TABLE kept AS SELECT 1 AS one");
        var pid = Long.parseLong(Files.readAllLines(folder.resolve("postgresql/data/postmaster.pid"))
                .getFirst());
        // The launcher's lock falls with a killed process; here the process lives on, so it is made to forget it.
        Files.delete(folder.resolve("postgresql/data/epg-lock"));

        try (var database = start(folder)) {
            assertThat(query(database.owner(), "SELECT one FROM kept")).isEqualTo("1");
            assertThat(ProcessHandle.of(pid)
                            .map(process -> process.onExit().orTimeout(30, TimeUnit.SECONDS))
                            .map(exit -> !exit.join().isAlive())
                            .orElse(true))
                    .isTrue();
        }
    }

    @Test
    void aTakenPortIsSaidAtOnce(@TempDir Path folder) throws IOException {
        try (var taken = new ServerSocket()) {
            taken.bind(Loopback.at(port));

            assertThatThrownBy(() -> start(folder))
                    .isInstanceOf(UsageError.class)
                    .hasMessageContaining("is taken");
        }
    }

    private static String query(Login login, String sql) throws SQLException {
        try (var connection = login.dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    private static void execute(Login login, String sql) throws SQLException {
        try (var connection = login.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
