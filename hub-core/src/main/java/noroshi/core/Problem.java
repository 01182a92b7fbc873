package noroshi.core;

import java.util.List;
import java.util.Locale;

/**
 * 問題の通知. An answer to bad input as RFC 9457 has it ({@code application/problem+json}), with a stable code.
 *
 * @param type a URI that names the kind of problem
 * @param status the HTTP status
 * @param code the stable code, a {@link Reason} or one of HTTP's own
 * @param detail a sentence in the caller's language
 * @param errors every fault there is, not the first alone; empty where there is but one thing to say
 */
public record Problem(String type, String title, int status, String code, String detail, List<Item> errors) {

    public Problem {
        errors = List.copyOf(errors);
    }

    /** 項目ごとの不備. */
    public record Item(String item, String code, String detail) {}

    /** The problem of a refusal for {@code faults}, in Japanese or else in English. */
    public static Problem of(int status, List<Fault> faults, Locale locale) {
        boolean single = faults.size() == 1;
        Reason reason = single ? faults.getFirst().code() : Reason.INVALID;
        return of(
                status,
                reason.name(),
                isJapanese(locale) ? reason.ja() : reason.en(),
                single ? sentence(faults.getFirst(), locale) : isJapanese(locale) ? reason.ja() : reason.en(),
                faults.stream()
                        .map(fault -> new Item(fault.item(), fault.code().name(), sentence(fault, locale)))
                        .toList());
    }

    public static Problem of(int status, String code, String title, String detail, List<Item> errors) {
        return new Problem("urn:noroshi:problem:" + code, title, status, code, detail, errors);
    }

    public static boolean isJapanese(Locale locale) {
        return Locale.JAPANESE.getLanguage().equals(locale.getLanguage());
    }

    private static String sentence(Fault fault, Locale locale) {
        return isJapanese(locale) ? fault.ja() : fault.en();
    }
}
