package noroshi.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.axonframework.messaging.eventstreaming.Tag;

/** How a tag is written in the database: {@code key=value}. */
final class TagText {

    /** The key of the tag that names the report thread; its value names the key that seals the content. */
    static final String THREAD = "thread";

    /** PostgreSQL's index entries hold at most 2,704 bytes. */
    private static final int LONGEST = 1_000;

    private TagText() {}

    static String of(String key, String value) {
        String text = key + "=" + value;
        if (key.isEmpty() || key.indexOf('=') >= 0 || text.indexOf('\0') >= 0) {
            throw new AppendRefused("tag: %s (expected: a key without '=', no NUL)".formatted(text));
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw new AppendRefused(
                    "tag %s: %d characters (expected: %d bytes at most)".formatted(key, text.length(), LONGEST));
        }
        return text;
    }

    static List<String> sorted(Collection<Tag> tags) {
        return tags.stream().map(tag -> of(tag.key(), tag.value())).sorted().toList();
    }

    static Optional<String> value(Collection<String> tags, String key) {
        String start = key + "=";
        return tags.stream()
                .filter(tag -> tag.startsWith(start))
                .map(tag -> tag.substring(start.length()))
                .findFirst();
    }

    /** A text array's literal: rows of tags differ in length, which {@code unnest} of an array of arrays can't take. */
    static String literal(Collection<String> texts) {
        StringBuilder literal = new StringBuilder("{");
        for (String text : texts) {
            if (literal.length() > 1) {
                literal.append(',');
            }
            literal.append('"')
                    .append(text.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return literal.append('}').toString();
    }
}
