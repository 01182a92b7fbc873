package noroshi.core.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.register.ScopeCommand.ReviseSector;
import noroshi.core.register.ScopeEvent.SectorRevised;
import noroshi.core.sector.Scope;
import noroshi.core.sector.Sector;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeCommandTest {

    private static final Instant AT = Instant.parse("2026-11-05T00:00:00Z");
    private static final Scope SCOPE = Scope.shipped();

    @Test
    void aNewSectorIsAdded() {
        var row = SectorRows.space();
        assertThat(decide(row, SCOPE)).containsExactly(new SectorRevised("national", row, "nco:sato", AT));
        assertThat(ScopeEvent.evolve(SCOPE, new SectorRevised("national", row, "nco:sato", AT)))
                .isEqualTo(SCOPE.with(row));
    }

    @Test
    void theSameRowAgainChangesNothing() {
        var row = SectorRows.space();
        assertThat(decide(row, SCOPE.with(row))).isEmpty();
        assertThat(SCOPE.sectors()).allMatch(shipped -> decide(shipped, SCOPE).isEmpty());
    }

    @Test
    void aRowSaidAgainAfterALaterOneChangesNothing() {
        var row = SectorRows.space();
        var later = SectorRows.row("SPACE", null, "宇宙", "MIC", LocalDate.of(2028, 4, 1), null);
        assertThat(decide(row, SCOPE.with(row).with(later))).isEmpty();
    }

    @Test
    void aSubSectorOfAKnownSectorIsAdded() {
        assertThat(decide(row("DATA_CENTRE", "INFO_COMM", "データセンター", "MIC", null), SCOPE))
                .hasSize(1);
    }

    @ParameterizedTest(name = "{4}: {5}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            SPACE    | -       | 宇宙 | MOSPACE | ministry | MOSPACE (expected: the code of a known authority)
            SPACE    | ORBIT   | 宇宙 | METI    | parent   | ORBIT (expected: the code of a known sector)
            SPACE    | SPACE   | 宇宙 | METI    | parent   | SPACE (expected: the code of a known sector)
            SPACE    | BANKING | 宇宙 | METI    | parent   | BANKING (expected: the code of a known sector)
            WATER    | WATER   | 水道 | MLIT    | parent   | WATER (expected: the code of a known sector)
            SPACE    | -       | ''   | METI    | ja       | (expected: a text that is not blank)
            KI_SPACE | -       | 宇宙 | METI    | code     | KI_SPACE (expected: a code that doesn't begin with KI_)
            """)
    void aRowThatDoesNotFitIsRefused(
            String code, @Nullable String parent, String ja, String ministry, String item, String told) {
        assertRefused(row(code, parent, ja, ministry, null), item, told);
    }

    @Test
    void aNamedLastDayBeyondTheNextRowIsRefused() {
        var row = SectorRows.row("WATER", null, "水道", "METI", LocalDate.of(2020, 4, 1), LocalDate.of(2024, 4, 1));
        assertRefused(row, "to", "2024-04-01 (expected: before 2024-04-01, when the next row begins)");
    }

    private static void assertRefused(Sector row, String item, String told) {
        assertThatThrownBy(() -> decide(row, SCOPE))
                .asInstanceOf(InstanceOfAssertFactories.type(Refused.class))
                .satisfies(refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.INVALID);
                    assertThat(refused.fault().item()).isEqualTo(item);
                    assertThat(refused.fault().en()).endsWith(told);
                });
    }

    private static List<ScopeEvent> decide(Sector row, Scope scope) {
        return ScopeCommand.decide(new ReviseSector(row, "nco:sato", AT), scope);
    }

    private static Sector row(
            String code, @Nullable String parent, String ja, String ministry, @Nullable LocalDate to) {
        return SectorRows.row(code, parent, ja, ministry, LocalDate.of(2027, 4, 1), to);
    }
}
