package noroshi.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventJsonTest {

    enum Colour {
        RED,
        BLUE
    }

    record Code(String value) implements Comparable<Code> {
        @Override
        public int compareTo(Code other) {
            return value.compareTo(other.value);
        }
    }

    record Count(int value) {}

    record Whole(
            Instant zuluTime,
            LocalDate day,
            Colour colour,
            Code code,
            Count count,
            List<Code> list,
            Set<Code> set,
            Set<Colour> colours,
            Map<Code, Count> map,
            @Nullable String absent,
            boolean flag) {

        boolean isBlue() {
            return colour == Colour.BLUE;
        }

        String getSomething() {
            return "not a component";
        }
    }

    private static final Whole WHOLE = new Whole(
            Instant.parse("2026-10-01T00:00:00.000001Z"),
            LocalDate.of(2026, 10, 1),
            Colour.BLUE,
            new Code("WATER"),
            new Count(3),
            List.of(new Code("b"), new Code("a")),
            Set.of(new Code("d"), new Code("c"), new Code("e")),
            Set.of(Colour.BLUE, Colour.RED),
            Map.of(new Code("y"), new Count(1), new Code("x"), new Count(2)),
            null,
            true);

    private static final String TEXT = """
            {"zuluTime":"2026-10-01T00:00:00.000001Z","day":"2026-10-01","colour":"BLUE","code":"WATER","count":3,\
            "list":["b","a"],"set":["c","d","e"],"colours":["RED","BLUE"],"map":{"x":2,"y":1},"flag":true}""";

    @Test
    void aRecordIsWrittenInTheOrderOfItsComponents() {
        assertThat(EventJson.mapper().writeValueAsString(WHOLE)).isEqualTo(TEXT);
    }

    @Test
    void whatIsWrittenIsReadBack() {
        assertThat(EventJson.mapper().readValue(TEXT, Whole.class)).isEqualTo(WHOLE);
    }

    @Test
    void unknownComponentsArePassedOverAndMissingOnesAreEmpty() {
        Whole read = EventJson.mapper()
                .readValue("{\"colour\":\"RED\",\"later\":{\"x\":[1]},\"code\":\"WATER\"}", Whole.class);

        assertThat(read.code()).isEqualTo(new Code("WATER"));
        assertThat(read.list()).isEmpty();
        assertThat(read.set()).isEmpty();
        assertThat(read.map()).isEmpty();
        assertThat(read.absent()).isNull();
        assertThat(read.flag()).isFalse();
    }
}
