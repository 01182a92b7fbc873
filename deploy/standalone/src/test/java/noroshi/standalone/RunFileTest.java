package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import noroshi.standalone.Settings.Ports;
import noroshi.standalone.Settings.Servers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {
    private static final Ports PORTS = new Ports(18080, 18090, 19092, 18081, 15433);
    private static final Servers SERVERS = new Servers("kafka-1:9092,kafka-2:9092", "127.0.0.1:15433");

    private final RunFile hub = new RunFile(ProcessHandle.current().pid(), Path.of("/srv/hub"), true, PORTS, SERVERS);

    @TempDir
    Path temporary;

    private Path folder = Path.of("unset");

    @BeforeEach
    void eachUserHasAFolder() {
        folder = RunFile.folder(Map.of("TMPDIR", temporary.toString()));
    }

    @Test
    void aRunningHubIsFoundByItsHttpPort() throws IOException {
        hub.write(folder);

        assertThat(RunFile.find(folder, PORTS.http())).contains(hub);
        assertThat(RunFile.find(folder, PORTS.http() + 1)).isEmpty();
    }

    @Test
    void folderAndFileAreForTheirOwnerAlone() throws IOException {
        hub.write(folder);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(RunFile.of(folder, PORTS.http()))))
                .isEqualTo("rw-------");
    }

    @Test
    void aStoppedHubIsNotFound() throws IOException {
        hub.write(folder);
        hub.remove(folder);

        assertThat(RunFile.find(folder, PORTS.http())).isEmpty();
    }

    @Test
    void aHubWhoseProcessIsGoneIsNotFound() throws Exception {
        var gone = new ProcessBuilder("true").start();
        new RunFile(gone.pid(), hub.data(), false, PORTS, SERVERS).write(folder);
        gone.waitFor();

        assertThat(RunFile.find(folder, PORTS.http())).isEmpty();
    }

    @Test
    void anotherProcessUnderTheSamePidIsNotTakenForTheHub() throws IOException {
        hub.write(folder);
        var file = RunFile.of(folder, PORTS.http());
        Files.writeString(
                file, Files.readString(file).replaceAll("started=.*", "started=2001-01-01T00\\\\:00\\\\:00Z"));

        assertThat(RunFile.find(folder, PORTS.http())).isEmpty();
    }

    @Test
    void aFolderThatOthersCanWriteIsNeitherUsedNorTrusted() throws IOException {
        hub.write(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(RunFile.find(folder, PORTS.http())).isEmpty();
        assertThatThrownBy(() -> hub.write(folder)).isInstanceOf(UsageError.class);
    }
}
