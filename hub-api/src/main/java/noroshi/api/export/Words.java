package noroshi.api.export;

import java.util.Locale;
import java.util.ResourceBundle;
import noroshi.core.Phrase;
import noroshi.core.Problem;

/** 用語. What an export says by itself, in one language. */
final class Words {

    private static final String BUNDLE = "noroshi.api.export.words";

    private final Locale locale;
    private final ResourceBundle bundle;

    /** The words of Japanese, unless English is asked for. */
    Words(Locale asked) {
        locale = Problem.isJapanese(asked) ? Locale.JAPANESE : Locale.ENGLISH;
        bundle = ResourceBundle.getBundle(
                BUNDLE, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    Locale locale() {
        return locale;
    }

    String of(String key) {
        return bundle.getString(key);
    }

    /** The word for a code of a kind, or the code where there is none. */
    String of(String kind, Enum<?> code) {
        String key = kind + "." + code.name();
        return bundle.containsKey(key) ? bundle.getString(key) : code.name();
    }

    String of(Phrase phrase) {
        return in(phrase.ja(), phrase.en());
    }

    String in(String ja, String en) {
        return locale.equals(Locale.JAPANESE) ? ja : en;
    }
}
