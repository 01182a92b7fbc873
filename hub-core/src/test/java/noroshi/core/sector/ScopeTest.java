package noroshi.core.sector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import noroshi.core.jurisdiction.AuthorityCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScopeTest {

    private static final SectorCode WATER = new SectorCode("WATER");
    private static final Scope SHIPPED = Scope.shipped();

    @Test
    void aNewSectorIsKnownFromItsFirstDayOn() {
        var space = row("SPACE", "METI", "2027-04-01", null);
        var scope = SHIPPED.with(space);
        assertThat(scope.sector(space.code(), LocalDate.of(2027, 3, 31))).isEmpty();
        assertThat(scope.sector(space.code(), LocalDate.of(2027, 4, 1))).contains(space);
        assertThat(scope.knows("SPACE")).isTrue();
        assertThat(SHIPPED.knows("SPACE")).isFalse();
    }

    @Test
    void aLaterRowEndsTheOpenOneOnTheDayBefore() {
        var scope = SHIPPED.with(row("WATER", "METI", "2027-04-01", null));
        assertThat(ministryOn(scope, "2024-03-31")).isEqualTo("MHLW");
        assertThat(ministryOn(scope, "2027-03-31")).isEqualTo("MLIT");
        assertThat(ministryOn(scope, "2027-04-01")).isEqualTo("METI");
    }

    @Test
    void aRowOfTheSameFirstDayIsReplaced() {
        var scope = SHIPPED.with(row("WATER", "METI", "2024-04-01", null));
        assertThat(scope.sectors()).hasSameSizeAs(SHIPPED.sectors());
        assertThat(ministryOn(scope, "2024-03-31")).isEqualTo("MHLW");
        assertThat(ministryOn(scope, "2026-10-01")).isEqualTo("METI");
    }

    @Test
    void aRowBeforeALaterOneEndsWhereThatBegins() {
        var scope = SHIPPED.with(row("WATER", "METI", "2020-04-01", null));
        assertThat(ministryOn(scope, "2020-03-31")).isEqualTo("MHLW");
        assertThat(ministryOn(scope, "2024-03-31")).isEqualTo("METI");
        assertThat(ministryOn(scope, "2024-04-01")).isEqualTo("MLIT");
    }

    @Test
    void aSectorThatIsRetiredIsNoLongerInForceButKnown() {
        var scope = SHIPPED.with(row("CHEMICAL", "METI", "2014-05-19", "2027-03-31"));
        var chemical = new SectorCode("CHEMICAL");
        assertThat(scope.sector(chemical, LocalDate.of(2027, 3, 31))).isPresent();
        assertThat(scope.sector(chemical, LocalDate.of(2027, 4, 1))).isEmpty();
        assertThat(scope.knows("CHEMICAL")).isTrue();
    }

    @Test
    void theFirstDayIsThatOfTheEarliestRow() {
        assertThat(SHIPPED.firstDay(WATER)).isEqualTo(LocalDate.of(2005, 12, 13));
        assertThat(SHIPPED.firstDay(new SectorCode("POSTAL"))).isEqualTo(LocalDate.of(2026, 10, 1));
        assertThatThrownBy(() -> SHIPPED.firstDay(new SectorCode("SPACE")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sector: SPACE (expected: a known code)");
    }

    @Test
    void businessesAreKnownByTheirCodesToo() {
        assertThat(SHIPPED.knows("KI_FIN_BANK")).isTrue();
        assertThat(SHIPPED.knows("KI_MEDICAL")).isTrue();
        assertThat(SHIPPED.knows("MLIT")).isFalse();
        assertThat(SHIPPED.business(new BusinessCode("KI_MEDICAL"), LocalDate.of(2026, 10, 1)))
                .isEmpty();
    }

    @Test
    void twoRowsOfOneCodeOnOneDayAreNoScope() {
        var rows = List.of(row("WATER", "MLIT", "2024-04-01", null), row("WATER", "METI", "2025-04-01", null));
        assertThatThrownBy(() -> new Scope(rows, List.of(), List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("WATER: two rows on 2025-04-01 (expected: one at most)");
    }

    @Property
    void aRevisionRepeatedChangesNothing(@ForAll("histories") List<Sector> history, @ForAll("rows") Sector row) {
        var scope = after(history).with(row);
        assertThat(scope.with(row)).isEqualTo(scope);
    }

    @Property
    void onTheFirstDayOfARowItIsTheOneInForce(@ForAll("histories") List<Sector> history, @ForAll("rows") Sector row) {
        var scope = after(history).with(row);
        assertThat(scope.sector(row.code(), row.inForce().from()))
                .get()
                .extracting(Sector::ministry)
                .isEqualTo(row.ministry());
    }

    @Property
    void aRevisionChangesNoDayBeforeItsFirst(@ForAll("histories") List<Sector> history, @ForAll("rows") Sector row) {
        var before = after(history);
        var after = before.with(row);
        LocalDate.of(2023, 1, 1)
                .datesUntil(row.inForce().from())
                .forEach(day -> assertThat(after.sector(WATER, day).map(Sector::ministry))
                        .isEqualTo(before.sector(WATER, day).map(Sector::ministry)));
    }

    @Property
    void aRevisionTouchesNoOtherSector(@ForAll("histories") List<Sector> history) {
        assertThat(after(history).sectors().stream().filter(row -> !row.code().equals(WATER)))
                .containsExactlyElementsOf(SHIPPED.sectors().stream()
                        .filter(row -> !row.code().equals(WATER))
                        .toList());
    }

    @Provide
    Arbitrary<List<Sector>> histories() {
        return rows().list().ofMaxSize(6);
    }

    @Provide
    Arbitrary<Sector> rows() {
        var from = Arbitraries.integers().between(0, 1500).map(LocalDate.of(2023, 1, 1)::plusDays);
        var length = Arbitraries.integers().between(0, 600).injectNull(0.5);
        var ministry = Arbitraries.of("MIC", "MLIT", "METI", "MHLW");
        return Combinators.combine(from, length, ministry)
                .as((first, days, code) -> row(
                        "WATER",
                        code,
                        first.toString(),
                        days == null ? null : first.plusDays(days).toString()));
    }

    private static Scope after(List<Sector> history) {
        var scope = SHIPPED;
        for (var row : history) {
            scope = scope.with(row);
        }
        return scope;
    }

    private static String ministryOn(Scope scope, String day) {
        return scope.sector(WATER, LocalDate.parse(day))
                .orElseThrow()
                .ministry()
                .value();
    }

    private static Sector row(String code, String ministry, String from, @Nullable String to) {
        return new Sector(
                new SectorCode(code),
                null,
                "分野",
                "Sector",
                new AuthorityCode(ministry),
                new Period(LocalDate.parse(from), to == null ? null : LocalDate.parse(to)),
                Status.ASSUMED,
                "a test");
    }
}
