package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path temporary;

    @Test
    void aSecondHubOnOneFolderIsRefusedUntilTheFirstHasGone() throws IOException {
        var folder = temporary.resolve("data");
        try (var _ = DataFolder.take(folder)) {
            assertThatThrownBy(() -> DataFolder.take(folder))
                    .isInstanceOf(UsageError.class)
                    .hasMessage("data folder " + folder
                            + ": in use by another hub (stop it, or set HUB_DATA to another folder)");
        }
        DataFolder.take(folder).close();
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        var file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> DataFolder.take(file.resolve("data")))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("set HUB_DATA to another folder");
    }

    @Test
    void aTakenPortIsNamedWithItsVariable() throws IOException {
        try (var taken = new ServerSocket()) {
            taken.bind(Loopback.at(0));
            assertThatThrownBy(() -> Loopback.requireFree(Map.of("HUB_KAFKA_PORT", taken.getLocalPort())))
                    .isInstanceOf(UsageError.class)
                    .hasMessage("port " + taken.getLocalPort() + " is taken (set HUB_KAFKA_PORT to a free one)");
        }
    }
}
