package noroshi.standalone;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/** Copies that are on disk when they are told of, readable by their owner alone, with the hash of what was written. */
final class DurableCopy {
    private static final int BUFFER_BYTES = 1 << 20;

    private DurableCopy() {}

    /**
     * What was written.
     *
     * @param sha256 in lower-case hexadecimal
     */
    record Written(long size, String sha256) {}

    /** Copies a whole file, over what is there. */
    static Written copy(Path from, Path to) throws IOException {
        return copy(from, Long.MAX_VALUE, to, 0);
    }

    /** Copies the first bytes of a file, and fills up with zeros to a length. */
    static Written copy(Path from, long bytes, Path to, long length) throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var hash = hash();
        try (var source = FileChannel.open(from, READ);
                var target = FileChannel.open(to, Set.of(CREATE, TRUNCATE_EXISTING, WRITE), ownerOnly)) {
            var buffer = ByteBuffer.allocate(BUFFER_BYTES);
            long written = 0;
            while (written < bytes) {
                buffer.clear().limit((int) Math.min(BUFFER_BYTES, bytes - written));
                if (source.read(buffer) < 0) {
                    break;
                }
                written += write(buffer, target, hash);
            }
            while (written < length) {
                var zeros = ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, length - written));
                written += write(zeros.position(zeros.limit()), target, hash);
            }
            target.force(true);
            return new Written(written, HexFormat.of().formatHex(hash.digest()));
        }
    }

    private static int write(ByteBuffer filled, FileChannel target, MessageDigest hash) throws IOException {
        filled.flip();
        int count = filled.remaining();
        hash.update(filled.duplicate());
        while (filled.hasRemaining()) {
            target.write(filled);
        }
        return count;
    }

    /** The hash of a file, in lower-case hexadecimal. */
    static String sha256(Path file) throws IOException {
        var hash = hash();
        try (var source = FileChannel.open(file, READ)) {
            var buffer = ByteBuffer.allocate(BUFFER_BYTES);
            while (source.read(buffer) >= 0) {
                hash.update(buffer.flip());
                buffer.clear();
            }
        }
        return HexFormat.of().formatHex(hash.digest());
    }

    /** Puts a folder's entries on disk: a file whose name is lost with the power is lost. */
    static void forceFolder(Path folder) throws IOException {
        try (var entries = FileChannel.open(folder, READ)) {
            entries.force(true);
        }
    }

    private static MessageDigest hash() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
