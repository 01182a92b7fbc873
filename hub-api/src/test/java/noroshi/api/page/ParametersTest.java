package noroshi.api.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.web.UnreadableParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

    private final Parameters parameters = new Parameters();

    private List<Fault> faults() {
        return catchThrowableOfType(UnreadableParameters.class, parameters::require)
                .faults();
    }

    @Test
    void whatIsAbsentHasItsDefault() {
        assertThat(parameters.limit(null)).isEqualTo(50);
        assertThat(parameters.limit("")).isEqualTo(50);
        assertThat(parameters.atLeast(null)).isZero();
        assertThat(parameters.instant("from", null)).isNull();
        assertThat(parameters.cursorOfPosition(null)).isNull();
        parameters.require();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "500, 500"})
    void aLimitIsOneToFiveHundred(String text, int limit) {
        assertThat(parameters.limit(text)).isEqualTo(limit);
        parameters.require();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "501", "-1", "ten", "1.5", "99999999999999999999"})
    void anyOtherLimitIsAFaultOfItsItem(String text) {
        parameters.limit(text);
        assertThat(faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.item()).isEqualTo("limit"))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(Reason.PARAMETER_INVALID));
    }

    @Test
    void aCursorComesBackAsItWentOut() {
        var cursor = new Cursor(Instant.parse("2026-11-05T03:10:00.123456Z"), "4711");
        assertThat(cursor.text()).matches("[A-Za-z0-9_-]+");
        assertThat(parameters.cursorOfPosition(cursor.text())).isEqualTo(cursor);
        var before1970 = new Cursor(Instant.parse("1969-12-31T23:59:59.999999Z"), "1");
        assertThat(parameters.cursorOfPosition(before1970.text())).isEqualTo(before1970);
        parameters.require();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%%%", "bm8", "MX5-", "MX4x;ZHJvcA", "AAAA"})
    void aCursorOfNoPageIsAFault(String text) {
        parameters.cursorOfPosition(text);
        assertThat(faults()).extracting(Fault::item).containsExactly("cursor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-12-31T23:59:59Z", "+10000-01-01T00:00:00Z", "+33658-09-27T00:00:00Z"})
    void noPageEndsInAnotherYearThanCanBeWritten(Instant at) {
        parameters.cursorOfPosition(new Cursor(at, "1").text());
        assertThat(faults()).extracting(Fault::item).containsExactly("cursor");
    }

    @Test
    void aCursorOfAnotherListIsAFault() {
        parameters.cursorOfId(new Cursor(Instant.EPOCH, "4711").text());
        assertThat(faults()).extracting(Fault::item).containsExactly("cursor");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-05T05:40:00+09:00, 2026-11-04T20:40:00Z",
        "2026-11-05T05:40:00 09:00, 2026-11-04T20:40:00Z",
        "2026-11-05T05:40:00Z, 2026-11-05T05:40:00Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999Z, 9999-12-31T23:59:59.999999Z"
    })
    void anInstantHasItsOffset(String text, Instant instant) {
        assertThat(parameters.instant("from", text)).isEqualTo(instant);
        parameters.require();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2026-11-05",
                "2026-11-05T05:40:00",
                "2026-13-05T05:40:00Z",
                "+10000-01-01T00:00:00Z",
                "+999999999-12-31T00:00:00Z",
                "0000-12-31T23:59:59Z",
                "-999999999-01-01T00:00:00Z"
            })
    void anyOtherInstantIsAFault(String text) {
        parameters.instant("asOf", text);
        assertThat(faults()).extracting(Fault::item).containsExactly("asOf");
    }

    @Test
    void allFaultsAreToldAtOnce() {
        parameters.instant("from", "x");
        parameters.limit("x");
        parameters.flag("exercise", "perhaps", false);
        parameters.code("sector", "a b");
        parameters.text("q", "x".repeat(201));
        parameters.id("threadId", "1-1-1-1-1");
        assertThat(faults())
                .extracting(Fault::item)
                .containsExactly("from", "limit", "exercise", "sector", "q", "threadId");
    }
}
