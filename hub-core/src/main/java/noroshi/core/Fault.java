package noroshi.core;

/**
 * 不備. One thing that is wrong with what came: the item, the code, and a sentence in Japanese and in
 * English that says what came and what was expected.
 *
 * @param item the item as the sender names it (a JSON path such as {@code indicators[0].type}), or
 *     empty when it is the whole
 */
public record Fault(String item, Reason code, String ja, String en) {

    /**
     * A fault of {@code item}: what came and what was expected.
     *
     * @param came a value as it came, or a {@link Phrase} where it is told in words
     */
    public static Fault of(Reason code, String item, Object came, String expectedJa, String expectedEn) {
        return new Fault(
                item,
                code,
                "%s。%s: %s (正: %s)".formatted(code.ja(), item, came instanceof Phrase it ? it.ja() : came, expectedJa),
                "%s; %s: %s (expected: %s)"
                        .formatted(code.en(), item, came instanceof Phrase it ? it.en() : came, expectedEn));
    }
}
