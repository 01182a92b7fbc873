package noroshi.core.sector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.time.LocalDate;
import noroshi.core.sector.ReferenceTable.Row;
import org.junit.jupiter.api.Test;

class ReferenceTableTest {

    @Test
    void aRowIsReadByItsColumnsAndCommentsAreNot() throws IOException {
        var row = row("# a comment\ncode\tlist\tfrom\tto\tstatus\n# another\nWATER\ta,b\t2024-04-01\t\tASSUMED");
        assertThat(row.value("code", SectorCode::new)).isEqualTo(new SectorCode("WATER"));
        assertThat(row.list("list", String::strip)).containsExactly("a", "b");
        assertThat(row.period()).isEqualTo(new Period(LocalDate.of(2024, 4, 1), null));
        assertThat(row.status()).isEqualTo(Status.ASSUMED);
        LocalDate to = row.optional("to", LocalDate::parse);
        assertThat(to).isNull();
        assertThat(row.text("to")).isEmpty();
    }

    @Test
    void aRowOfTheWrongLengthIsNamedByFileAndLine() {
        assertThatThrownBy(() -> row("code\tja\nWATER\t水道\nGAS"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("some.tsv:3: 1 cells (expected: 2)");
    }

    @Test
    void aBlankLineIsNoRow() {
        assertThatThrownBy(() -> row("code\tja\n\nWATER\t水道")).hasMessage("some.tsv:2: 1 cells (expected: 2)");
    }

    @Test
    void aCellThatIsNoValueIsNamedByFileLineAndColumn() throws IOException {
        var row = row("code\tfrom\tto\tstatus\tja\nwater\t2024-04-31\t\tSURE\t 水道");
        assertThatThrownBy(() -> row.value("code", SectorCode::new))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("some.tsv:2: code: water, sector: water (expected: ");
        assertThatThrownBy(row::period).hasMessageStartingWith("some.tsv:2: from: 2024-04-31, ");
        assertThatThrownBy(row::status).hasMessageStartingWith("some.tsv:2: status: SURE, ");
        assertThatThrownBy(() -> row.value("to", LocalDate::parse))
                .hasMessage("some.tsv:2: to: empty (expected: a value)");
        assertThatThrownBy(() -> row.text("ja")).hasMessage("some.tsv:2: ja: ' 水道' (expected: no blanks around it)");
        assertThatThrownBy(() -> row.text("en")).hasMessage("some.tsv:2: no column en");
    }

    @Test
    void aPeriodThatEndsBeforeItBeginsIsNamed() throws IOException {
        var row = row("from\tto\n2024-04-01\t2024-03-31");
        assertThatThrownBy(row::period).hasMessage("some.tsv:2: to: 2024-03-31 (expected: not before 2024-04-01)");
    }

    @Test
    void aResourceThatIsAbsentIsNamed() {
        assertThatThrownBy(() -> ReferenceTable.read(ReferenceTableTest.class, "none.tsv"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("none.tsv: absent");
    }

    private static Row row(String text) throws IOException {
        return ReferenceTable.read("some.tsv", new StringReader(text)).getFirst();
    }
}
