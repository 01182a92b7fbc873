package noroshi.api.view;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import noroshi.core.report.Content;
import noroshi.core.report.Indicator;
import org.jspecify.annotations.Nullable;

/**
 * 検索文字列. What is searched and what is searched for, both brought to one form (NFKC, case-folded), so that
 * full-width and half-width, upper and lower case meet. Words are found anywhere, as Japanese has no blanks.
 */
public final class SearchText {

    private SearchText() {}

    /** Title, summary, details and indicators' values, each on lines of its own: no word runs over two of them. */
    public static String of(@Nullable Content content) {
        if (content == null) {
            return "";
        }
        var text = new StringJoiner("\n");
        text.add(content.title()).add(content.summary());
        add(text, content.details());
        content.indicators().stream().map(Indicator::value).forEach(text::add);
        return normalised(storable(text.toString()));
    }

    private static void add(StringJoiner text, @Nullable Object value) {
        switch (value) {
            // in one order whatever the map's, so that a rebuilt view is the same
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .sorted(Comparator.comparing(entry -> String.valueOf(entry.getKey())))
                        .forEach(entry -> add(text, entry.getValue()));
            case Collection<?> list -> list.forEach(one -> add(text, one));
            case null -> {}
            default -> text.add(value.toString());
        }
    }

    /** The words of a search, every one of which must occur. */
    public static List<String> words(String query) {
        return Arrays.stream(normalised(query).strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    /** The pattern that {@code like … escape '\'} finds a word by. */
    public static String pattern(String word) {
        return "%" + word.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }

    static String normalised(String text) {
        // upper case first: ß folds to ss; and one sigma, since the final one depends on what follows
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
                .replace('ς', 'σ');
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }

    /** PostgreSQL's text holds no NUL; a report that has one must not hold up a view. */
    public static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
