package noroshi.core.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import noroshi.core.register.Membership;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorEntry.Kind;
import noroshi.core.register.OperatorSlug;
import noroshi.core.sector.Period;
import noroshi.core.sector.SectorCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who could be meant (domain.md §3.3: fewer than three possible operators). */
class SuppressionTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 5);
    private static final SectorCode GAS = new SectorCode("GAS");

    @ParameterizedTest
    @CsvSource({"0, false", "1, false", "2, false", "3, true", "4, true"})
    void aSectorIsToldWhereThreeOperatorsCouldBeMeant(int operators, boolean told) {
        var suppression = new Suppression(members(operators, "GAS"));

        assertThat(suppression.sectors(List.of("GAS"), DAY)).isEqualTo(told ? List.of(GAS) : List.of());
        assertThat(suppression.isPossible(List.of(GAS), DAY, _ -> true)).isEqualTo(told);
        assertThat(suppression.days().containsKey(GAS)).isEqualTo(told);
    }

    /** Each row: the first and the last days of three memberships, and whether all three could be meant on the day. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -          | -          | true
            2026-11-05 | -          | true
            2026-11-06 | -          | false
            -          | 2026-11-05 | true
            -          | 2026-11-04 | false
            """)
    void aMembershipCountsInItsDays(String from, String to, boolean told) {
        var register = new ArrayList<>(members(2, "GAS"));
        register.add(entry("third", Kind.COMPANY, new Membership(GAS, null, day(from), day(to))));

        assertThat(new Suppression(register).sectors(List.of("GAS"), DAY)).hasSize(told ? 1 : 0);
    }

    @Test
    void theDaysOnWhichThereAreEnoughAreThoseOfEachDayByItself() {
        var suppression = new Suppression(List.of(
                entry("a", Kind.COMPANY, in("GAS", "-", "2026-06-30"), in("GAS", "2026-07-01", "-")),
                entry("b", Kind.COMPANY, in("GAS", "2026-02-01", "-")),
                entry("c", Kind.COMPANY, in("GAS", "-", "2026-03-31"), in("GAS", "2026-05-01", "2026-05-31")),
                entry("d", Kind.COMPANY, in("GAS", "2026-09-01", "-"), in("WATER", "-", "-"))));

        assertThat(suppression.days())
                .isEqualTo(Map.of(
                        GAS,
                        List.of(
                                new Period(LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 31)),
                                new Period(LocalDate.of(2026, 5, 1), LocalDate.of(2026, 5, 31)),
                                new Period(LocalDate.of(2026, 9, 1), null))));
        for (LocalDate day = LocalDate.of(2026, 1, 1); day.getYear() == 2026; day = day.plusDays(1)) {
            assertThat(suppression.sectors(List.of("GAS"), day))
                    .as("%s", day)
                    .hasSize(suppression.isPossible(List.of(GAS), day, _ -> true) ? 1 : 0);
        }
    }

    @Test
    void anOperatorWithTwoMembershipsOfASectorIsOne() {
        List<OperatorEntry> register = Stream.concat(
                        members(1, "GAS").stream(),
                        Stream.of(entry("twice", Kind.COMPANY, in("GAS", "-", "-"), in("GAS", "-", "-"))))
                .toList();

        assertThat(new Suppression(register).sectors(List.of("GAS"), DAY)).isEmpty();
    }

    @Test
    void whoReportsForOthersIsNobodyWhoCouldBeMeant() {
        var register = new ArrayList<>(members(2, "GAS"));
        register.add(entry("ceptoar-gas", Kind.CEPTOAR, in("GAS", "-", "-")));

        assertThat(new Suppression(register).sectors(List.of("GAS"), DAY)).isEmpty();
    }

    @Test
    void aSubSectorAndABusinessAreNeverTold() {
        List<OperatorEntry> register = Stream.of("a", "b", "c")
                .map(slug -> entry(
                        slug,
                        Kind.COMPANY,
                        new Membership(new SectorCode("FINANCE"), new SectorCode("BANKING"), null, null)))
                .toList();

        assertThat(new Suppression(register).sectors(List.of("BANKING", "KI_FINANCE", "FINANCE", "UNROUTED"), DAY))
                .containsExactly(new SectorCode("FINANCE"));
    }

    @ParameterizedTest
    @CsvSource({"0, WATER", "2, WATER", "3, 'WATER,GOV_ADMIN'"})
    void sectorsThatTogetherLeaveTooFewAreNotToldTogether(int inBoth, String told) {
        var register = new ArrayList<>(members(3, "WATER"));
        register.addAll(members(3, "GOV_ADMIN"));
        for (int i = 0; i < inBoth; i++) {
            register.add(entry("both-" + i, Kind.LOCAL_GOVERNMENT, in("WATER", "-", "-"), in("GOV_ADMIN", "-", "-")));
        }

        assertThat(new Suppression(register).sectors(List.of("WATER", "GOV_ADMIN"), DAY))
                .extracting(SectorCode::value)
                .containsExactly(told.split(","));
    }

    @Test
    void whatElseIsToldOfThemIsCountedToo() {
        var suppression = new Suppression(members(3, "GAS"));

        assertThat(suppression.isPossible(
                        List.of(GAS), DAY, entry -> !entry.slug().value().equals("gas-0")))
                .isFalse();
    }

    static List<OperatorEntry> members(int count, String sector) {
        return Stream.iterate(0, number -> number < count, number -> number + 1)
                .map(number -> entry(
                        sector.toLowerCase(Locale.ROOT).replace('_', '-') + "-" + number,
                        Kind.COMPANY,
                        in(sector, "-", "-")))
                .toList();
    }

    private static Membership in(String sector, String from, String to) {
        return new Membership(new SectorCode(sector), null, day(from), day(to));
    }

    private static @Nullable LocalDate day(String text) {
        return text.equals("-") ? null : LocalDate.parse(text);
    }

    private static OperatorEntry entry(String slug, Kind kind, Membership... memberships) {
        return new OperatorEntry(
                new OperatorSlug(slug),
                slug,
                kind,
                null,
                "13",
                null,
                Arrays.asList(memberships),
                List.of(),
                false,
                false);
    }
}
