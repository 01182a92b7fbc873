package noroshi.api.export.stix;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * STIXの識別子. Always the same for the same thing, from every hub. STIX takes UUIDs of version 5 at most, a thread's is of
 * version 8: an incident bears its thread's with the version changed, and what hangs on it shares the first half, so that
 * each is found again by its id. So it is with campaigns and bulletins.
 */
public final class StixId {

    /** RFC 9562: the four bits of the version, and the two of the variant. */
    private static final long VERSION = 0xF000L;

    private static final long VERSION_4 = 0x4000L;
    private static final long VERSION_5 = 0x5000L;
    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long BELOW_VARIANT = 0x3FFF_FFFF_FFFF_FFFFL;

    private StixId() {}

    static String incident(UUID thread) {
        return "incident--" + new UUID(first(thread), thread.getLeastSignificantBits());
    }

    static String campaign(UUID campaign) {
        return "campaign--" + new UUID(first(campaign), campaign.getLeastSignificantBits());
    }

    static String report(UUID bulletin) {
        return "report--" + new UUID(first(bulletin), bulletin.getLeastSignificantBits());
    }

    /** What hangs on a thread, a campaign or a bulletin, told apart by its name. */
    static String part(String type, UUID holder, String name) {
        return "%s--%s".formatted(type, new UUID(first(holder), second(type + "|" + name)));
    }

    /** What hangs on no thread. */
    public static UUID named(String name) {
        ByteBuffer hash = hash(name);
        return new UUID((hash.getLong() & ~VERSION) | VERSION_5, (hash.getLong() & BELOW_VARIANT) | VARIANT);
    }

    /** The first half of the id of what such an id hangs on, as of version 8; empty if it can hang on nothing. */
    public static Optional<Long> holder(String id) {
        String[] parts = id.split("--", 2);
        if (parts.length < 2
                || !parts[0].matches("incident|indicator|relationship|campaign|report")
                || parts[1].length() != 36) {
            return Optional.empty();
        }
        try {
            return Optional.of((UUID.fromString(parts[1]).getMostSignificantBits() & ~VERSION) | VERSION_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The condition that a column's id begins with one of these halves, whether it is derived (version 8) or was thrown
     * (version 4); that there is no such condition, if null.
     */
    static String among(String column, @Nullable Set<Long> holders) {
        if (holders == null) {
            return "true";
        }
        return holders.isEmpty()
                ? "false"
                : holders.stream()
                        .flatMap(half -> Stream.of(half, (half & ~VERSION) | VERSION_4))
                        .map(half ->
                                "%s between '%s' and '%s'".formatted(column, new UUID(half, 0L), new UUID(half, -1L)))
                        .collect(Collectors.joining(" or ", "(", ")"));
    }

    private static long first(UUID holder) {
        return (holder.getMostSignificantBits() & ~VERSION) | VERSION_5;
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
