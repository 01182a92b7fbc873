package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Without containers, or a disk to fill, their tests are skipped; where these are promised, this fails instead. */
class EngineRequiredTest {

    @Test
    @EnabledIfEnvironmentVariable(
            named = "REQUIRE_DOCKER",
            matches = "true",
            disabledReason = "no container engine is promised here (REQUIRE_DOCKER)")
    void whereContainersArePromisedTheyCanBeStarted() {
        assertThat(Containers.hindrance()).isEmpty();
    }

    @Test
    @EnabledIfEnvironmentVariable(
            named = "REQUIRE_DOCKER",
            matches = "true",
            disabledReason = "no root is promised here (REQUIRE_DOCKER)")
    void whereContainersArePromisedADiskCanBeMounted() {
        assertThat(SmallDisk.hindrance()).isEmpty();
    }
}
