package noroshi.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;

/** 応答の言語. The caller's choice of Japanese or English; Japanese where it makes none. */
final class Language {

    private static final List<Locale> OURS = List.of(Locale.JAPANESE, Locale.ENGLISH);

    private Language() {}

    static Locale of(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
        if (accepted == null) {
            return Locale.JAPANESE;
        }
        try {
            Locale chosen = Locale.lookup(Locale.LanguageRange.parse(accepted), OURS);
            return chosen == null ? Locale.JAPANESE : chosen;
        } catch (IllegalArgumentException e) {
            return Locale.JAPANESE;
        }
    }
}
