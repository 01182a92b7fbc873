package noroshi.web;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import noroshi.core.Fault;
import noroshi.core.Phrase;
import noroshi.core.Reason;
import noroshi.core.Refused;
import org.jspecify.annotations.Nullable;

/**
 * 冪等キー. By what a caller names a request, so that the same request again does nothing more (IETF draft
 * httpapi-idempotency-key-header): 1 to 200 visible ASCII characters, at every door alike.
 */
public final class IdempotencyKey {

    /** The header that carries it. */
    public static final String HEADER = "Idempotency-Key";

    private static final Pattern SOUND = Pattern.compile("[!-~]{1,200}");
    private static final Phrase EXPECTED = new Phrase("空白のないASCII文字1から200文字", "1 to 200 visible ASCII characters");

    private IdempotencyKey() {}

    /**
     * The key of a request that needs one.
     *
     * @throws Refused {@code IDEMPOTENCY_KEY_MISSING} without a sound one
     */
    public static String required(@Nullable String header) {
        if (header == null || !isSound(header)) {
            throw new Refused(
                    Reason.IDEMPOTENCY_KEY_MISSING,
                    HEADER,
                    header == null ? "null" : length(header),
                    EXPECTED.ja(),
                    EXPECTED.en());
        }
        return header;
    }

    /**
     * The key of a request that may have one. A blank one is no key that was left out: it is answered as a fault, for
     * whoever sends it believes that the request may be sent again.
     *
     * @throws UnreadableParameters if it is not sound
     */
    public static Optional<String> optional(@Nullable String header) {
        if (header != null && !isSound(header)) {
            throw new UnreadableParameters(
                    List.of(Fault.of(Reason.PARAMETER_INVALID, HEADER, length(header), EXPECTED.ja(), EXPECTED.en())));
        }
        return Optional.ofNullable(header);
    }

    private static boolean isSound(String header) {
        return SOUND.matcher(header).matches();
    }

    private static Phrase length(String header) {
        return new Phrase("%d文字".formatted(header.length()), "%d characters".formatted(header.length()));
    }
}
