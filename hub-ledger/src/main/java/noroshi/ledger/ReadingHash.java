package noroshi.ledger;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The hash of one reading: SHA-256 of the byte 0 followed by reader, role, organisation and outlet, the number of subjects
 * (4 bytes) and each of them; a text is UTF-8 and preceded by its length in bytes (4 bytes), numbers are big-endian. Time
 * and place are bound by the {@link Chain}.
 */
final class ReadingHash {

    private static final byte LEAF = 0;

    private ReadingHash() {}

    static byte[] of(Reading reading) {
        var bytes = new ByteArrayOutputStream();
        try (var leaf = new DataOutputStream(bytes)) {
            leaf.writeByte(LEAF);
            sized(leaf, reading.reader());
            sized(leaf, reading.role());
            sized(leaf, reading.organisation());
            sized(leaf, reading.outlet());
            leaf.writeInt(reading.subjects().size());
            for (String subject : reading.subjects()) {
                sized(leaf, subject);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory", e);
        }
        return Chain.sha256().digest(bytes.toByteArray());
    }

    private static void sized(DataOutputStream leaf, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        leaf.writeInt(bytes.length);
        leaf.write(bytes);
    }
}
