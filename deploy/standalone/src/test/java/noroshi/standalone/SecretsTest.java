package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import noroshi.standalone.Secrets.Purpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    Path folder;

    @Test
    void passwordsAndSigningKeyStayTheSameInOneFolder() {
        var first = Secrets.in(folder);
        var second = Secrets.in(folder);

        assertThat(second.password(Purpose.KAFKA, "hq")).isEqualTo(first.password(Purpose.KAFKA, "hq"));
        assertThat(second.signingKey()).isEqualTo(first.signingKey());
    }

    @Test
    void passwordsDifferByPurposePrincipalAndFolder(@TempDir Path other) {
        var secrets = Secrets.in(folder);

        assertThat(secrets.password(Purpose.KAFKA, "hq"))
                .hasSize(43)
                .matches("[A-Za-z0-9_-]+")
                .isNotEqualTo(secrets.password(Purpose.REGISTRY, "hq"))
                .isNotEqualTo(secrets.password(Purpose.KAFKA, "auditor"))
                .isNotEqualTo(Secrets.in(other).password(Purpose.KAFKA, "hq"));
    }

    @Test
    void theFileIsForItsOwnerAlone() throws IOException {
        Secrets.in(folder);

        assertThat(folder.resolve("secrets.properties"))
                .satisfies(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
    }

    @Test
    void aDamagedFileIsNamedAndNotReplaced() throws IOException {
        var file = Files.writeString(folder.resolve("secrets.properties"), "master=AAAA\n");

        assertThatThrownBy(() -> Secrets.in(folder)).hasMessageContaining("incomplete");
        assertThat(file).hasContent("master=AAAA");
    }
}
