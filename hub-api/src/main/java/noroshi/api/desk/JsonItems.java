package noroshi.api.desk;

import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import noroshi.core.Fault;
import noroshi.core.Phrase;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.sector.Period;
import noroshi.web.Faults;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * 項目の読取り. Reads the items of a JSON object one by one and goes on after a fault, so that the sender is told all
 * of them at once. What can't be read is null.
 */
public final class JsonItems {

    /** It is read wherever its act is shown. */
    private static final int LONGEST_REASON = 2_000;

    private static final String REASON_JA = LONGEST_REASON + " 字以内";
    private static final String REASON_EN = "at most " + LONGEST_REASON + " characters";

    private final JsonNode object;
    private final String path;
    private final Faults faults;

    private JsonItems(JsonNode object, String path, Faults faults) {
        this.object = object;
        this.path = path;
        this.faults = faults;
    }

    /** The items of a body; an item that is no component of {@code form} is a fault. */
    public static JsonItems of(JsonNode body, Class<? extends Record> form) {
        return of(body, "", form, new Faults());
    }

    private static JsonItems of(JsonNode node, String path, Class<? extends Record> form, Faults faults) {
        if (!node.isObject()) {
            faults.add(invalid(path, node, "オブジェクト", "an object"));
        }
        Set<String> known = Arrays.stream(form.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());
        var items = new JsonItems(node, path, faults);
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                String expected = known.stream().sorted().collect(Collectors.joining(", "));
                faults.add(invalid(items.item(name), node.path(name), expected, expected));
            }
        }
        return items;
    }

    String path() {
        return path;
    }

    /** Takes faults that were found by other rules. */
    public void add(List<Fault> more) {
        more.forEach(faults::add);
    }

    /**
     * Ends the reading.
     *
     * @throws Unacceptable if there is any fault
     */
    public void requireNoFault() {
        if (!faults.isEmpty()) {
            throw new Unacceptable(faults.all());
        }
    }

    /** A text. */
    public @Nullable String text(String name) {
        JsonNode value = required(name);
        return value == null ? null : textOf(name, value);
    }

    /** A text that may be left out. */
    public @Nullable String optionalText(String name) {
        JsonNode value = present(name);
        return value == null ? null : textOf(name, value);
    }

    /** Why something is done, in {@value #LONGEST_REASON} characters at most. */
    public @Nullable String reason() {
        return value("reason", JsonItems::reasonable, REASON_JA, REASON_EN);
    }

    /** The same where it may be left out. */
    public @Nullable String optionalReason() {
        return optionalValue("reason", JsonItems::reasonable, REASON_JA, REASON_EN);
    }

    private static String reasonable(String reason) {
        if (reason.codePointCount(0, reason.length()) > LONGEST_REASON) {
            throw new IllegalArgumentException("reason: longer than %d".formatted(LONGEST_REASON));
        }
        return reason;
    }

    /** A text that is read further. */
    public <T> @Nullable T value(String name, Function<String, T> read, String expectedJa, String expectedEn) {
        String text = text(name);
        return text == null ? null : read(name, text, read, expectedJa, expectedEn);
    }

    /** A text that may be left out and is read further. */
    public <T> @Nullable T optionalValue(String name, Function<String, T> read, String expectedJa, String expectedEn) {
        String text = optionalText(name);
        return text == null ? null : read(name, text, read, expectedJa, expectedEn);
    }

    /** A constant by its name. */
    public <E extends Enum<E>> @Nullable E choice(String name, Class<E> type) {
        String expected = Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
        return value(name, text -> Enum.valueOf(type, text), expected, expected);
    }

    /** A day. */
    public @Nullable LocalDate day(String name) {
        return value(name, JsonItems::parsedDay, "YYYY-MM-DD の日付", "a date as YYYY-MM-DD");
    }

    /** A day that may be left out. */
    public @Nullable LocalDate optionalDay(String name) {
        return optionalValue(name, JsonItems::parsedDay, "YYYY-MM-DD の日付", "a date as YYYY-MM-DD");
    }

    /** A whole number that may be left out. */
    public @Nullable Integer optionalNumber(String name) {
        JsonNode value = present(name);
        if (value == null) {
            return null;
        }
        if (value.isInt()) {
            return value.intValue();
        }
        faults.add(invalid(item(name), value, "整数", "a whole number"));
        return null;
    }

    /** A flag. */
    public @Nullable Boolean flag(String name) {
        JsonNode value = required(name);
        return value == null ? null : flagOf(name, value);
    }

    /** A flag that is false when it is left out. */
    public boolean optionalFlag(String name) {
        JsonNode value = present(name);
        return value != null && Boolean.TRUE.equals(flagOf(name, value));
    }

    /** A flag, or null when it is left out. */
    @Nullable Boolean statedFlag(String name) {
        JsonNode value = present(name);
        return value == null ? null : flagOf(name, value);
    }

    /** A whole number from {@code least} to {@code most}. */
    public @Nullable Integer number(String name, int least, int most) {
        JsonNode value = required(name);
        if (value == null) {
            return null;
        }
        if (value.isIntegralNumber()
                && value.canConvertToInt()
                && value.intValue() >= least
                && value.intValue() <= most) {
            return value.intValue();
        }
        faults.add(invalid(
                item(name),
                value,
                "%d から %d までの整数".formatted(least, most),
                "a whole number, %d to %d".formatted(least, most)));
        return null;
    }

    /** The values of an array of texts, or null if it is none; what of it can't be read is left out. */
    public <T> @Nullable List<T> values(String name, Function<String, T> read, String expectedJa, String expectedEn) {
        JsonNode array = required(name);
        if (array == null) {
            return null;
        }
        if (!array.isArray()) {
            faults.add(invalid(item(name), array, "配列", "an array"));
            return null;
        }
        List<T> values = new ArrayList<>();
        boolean whole = true;
        for (int i = 0; i < array.size(); i++) {
            String place = "%s[%d]".formatted(name, i);
            String text = textOf(place, array.get(i));
            T value = text == null ? null : read(place, text, read, expectedJa, expectedEn);
            whole &= value != null;
            if (value != null) {
                values.add(value);
            }
        }
        return whole ? values : null;
    }

    /** The days {@code from} and {@code to}; where they are none, which is told, a period that never ends stands in. */
    Period period() {
        LocalDate from = day("from");
        LocalDate to = optionalDay("to");
        if (from != null && to != null && to.isBefore(from)) {
            faults.add(invalid(item("to"), to, from + " 以後", "not before " + from));
            to = null;
        }
        return from == null ? new Period(LocalDate.MIN, null) : new Period(from, to);
    }

    /** The objects of an array, each with its place in {@link #path()}. */
    List<JsonItems> objects(String name, Class<? extends Record> form) {
        JsonNode array = required(name);
        if (array == null) {
            return List.of();
        }
        if (!array.isArray()) {
            faults.add(invalid(item(name), array, "配列", "an array"));
            return List.of();
        }
        List<JsonItems> objects = new ArrayList<>();
        for (JsonNode element : array) {
            objects.add(of(element, "%s[%d]".formatted(item(name), objects.size()), form, faults));
        }
        return objects;
    }

    /** More came than may. */
    public void tooMany(String name, int came, int most) {
        faults.add(invalid(item(name), came, "%d 件以下".formatted(most), "at most %d".formatted(most)));
    }

    /** Nothing was stated of what might be. */
    void requireAny(boolean stated, String expectedJa, String expectedEn) {
        if (!stated && faults.isEmpty()) {
            faults.add(invalid(path, object, expectedJa, expectedEn));
        }
    }

    /** What is lacking, or too much, in regard of other items. */
    void requireThat(boolean sound, String name, String expectedJa, String expectedEn) {
        if (!sound) {
            faults.add(invalid(item(name), object.path(name), expectedJa, expectedEn));
        }
    }

    private static LocalDate parsedDay(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private <T> @Nullable T read(
            String name, String text, Function<String, T> read, String expectedJa, String expectedEn) {
        try {
            return read.apply(text);
        } catch (Refused refused) {
            faults.add(refused.fault());
        } catch (IllegalArgumentException e) {
            faults.add(invalid(item(name), text, expectedJa, expectedEn));
        }
        return null;
    }

    private @Nullable String textOf(String name, JsonNode value) {
        if (value.isString() && !value.stringValue().isBlank()) {
            return value.stringValue();
        }
        faults.add(invalid(item(name), value, "空でない文字列", "a text that is not blank"));
        return null;
    }

    private @Nullable Boolean flagOf(String name, JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        faults.add(invalid(item(name), value, "true または false", "true or false"));
        return null;
    }

    private @Nullable JsonNode required(String name) {
        JsonNode value = present(name);
        if (value == null && object.isObject()) {
            faults.add(invalid(item(name), new Phrase("なし", "nothing"), "必須の項目", "a required item"));
        }
        return value;
    }

    private @Nullable JsonNode present(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private String item(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static Fault invalid(String item, Object came, String expectedJa, String expectedEn) {
        return Fault.of(
                Reason.INVALID,
                item,
                came instanceof Phrase ? came : shortened(came.toString()),
                expectedJa,
                expectedEn);
    }

    private static String shortened(String came) {
        return came.codePointCount(0, came.length()) <= 100
                ? came
                : came.substring(0, came.offsetByCodePoints(0, 100)) + "…";
    }
}
