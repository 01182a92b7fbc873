package noroshi.api.view;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * 二文字索引. The characters of a text and each two that stand together, as numbers that an ordinary index of the database
 * finds: trigrams miss Japanese words of two characters. Whatever contains a word has all of the word's; that it does
 * contain it is for {@code like} to say. Two UTF-16 units are 32 bits, so nothing is hashed and nothing collides.
 */
public final class Grams {

    private static final int UNIT = 16;

    private Grams() {}

    /** What a text is found by, each once, in order; none runs over a blank, as no word does. */
    public static int[] of(String text) {
        return IntStream.concat(units(text), pairs(text)).sorted().distinct().toArray();
    }

    /** What every text has that contains all the words. */
    public static int[] ofWords(Collection<String> words) {
        return words.stream()
                .flatMapToInt(word -> word.length() == 1 ? units(word) : pairs(word))
                .sorted()
                .distinct()
                .toArray();
    }

    /** Those of one period: what an index holds, so that it is asked for a period and not for all of them. */
    public static long[] in(long period, int[] grams) {
        return Arrays.stream(grams)
                .mapToLong(gram -> period << Integer.SIZE | Integer.toUnsignedLong(gram))
                .toArray();
    }

    /** As the database takes them, of no period yet. */
    public static String literal(int[] grams) {
        return Arrays.stream(grams).mapToObj(Integer::toUnsignedString).collect(Collectors.joining(",", "{", "}"));
    }

    /** {@link #in} in SQL. */
    public static String in(String period, String grams) {
        return "(select array_agg(%s << %d | gram) from unnest(%s) gram)".formatted(period, Integer.SIZE, grams);
    }

    private static IntStream units(String text) {
        return text.chars().filter(unit -> !Character.isWhitespace(unit));
    }

    private static IntStream pairs(String text) {
        return IntStream.range(1, text.length())
                .filter(i -> !Character.isWhitespace(text.charAt(i - 1)) && !Character.isWhitespace(text.charAt(i)))
                .map(i -> text.charAt(i - 1) << UNIT | text.charAt(i));
    }
}
