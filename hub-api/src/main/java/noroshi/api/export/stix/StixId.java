package noroshi.api.export.stix;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;

/**
 * STIXの識別子. Always the same for the same thing, from every hub. STIX takes UUIDs of version 5 at most, a thread's is of
 * version 8: an incident bears its thread's with the version changed, and what hangs on it shares the first half, so that
 * each is found again by its id.
 */
public final class StixId {

    /** RFC 9562: the four bits of the version, and the two of the variant. */
    private static final long VERSION = 0xF000L;

    private static final long VERSION_5 = 0x5000L;
    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long BELOW_VARIANT = 0x3FFF_FFFF_FFFF_FFFFL;

    private StixId() {}

    static String incident(UUID thread) {
        return "incident--" + new UUID(first(thread), thread.getLeastSignificantBits());
    }

    /** What hangs on a thread, told apart by its name. */
    static String part(String type, UUID thread, String name) {
        return "%s--%s".formatted(type, new UUID(first(thread), second(type + "|" + name)));
    }

    /** What hangs on no thread. */
    public static UUID named(String name) {
        ByteBuffer hash = hash(name);
        return new UUID((hash.getLong() & ~VERSION) | VERSION_5, (hash.getLong() & BELOW_VARIANT) | VARIANT);
    }

    /** The first half of the thread's id that such an id hangs on; empty if it can hang on none. */
    public static Optional<Long> thread(String id) {
        String[] parts = id.split("--", 2);
        if (parts.length < 2 || !parts[0].matches("incident|indicator|relationship") || parts[1].length() != 36) {
            return Optional.empty();
        }
        try {
            return Optional.of((UUID.fromString(parts[1]).getMostSignificantBits() & ~VERSION) | VERSION_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static long first(UUID thread) {
        return (thread.getMostSignificantBits() & ~VERSION) | VERSION_5;
    }

    private static long second(String name) {
        return (hash(name).getLong() & BELOW_VARIANT) | VARIANT;
    }

    private static ByteBuffer hash(String name) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(("noroshi|" + name).getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
