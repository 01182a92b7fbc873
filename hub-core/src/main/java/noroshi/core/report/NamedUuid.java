package noroshi.core.report;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** A UUID of version 8 (RFC 9562 §5.8) that the same parts always give: repeated filings meet by it. */
public final class NamedUuid {

    private NamedUuid() {}

    /** The UUID of {@code parts}; their boundaries count, so ("a","bc") and ("ab","c") differ. */
    public static UUID of(String... parts) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                sha256.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
                sha256.update(bytes);
            }
            var digest = ByteBuffer.wrap(sha256.digest());
            long high = (digest.getLong() & ~0xF000L) | 0x8000L;
            long low = (digest.getLong() & ~(3L << 62)) | (2L << 62);
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
