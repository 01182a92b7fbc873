package noroshi.core.mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.mode.ModeCommand.SwitchMode;
import noroshi.core.sector.Scope;
import noroshi.core.sector.SectorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModesTest {

    private static final Instant AT = Instant.parse("2026-11-10T00:00:00Z");
    private static final Instant LATER = AT.plusSeconds(3_600);
    private static final SectorCode PORT = new SectorCode("PORT");
    private static final SectorCode GAS = new SectorCode("GAS");

    private Modes modes = Modes.NORMAL;

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

        assertRefused(Mode.NORMAL, "PORT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SPACE", "BANKING"})
    void whatIsNoSectorInForceIsRefused(String sector) {
        assertRefused(Mode.LARGE_SCALE, sector);
    }

    private void assertRefused(Mode mode, String sector) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> decide(LATER, mode, sector))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.INVALID));
    }

    private List<ModeEvent> decide(Instant at, Mode mode, String... sectors) {
        List<SectorCode> named = Stream.of(sectors).map(SectorCode::new).toList();
        return modes.decide(new SwitchMode(mode, named, "広域の攻撃", "nco:sato", at), Scope.shipped(), "national");
    }

    private void then(Instant at, Mode mode, String... sectors) {
        decide(at, mode, sectors).forEach(event -> modes = modes.after(event));
    }
}
