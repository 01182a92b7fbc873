package noroshi.ledger;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What binds each event to all before it: SHA-256 of the previous chain value, the position, the recorded time
 * (microseconds since 1970; both 8 bytes, big-endian) and the leaf hash.
 */
final class Chain {

    private static final int HASH_LENGTH = 32;

    private Chain() {}

    /** The value before the first event: zeros. */
    static byte[] origin() {
        return new byte[HASH_LENGTH];
    }

    static byte[] next(byte[] previous, long position, long recordedMicros, byte[] leafHash) {
        MessageDigest sha = sha256();
        sha.update(previous);
        sha.update(ByteBuffer.allocate(16)
                .putLong(position)
                .putLong(recordedMicros)
                .flip());
        return sha.digest(leafHash);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
