package noroshi.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * The hash of one event's content: SHA-256 of the byte 0 followed by the leaf. The leaf is the event's id (16 bytes),
 * type, version, occurred time (microseconds since 1970, 8 bytes), number of tags (4 bytes) and tags in order, metadata
 * and payload; every text and byte string is preceded by its length in bytes (4 bytes); numbers are big-endian, text is
 * UTF-8.
 */
final class LeafHash {

    /** Sets leaves apart from inner nodes, should a tree of them be made (RFC 9162 §2.1.1). */
    private static final byte LEAF = 0;

    private LeafHash() {}

    static byte[] of(
            UUID id,
            String type,
            String version,
            long occurredMicros,
            List<String> sortedTags,
            byte[] metadata,
            byte[] payload) {
        byte[] typeBytes = utf8(type);
        byte[] versionBytes = utf8(version);
        List<byte[]> tagBytes = sortedTags.stream().map(LeafHash::utf8).toList();
        int tagsLength = tagBytes.stream().mapToInt(tag -> 4 + tag.length).sum();
        ByteBuffer leaf = ByteBuffer.allocate(1
                + 16
                + 8
                + typeBytes.length
                + versionBytes.length
                + 8
                + 4
                + tagsLength
                + 8
                + metadata.length
                + payload.length);
        leaf.put(LEAF).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        sized(leaf, typeBytes);
        sized(leaf, versionBytes);
        leaf.putLong(occurredMicros).putInt(tagBytes.size());
        tagBytes.forEach(tag -> sized(leaf, tag));
        sized(leaf, metadata);
        sized(leaf, payload);
        return Chain.sha256().digest(leaf.array());
    }

    private static void sized(ByteBuffer leaf, byte[] bytes) {
        leaf.putInt(bytes.length).put(bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
