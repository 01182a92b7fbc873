package noroshi.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.InstantSource;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.annotation.AnnotationMessageTypeResolver;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.junit.jupiter.api.Test;

class StoredTypesTest {

    sealed interface Nameless {
        record Bare() implements Nameless {}
    }

    sealed interface Versionless {
        @Event(namespace = "tale", name = "Versionless")
        record Bare() implements Versionless {}
    }

    sealed interface Twice {
        @Event(namespace = "tale", name = "Same", version = "1")
        record One() implements Twice {}

        @Event(namespace = "tale", name = "Same", version = "1")
        record Two() implements Twice {}
    }

    sealed interface Renamed {
        @Event(namespace = "tale", name = "Ended", version = "1")
        record Finished(String thread, int number) implements Renamed {}
    }

    @Test
    void everyLeafHasItsStoredNameAsAxonResolvesIt() {
        assertThat(Tale.TYPES.typeOf(Tale.Told.class)).isEqualTo(new MessageType("tale", "Told", "1"));
        assertThat(new AnnotationMessageTypeResolver().resolve(Tale.Told.class))
                .contains(Tale.TYPES.typeOf(Tale.Told.class));
        assertThat(Tale.TYPES.resolve(Tale.Told.class)).contains(Tale.TYPES.typeOf(Tale.Told.class));
        assertThat(Tale.TYPES.classOf("tale.Told", "1")).isEqualTo(Tale.Told.class);
    }

    @Test
    void aLeafWithoutNameOrVersionStopsTheStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoredTypes.of(Nameless.class))
                .withMessageContaining("Bare");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoredTypes.of(Versionless.class))
                .withMessageContaining("Bare");
    }

    @Test
    void twoClassesOfOneNameStopTheStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoredTypes.of(Twice.class))
                .withMessageContaining("Same");
    }

    @Test
    void aNameThatNoClassReadsIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Tale.TYPES.classOf("tale.Told", "2"))
                .withMessageContaining("tale.Told#2");
    }

    @Test
    void anEventIsReadByTheClassThatBearsItsNameNow() {
        TestServer.Database database = TestServer.database();
        try (TestLedger before = TestLedger.on(database)) {
            before.record(new Tale.Ended("t1", 5));
        }
        try (TestLedger after = TestLedger.on(database, StoredTypes.of(Renamed.class), InstantSource.system())) {
            assertThat(after.ledger().read(0, 1).getFirst().payload()).isEqualTo(new Renamed.Finished("t1", 5));
        }
    }
}
