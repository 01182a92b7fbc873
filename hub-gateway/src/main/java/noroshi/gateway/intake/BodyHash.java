package noroshi.gateway.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import noroshi.core.report.Kind;
import noroshi.core.report.ThreadId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** 本文の要約値. By which a key that is used for another content is found out. Blanks and the order of items don't count. */
final class BodyHash {

    private static final JsonMapper CANONICAL =
            JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

    private BodyHash() {}

    /** SHA-256 (hex) of the kind, the thread that is continued, and the body. */
    static String of(Kind kind, @Nullable ThreadId thread, JsonNode body) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            String head = kind + "\n" + (thread == null ? "" : thread) + "\n";
            sha256.update(head.getBytes(StandardCharsets.US_ASCII));
            sha256.update(CANONICAL.writeValueAsBytes(body));
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
