package noroshi.api.desk;

import static noroshi.api.view.Story.Telling.about;
import static noroshi.api.view.Story.viewer;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import noroshi.api.view.RecordFixture;
import noroshi.api.view.Story;
import noroshi.core.deadline.Tokyo;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorEvent;
import noroshi.core.register.ScopeCommand.ReviseSector;
import noroshi.core.sector.Period;
import noroshi.core.sector.Sector;
import noroshi.core.sector.SectorCode;
import noroshi.core.sector.Status;
import noroshi.core.sharing.Viewer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RegisterAddresseesTest {

    private static final SectorCode GAS = new SectorCode("GAS");
    private static final Viewer MLIT = viewer("ministry:MLIT:tanaka");
    private static final Viewer METI = viewer("ministry:METI:sato");

    private static void competent(RecordFixture record, String ministry, LocalDate from) {
        var row = new Sector(
                GAS, null, "ガス", "Gas", new AuthorityCode(ministry), new Period(from, null), Status.CONFIRMED, "test");
        record.send(new ReviseSector(row, "nco:mori", record.clock().instant()));
    }

    private static RegisterAddressees addressees(RecordFixture record) {
        return new RegisterAddressees(new Register(record.database(), record.ledger()), record.clock());
    }

    @Test
    void aSectorIsAMinistrysFromWhereItIsRecorded() throws Exception {
        try (var record = new RecordFixture()) {
            assertThat(addressees(record).since(METI)).as("what always was").isEmpty();
            LocalDate today = Tokyo.dayOf(record.clock().instant());

            competent(record, "MLIT", today);
            long recorded = record.ledger().head();
            assertThat(addressees(record).sectorsOf(MLIT)).contains(GAS);
            assertThat(addressees(record).since(MLIT)).isEqualTo(Map.of(GAS, recorded));
            assertThat(addressees(record).since(METI)).isEmpty();
            competent(record, "METI", today);
            assertThat(addressees(record).since(METI))
                    .isEqualTo(Map.of(GAS, record.ledger().head()));
        }
    }

    @Test
    void whatIsToChangeIsSoFromTheFirstEventOfItsDay() throws Exception {
        try (var record = new RecordFixture()) {
            LocalDate day = Tokyo.dayOf(record.clock().instant()).plusDays(3);
            competent(record, "MLIT", day);
            long head = record.ledger().head();
            assertThat(addressees(record).since(MLIT)).isEmpty();

            record.setClock(Tokyo.startOf(day).plus(Duration.ofHours(1)));
            assertThat(addressees(record).sectorsOf(MLIT)).contains(GAS);
            Story.begin(record, about("isewan-terminal", "on-the-day"));
            assertThat(addressees(record).since(MLIT)).isEqualTo(Map.of(GAS, head + 1));
        }
    }

    @Test
    void anOperatorIsOfASectorFromWhereItIsRecorded() throws Exception {
        try (var record = new RecordFixture()) {
            Story.begin(record, about("setouchi-chem", "member")).ofSector("GAS");
            long recorded = record.ledger().ofTag("operator", "setouchi-chem").stream()
                    .filter(event -> event.payload() instanceof OperatorEvent)
                    .toList()
                    .getLast()
                    .position();
            assertThat(addressees(record)
                            .since(viewer("operator:setouchi-chem"))
                            .keySet())
                    .isEqualTo(Set.of(GAS));
            assertThat(addressees(record).since(viewer("operator:setouchi-chem")))
                    .containsEntry(GAS, recorded);
        }
    }
}
