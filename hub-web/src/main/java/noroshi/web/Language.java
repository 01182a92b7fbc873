package noroshi.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/** 応答の言語. The caller's choice of Japanese or English; Japanese where it makes none. */
public final class Language {

    private static final AcceptHeaderLocaleResolver OURS = new AcceptHeaderLocaleResolver();

    static {
        OURS.setSupportedLocales(List.of(Locale.JAPANESE, Locale.ENGLISH));
        OURS.setDefaultLocale(Locale.JAPANESE);
    }

    private Language() {}

    /** The language in which to answer a request. */
    public static Locale of(HttpServletRequest request) {
        return OURS.resolveLocale(request);
    }
}
