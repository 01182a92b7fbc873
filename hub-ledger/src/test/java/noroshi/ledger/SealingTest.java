package noroshi.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SealingTest {

    sealed interface Loose {
        @Event(namespace = "loose", name = "Said", version = "1")
        record Said(Tale.Secret content) implements Loose {}
    }

    private TestServer.Database database;
    private TestLedger ledger;

    @BeforeEach
    void open() {
        database = TestServer.database();
        ledger = TestLedger.on(database);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private List<Object> contents() {
        return ledger.ledger().read(0, 100).stream()
                .<Object>map(event -> String.valueOf(((Tale.Told) event.payload()).content()))
                .toList();
    }

    @Test
    void theDatabaseHoldsCiphertextOnly() {
        ledger.record(Tale.told("t1", 1));

        assertThat(database.text("select convert_from(payload, 'UTF8') from ledger.events"))
                .matches("\\{\"thread\":\"t1\",\"operator\":\"acme\",\"sector\":\"WATER\","
                        + "\"content\":\\{\"sealed\":\"[A-Za-z0-9+/=]{60,}\"},\"number\":1}");
        assertThat(database.number("select count(*) from ledger.thread_key where thread = 't1'"))
                .isEqualTo(1);
    }

    @Test
    void anErasedThreadReadsAsNullAndTheChainVerifies() throws Exception {
        ledger.record(Tale.told("t1", 1));
        ledger.record(Tale.told("t2", 2));
        ledger.ledger().eraseKey("t1");

        assertThat(contents())
                .containsExactly("null", String.valueOf(Tale.told("t2", 2).content()));
        assertThat(new Verifier(database.owner()).verify().findings()).isEmpty();
    }

    @Test
    void anErasedKeyNeverComesBack() {
        try (TestLedger other = TestLedger.on(database)) {
            other.record(Tale.told("t1", 1));
            ledger.ledger().eraseKey("t1");
            // The other process still remembers the erased key.
            other.record(Tale.told("t1", 2));
        }
        assertThat(contents())
                .containsExactly("null", String.valueOf(Tale.told("t1", 2).content()));
    }

    @Test
    void whatAnotherProcessErasesIsForgottenByWhoeverHasReadIt() {
        ledger.record(Tale.told("t1", 1));
        try (TestLedger other = TestLedger.on(database)) {
            assertThat(content(other)).isNotNull();
            ledger.ledger().eraseKey("t1");
            assertThat(content(other)).isNull();
        }
    }

    private static Tale.@Nullable Secret content(TestLedger reader) {
        return ((Tale.Told) reader.ledger().ofTag("thread", "t1").getFirst().payload()).content();
    }

    @Test
    void processesThatMeetANewThreadAtOnceEndWithOneKey() {
        try (TestLedger other = TestLedger.on(database)) {
            List<CompletableFuture<Long>> all = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                all.add((i % 2 == 0 ? ledger : other).append(AppendCondition.none(), Tale.told("t1", i)));
            }
            all.forEach(CompletableFuture::join);
        }
        assertThat(contents()).hasSize(50).doesNotContain("null");
        assertThat(database.number("select count(*) from ledger.thread_key")).isEqualTo(1);
    }

    @Test
    void contentMovedToAnotherEventDoesNotOpen() {
        ledger.record(Tale.told("t1", 1));
        ledger.record(Tale.told("t1", 2));
        database.execute("""
                update ledger.events set payload = (select payload from ledger.events where position = 1)
                where position = 2
                """);
        assertThatThrownBy(this::contents).hasStackTraceContaining("does not open");
    }

    @Test
    void contentWithoutAThreadIsRefused() {
        StoredTypes loose = StoredTypes.of(Loose.class).sealing(Tale.Secret.class);
        try (TestLedger other = TestLedger.on(database, loose, InstantSource.system())) {
            assertThatThrownBy(() -> other.record(new Loose.Said(new Tale.Secret("x", null))))
                    .hasStackTraceContaining("expected: one thread=");
        }
    }

    @Test
    void theMasterKeyIsKeptAndItsFileIsItsOwnersOnly(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("deep/master.key");
        MasterKey first = MasterKey.at(file);
        byte[] wrapped = first.wrap("t1", ContentSeal.key(new byte[ContentSeal.KEY_LENGTH]));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(MasterKey.at(file).unwrap("t1", wrapped).getEncoded()).containsOnly(0);
        assertThatIllegalStateException().isThrownBy(() -> MasterKey.at(file).unwrap("t2", wrapped));

        assertThat(MasterKey.at(file).pseudonym("t1"))
                .isEqualTo(first.pseudonym("t1"))
                .isNotEqualTo(first.pseudonym("t2"))
                .isNotEqualTo(MasterKey.at(folder.resolve("other.key")).pseudonym("t1"))
                .hasSize(64);

        byte[] sealed = first.sealSecret("t1", new byte[] {1, 2, 3});
        assertThat(MasterKey.at(file).openSecret("t1", sealed)).containsExactly(1, 2, 3);
        assertThatIllegalStateException().isThrownBy(() -> first.openSecret("t2", sealed));
        assertThatIllegalStateException().isThrownBy(() -> first.unwrap("t1", sealed));

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatIllegalStateException().isThrownBy(() -> MasterKey.at(file)).withMessageContaining("rw-r-----");
    }
}
