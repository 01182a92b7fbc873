package noroshi.gateway.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.InstantSource;

/** Intake keys in a folder of their own. */
final class TestKeys {

    private static final IntakeKeys KEYS = fresh();

    private TestKeys() {}

    static IntakeKeys keys() {
        return KEYS;
    }

    private static IntakeKeys fresh() {
        try {
            return new IntakeKeys(Files.createTempDirectory("noroshi-keys"), InstantSource.system(), _ -> false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
