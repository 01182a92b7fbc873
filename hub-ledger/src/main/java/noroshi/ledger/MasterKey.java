package noroshi.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The 256-bit key that wraps the threads' keys. It lies in a file of its own, backed up apart from the database. */
public final class MasterKey {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private static final String MAC = "HmacSHA256";

    private final SecretKey key;
    private final SecretKey pseudonyms;
    private final SecretKey secrets;

    private MasterKey(SecretKey key) {
        this.key = key;
        // a key of its own for each use
        this.pseudonyms = new SecretKeySpec(derived(key, "pseudonyms"), MAC);
        this.secrets = ContentSeal.key(derived(key, "secrets"));
    }

    private static byte[] derived(SecretKey key, String use) {
        return mac(new SecretKeySpec(key.getEncoded(), MAC), use);
    }

    /**
     * Reads the key from the file, or makes a random one and keeps it there, readable by its owner only. If two
     * processes come first at once, both get the same key.
     *
     * @throws IOException if the file can't be read or made
     * @throws IllegalStateException if the file is not a key, or others may read it
     */
    public static MasterKey at(Path file) throws IOException {
        if (Files.notExists(file)) {
            create(file);
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!OWNER_ONLY.containsAll(permissions)) {
            throw new IllegalStateException("master key %s: mode %s (expected: rw-------)"
                    .formatted(file, PosixFilePermissions.toString(permissions)));
        }
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length != ContentSeal.KEY_LENGTH) {
            throw new IllegalStateException(
                    "master key %s: %d bytes (expected: %d)".formatted(file, bytes.length, ContentSeal.KEY_LENGTH));
        }
        return new MasterKey(ContentSeal.key(bytes));
    }

    private static void create(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, ".master", ".key", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(ContentSeal.random(ContentSeal.KEY_LENGTH)));
                channel.force(true);
            }
            // A link appears whole or not at all, and never replaces a key that is already there.
            Files.createLink(file, fresh);
            // A key whose folder entry is lost with the power takes all content with it.
            try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
                entries.force(true);
            }
        } catch (FileAlreadyExistsException e) {
            // Another process was first; its key counts.
            return;
        } finally {
            Files.delete(fresh);
        }
    }

    byte[] wrap(String thread, SecretKey threadKey) {
        return ContentSeal.seal(key, thread.getBytes(StandardCharsets.UTF_8), threadKey.getEncoded());
    }

    SecretKey unwrap(String thread, byte[] wrapped) {
        return ContentSeal.key(ContentSeal.open(key, thread.getBytes(StandardCharsets.UTF_8), wrapped));
    }

    byte[] sealSecret(String name, byte[] secret) {
        return ContentSeal.seal(secrets, name.getBytes(StandardCharsets.UTF_8), secret);
    }

    byte[] openSecret(String name, byte[] sealed) {
        return ContentSeal.open(secrets, name.getBytes(StandardCharsets.UTF_8), sealed);
    }

    String pseudonym(String name) {
        return HexFormat.of().formatHex(mac(pseudonyms, name));
    }

    private static byte[] mac(SecretKey key, String text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", e);
        }
    }
}
