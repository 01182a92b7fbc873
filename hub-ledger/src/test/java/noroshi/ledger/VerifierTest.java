package noroshi.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifierTest {

    private final TestServer.Database database = TestServer.database();
    private final TestLedger ledger = TestLedger.on(database);
    private final Verifier verifier = new Verifier(database.owner());

    @BeforeAll
    void fill() {
        for (int i = 1; i <= 20; i++) {
            ledger.record(Tale.told("t" + i % 3, i), new Tale.Changed(Set.of("all", "x" + i), i));
        }
    }

    @AfterAll
    void close() {
        ledger.close();
    }

    @Test
    void anUntouchedRecordIsSound() throws Exception {
        Verifier.Result result = verifier.verify();

        assertThat(result.findings()).isEmpty();
        assertThat(result.sound()).isTrue();
        assertThat(result.events()).isEqualTo(40);
        assertThat(result.head())
                .isEqualTo(verifier.at(40).orElseThrow().chain())
                .isEqualTo(database.text("select encode(chain, 'hex') from ledger.events where position = 40"));
        assertThat(verifier.at(2).orElseThrow().previousChain())
                .isEqualTo(verifier.at(1).orElseThrow().chain());
        assertThat(verifier.at(41)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update ledger.events set payload = set_byte(payload, 3, get_byte(payload, 3) # 1) where position = 7",
                "update ledger.events set metadata = set_byte(metadata, 2, get_byte(metadata, 2) # 128) where position = 7",
                "update ledger.events set leaf_hash = set_byte(leaf_hash, 31, get_byte(leaf_hash, 31) # 1) where position = 7",
                "update ledger.events set chain = set_byte(chain, 0, get_byte(chain, 0) # 1) where position = 7",
                "update ledger.events set type = 'tale.Ended' where position = 7",
                "update ledger.events set version = '2' where position = 7",
                "update ledger.events set id = gen_random_uuid() where position = 7",
                "update ledger.events set occurred_at = occurred_at + interval '1 microsecond' where position = 7",
                "update ledger.events set recorded_at = recorded_at + interval '1 microsecond' where position = 7",
                "update ledger.events set tags = array['operator=evil', 'thread=t1'] where position = 7",
                "delete from ledger.events where position = 7",
                "delete from ledger.events where position = 1",
                "update ledger.event_tag set tag = 'operator=evil' where position = 7 and tag = 'operator=acme'",
                "delete from ledger.event_tag where position = 7 and tag = 'operator=acme'",
                "insert into ledger.event_tag values ('operator=evil', 7)"
            })
    void anyChangeIsFound(String change) throws Exception {
        database.execute(
                "create table kept_events as table ledger.events; create table kept_tag as table ledger.event_tag");
        try {
            database.execute(change);
            Verifier.Result result = verifier.verify();
            assertThat(result.sound()).as(change).isFalse();
            assertThat(result.findings()).hasSizeLessThan(4);
        } finally {
            database.execute("""
                    delete from ledger.events; insert into ledger.events table kept_events; drop table kept_events;
                    delete from ledger.event_tag; insert into ledger.event_tag table kept_tag; drop table kept_tag
                    """);
        }
    }
}
