package noroshi.core.mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.mode.ModeCommand.SwitchMode;
import noroshi.core.sector.Period;
import noroshi.core.sector.Scope;
import noroshi.core.sector.Sector;
import noroshi.core.sector.SectorCode;
import noroshi.core.sector.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModesTest {

    private static final Instant AT = Instant.parse("2026-11-10T00:00:00Z");
    private static final Instant LATER = AT.plusSeconds(3_600);
    private static final SectorCode PORT = new SectorCode("PORT");
    private static final SectorCode GAS = new SectorCode("GAS");

    private Modes modes = Modes.NORMAL;
    private Scope scope = Scope.shipped();

    @Test
    void theWholeNationIsSwitchedAndBack() {
        then(AT, Mode.LARGE_SCALE);
        assertThat(modes.largeScaleSince(List.of(PORT))).contains(AT);
        assertThat(modes.largeScaleSince(List.of())).contains(AT);
        assertThat(decide(LATER, Mode.LARGE_SCALE)).isEmpty();

        then(LATER, Mode.NORMAL);
        assertThat(modes).isEqualTo(Modes.NORMAL);
        assertThat(decide(LATER, Mode.NORMAL)).isEmpty();
    }

    @Test
    void aSectorIsSwitchedAndTheOthersStayAsTheyAre() {
        then(AT, Mode.LARGE_SCALE, "PORT");

        assertThat(modes.isLargeScale(PORT)).isTrue();
        assertThat(modes.isLargeScale(GAS)).isFalse();
        assertThat(modes.largeScaleSince(List.of(GAS, PORT))).contains(AT);
        assertThat(modes.largeScaleSince(List.of(GAS))).isEmpty();
        assertThat(decide(LATER, Mode.LARGE_SCALE, "PORT")).isEmpty();
        assertThat(decide(LATER, Mode.LARGE_SCALE, "PORT", "GAS")).hasSize(1);

        then(LATER, Mode.NORMAL, "PORT");
        assertThat(modes).isEqualTo(Modes.NORMAL);
    }

    @Test
    void whatIsSaidOfTheNationEndsWhatWasSaidOfASector() {
        then(AT, Mode.LARGE_SCALE, "PORT");
        then(LATER, Mode.LARGE_SCALE);
        assertThat(modes.largeScaleSince(List.of(PORT))).contains(AT);
        assertThat(modes.largeScaleSince(List.of(GAS))).contains(LATER);

        then(LATER, Mode.NORMAL);
        assertThat(modes).isEqualTo(Modes.NORMAL);
    }

    @Test
    void noSectorIsNormalWhileTheNationIsNot() {
        then(AT, Mode.LARGE_SCALE);

        assertRefused(LATER, Mode.NORMAL, "PORT");
    }

    @Test
    void aSectorThatHasEndedSinceItWasSwitchedIsSetBackAndNotSwitchedAgain() {
        then(AT, Mode.LARGE_SCALE, "PORT");
        scope = scope.with(new Sector(
                PORT,
                null,
                "港湾",
                "Ports",
                new AuthorityCode("MLIT"),
                new Period(LocalDate.of(2024, 3, 8), LocalDate.of(2026, 11, 10)),
                Status.ASSUMED,
                "防護範囲の見直し"));
        Instant ended = AT.plus(Duration.ofDays(1));

        assertThat(decide(ended, Mode.NORMAL, "PORT")).hasSize(1);
        then(ended, Mode.NORMAL, "PORT");
        assertThat(modes).isEqualTo(Modes.NORMAL);
        assertRefused(ended, Mode.LARGE_SCALE, "PORT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SPACE", "BANKING"})
    void whatIsNoSectorInForceIsRefused(String sector) {
        assertRefused(LATER, Mode.LARGE_SCALE, sector);
        assertRefused(LATER, Mode.NORMAL, sector);
    }

    private void assertRefused(Instant at, Mode mode, String sector) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> decide(at, mode, sector))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.INVALID));
    }

    private List<ModeEvent> decide(Instant at, Mode mode, String... sectors) {
        List<SectorCode> named = Stream.of(sectors).map(SectorCode::new).toList();
        return modes.decide(new SwitchMode(mode, named, "広域の攻撃", "nco:sato", at), scope, "national");
    }

    private void then(Instant at, Mode mode, String... sectors) {
        decide(at, mode, sectors).forEach(event -> modes = modes.after(event));
    }
}
