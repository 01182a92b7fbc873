package noroshi.core.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import noroshi.core.sector.Period;
import noroshi.core.sharing.Disclosure.Extent;
import noroshi.core.sharing.Viewer.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a thread tells of where and when, a clause each (domain.md §3.3, §7.4: M). */
class MaskingTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 5);
    private static final Viewer MINISTRY = new Viewer(Role.MINISTRY, "FSA", "kato", "ministry:FSA:kato");
    private static final Viewer CEPTOAR = new Viewer(Role.CEPTOAR, "AIRPORT", null, "ceptoar:AIRPORT");

    /** Three in GAS, three in WATER, of whom none is in both, and one in AIRPORT. */
    private static final Suppression REGISTER = register();

    private static Suppression register() {
        var register = new ArrayList<>(SuppressionTest.members(3, "GAS"));
        register.addAll(SuppressionTest.members(3, "WATER"));
        register.addAll(SuppressionTest.members(1, "AIRPORT"));
        return new Suppression(register);
    }

    private static Masking masking(Viewer viewer) {
        return new Masking(viewer, () -> REGISTER);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GAS,KI_GAS                | GAS
            AIRPORT,KI_AIRPORT        |
            AIRPORT,GAS               | GAS
            GAS,WATER                 | GAS
            WATER,GAS                 | WATER
            KI_POSTAL                 |
            UNROUTED                  |
            """)
    void ofItsLinesAMaskedThreadTellsTheSectorsThatLeaveEnough(String lines, @Nullable String told) {
        assertThat(masking(MINISTRY).lines(Extent.MASKED, List.of(lines.split(",")), DAY))
                .isEqualTo(told == null ? List.of() : List.of(told.split(",")));
    }

    @Test
    void aCeptoarIsToldItsOwnSectorHoweverFewAreInItAndNoOther() {
        var lines = List.of("GAS", "AIRPORT", "KI_AIRPORT");

        assertThat(masking(CEPTOAR).lines(Extent.MASKED, lines, DAY)).containsExactly("AIRPORT");
        assertThat(masking(CEPTOAR).lines(Extent.MASKED, List.of("GAS"), DAY)).isEmpty();
        assertThat(masking(CEPTOAR).isUnder("AIRPORT", Extent.MASKED, lines, DAY))
                .isTrue();
        assertThat(masking(CEPTOAR).isUnder("GAS", Extent.MASKED, lines, DAY)).isFalse();
        assertThat(masking(CEPTOAR).days()).isEqualTo(Map.of("AIRPORT", List.of(new Period(LocalDate.MIN, null))));
    }

    @ParameterizedTest
    @EnumSource(
            value = Extent.class,
            names = {"SHARED", "OWN_DELIVERY", "FULL"})
    void whoReadsTheContentIsToldAll(Extent extent) {
        var nobodyAsks = new Masking(MINISTRY, () -> {
            throw new AssertionError("the register");
        });
        var lines = List.of("AIRPORT", "KI_AIRPORT");
        Instant at = Instant.parse("2026-11-05T03:10:00Z");

        assertThat(nobodyAsks.lines(extent, lines, DAY)).isEqualTo(lines);
        assertThat(nobodyAsks.isUnder("KI_AIRPORT", extent, lines, DAY)).isTrue();
        assertThat(nobodyAsks.occurredAt(extent, at)).isEqualTo(at);
    }

    /** It is told in any case, whichever others are told with it. */
    @ParameterizedTest
    @CsvSource({"GAS, true", "AIRPORT, false", "KI_AIRPORT, false", "WATER, false"})
    void aMaskedThreadIsFoundUnderTheFirstSectorThatItTells(String line, boolean found) {
        assertThat(masking(MINISTRY)
                        .isUnder(line, Extent.MASKED, List.of("AIRPORT", "GAS", "WATER", "KI_AIRPORT"), DAY))
                .isEqualTo(found);
    }

    @Test
    void theDaysOfAllLinesAreThoseOfTheRegister() {
        var always = List.of(new Period(LocalDate.MIN, null));

        assertThat(masking(MINISTRY).days()).isEqualTo(Map.of("GAS", always, "WATER", always));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-04T15:00:00Z, 2026-11-04T15:00:00Z",
        "2026-11-05T03:10:00Z, 2026-11-04T15:00:00Z",
        "2026-11-05T14:59:59.999999Z, 2026-11-04T15:00:00Z",
        "2026-11-05T15:00:00Z, 2026-11-05T15:00:00Z"
    })
    void aTimeIsToldByItsDayInTokyo(Instant at, Instant told) {
        assertThat(masking(MINISTRY).occurredAt(Extent.MASKED, at)).isEqualTo(told);
    }
}
