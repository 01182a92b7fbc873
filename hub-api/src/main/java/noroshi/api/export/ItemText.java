package noroshi.api.export;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import noroshi.core.deadline.Tokyo;
import noroshi.form.Form;
import noroshi.form.Item;
import tools.jackson.databind.JsonNode;

/** 項目の記載. What an item's value reads like on paper. */
final class ItemText {

    private final Words words;

    ItemText(Words words) {
        this.words = words;
    }

    /** The value; where nothing is stated that is said, for an empty cell may be read as a no. */
    String of(Item item, JsonNode value) {
        if (item.codes().isEmpty() && !Form.isStated(value)) {
            return words.of("unstated");
        }
        return switch (value.getNodeType()) {
            case ARRAY ->
                value.isEmpty()
                        ? words.of("unstated")
                        : value.valueStream().map(one -> of(item, one)).collect(Collectors.joining("\n"));
            case STRING -> text(item, value.stringValue());
            case MISSING, NULL -> words.of("unstated");
            case BINARY, BOOLEAN, NUMBER, OBJECT, POJO -> plain(value);
        };
    }

    private String text(Item item, String text) {
        if (item.rule().isTime()) {
            return time(text);
        }
        return item.codes().stream()
                .filter(code -> code.code().equals(text))
                .findFirst()
                .map(code -> words.of(code.label()))
                .orElse(text);
    }

    /** A value that no item describes. */
    String plain(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> words.of(value.booleanValue() ? "yes" : "no");
            case ARRAY -> value.valueStream().map(this::plain).collect(Collectors.joining("\n"));
            case OBJECT ->
                value.properties().stream()
                        .map(one -> "%s: %s".formatted(one.getKey(), plain(one.getValue())))
                        .collect(Collectors.joining("\n"));
            case BINARY, MISSING, NULL, NUMBER, POJO, STRING -> value.asString("");
        };
    }

    private String time(String text) {
        try {
            return time(OffsetDateTime.parse(text));
        } catch (DateTimeException e) {
            return text;
        }
    }

    String time(OffsetDateTime time) {
        return DateTimeFormatter.ofPattern(words.of("time"), Locale.ROOT).format(time.atZoneSameInstant(Tokyo.ZONE));
    }
}
