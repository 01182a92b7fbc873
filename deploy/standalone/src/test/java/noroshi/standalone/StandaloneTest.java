package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandaloneTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path temporary;

    private int run(Map<String, String> environment, String... arguments) {
        return new Standalone(environment, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
                .run(List.of(arguments));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            fly            , 'hub: command fly: unknown (./hub help lists them)'
            --port         , 'hub: command --port: unknown (./hub help lists them)'
            up --fast      , 'hub: up: --fast unknown (expected: nothing after it)'
            token          , 'hub: token: 0 arguments (expected: IDENTITY)'
            kafka hq admin , 'hub: kafka: 2 arguments (expected: IDENTITY)'
            backup         , 'hub: backup: wrong arguments (expected: FOLDER [--keys FOLDER])'
            backup a b     , 'hub: backup: wrong arguments (expected: FOLDER [--keys FOLDER])'
            backup a --keys a/b , 'hub: backup: --keys a/b lies in the backup (expected: a folder apart from it)'
            restore a --keys    , 'hub: restore: wrong arguments (expected: FOLDER [--keys FOLDER])'
            """)
    void wrongUseIsSaidInOneLineWithExitCode2(String arguments, String line) {
        assertThat(run(Map.of(), arguments.split(" ", -1))).isEqualTo(2);

        assertThat(err.toString(UTF_8)).isEqualTo(line + System.lineSeparator());
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void aTokenNeedsARunningHub() throws IOException {
        var port = Loopback.freePort();
        var environment = Map.of("HUB_HTTP_PORT", Integer.toString(port), "TMPDIR", temporary.toString());

        assertThat(run(environment, "token", "hq")).isEqualTo(2);

        assertThat(err.toString(UTF_8))
                .isEqualTo("hub: no hub runs on port " + port
                        + " (start one with ./hub up, or set HUB_HTTP_PORT to its port)" + System.lineSeparator());
    }
}
