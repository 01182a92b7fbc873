package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import noroshi.ledger.LedgerDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a stopped hub's database, without the hub. */
@Timeout(300)
class BackupTest {

    @TempDir
    Path temporary;

    @BeforeEach
    void makeADatabase() throws Exception {
        var data = PrivateFiles.folder(temporary.resolve("data"));
        try (var database = EmbeddedDatabase.start(data.resolve("postgresql"), Loopback.freePort(), Secrets.in(data))) {
            LedgerDatabase.migrate(database.owner().dataSource(), EmbeddedDatabase.RUNTIME);
        }
        assertThat(HubWiring.masterKey(data)).isNotNull();
    }

    @Test
    void theNewestBackupIsContinuedTheOthersAreRestoredAsFarAsTheyGo() throws Exception {
        assertThat(run("data", "backup", "first", "--keys", "keys"))
                .matches(
                        "(?s)0 0 events up to \\S+, head 0{64}: \\d+ MiB in \\S+first\\nkeys in \\S+keys; keep them apart from it");
        assertThat(run("data", "backup", "first")).startsWith("0 0 events");
        assertThat(run("data", "backup", "second"))
                .endsWith("NOT in it, and without them it can't be read: keys/master.key, secrets.properties"
                        + " (--keys FOLDER copies them)");
        assertThat(run("data", "backup", "first"))
                .matches(
                        "2 hub: \\S+first: ends at \\S+; a newer backup or a restore came after it \\(expected: another folder\\)");
        assertThat(run("data", "backup", "data"))
                .isEqualTo("2 hub: %s: holds no finished backup (expected: one, or an empty or absent folder)"
                        .formatted(temporary.resolve("data")));

        assertThat(run("elsewhere", "restore", "first", "--keys", "keys"))
                .matches("0 0 events up to \\S+ restored in \\S+elsewhere, head 0{64}: sound");
        assertThat(run("elsewhere", "verify"))
                .isEqualTo("0 0 events, head %1$s; 0 readings, head %1$s: sound".formatted("0".repeat(64)));
    }

    @Test
    void aRecordThatIsNotSoundIsNotPutInPlace() throws Exception {
        try (var hub = StoredHub.open(environment("data"));
                var connection = hub.owner().dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("""
                    insert into ledger.events
                    values (1, gen_random_uuid(), 'forged', '1', now(), now(), '{}', '', '', '\\x00', '\\x00')""");
        }
        assertThat(run("data", "backup", "forged", "--keys", "keys")).startsWith("0 1 events");

        assertThat(run("elsewhere", "restore", "forged", "--keys", "keys"))
                .startsWith("1 hub: failed: the record is NOT SOUND, and stays in %s: position 1: "
                        .formatted(temporary.resolve("elsewhere/postgresql.restoring")));
        assertThat(temporary.resolve("elsewhere/postgresql")).doesNotExist();
    }

    private Map<String, String> environment(String data) {
        return Map.of(
                Settings.DATA,
                temporary.resolve(data).toString(),
                "TMPDIR",
                temporary.toString(),
                "HUB_HTTP_PORT",
                Integer.toString(Loopback.freePort()),
                "HUB_DATABASE_PORT",
                Integer.toString(Loopback.freePort()));
    }

    /** Exit code and lines. */
    private String run(String data, String command, String... arguments) {
        var lines = new ByteArrayOutputStream();
        var printed = new PrintStream(lines, true, UTF_8);
        var all = new ArrayList<>(List.of(command));
        for (String argument : arguments) {
            all.add(
                    argument.startsWith("--")
                            ? argument
                            : temporary.resolve(argument).toString());
        }
        int code = new Standalone(environment(data), printed, printed).run(all);
        return code + " " + lines.toString(UTF_8).strip();
    }
}
