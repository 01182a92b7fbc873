package noroshi.gateway.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import noroshi.avro.SealedContent;
import noroshi.core.report.ReportId;

/**
 * 受付鍵. The keys that content is sealed with while it waits on the intake topic: a key a day (UTC), a file each,
 * readable by the hub's user alone. Several gateways may share the folder. A key outlives what is sealed with it by a
 * day and is then deleted, and with it the last way to read what the topic held; but for what is parked of its day.
 */
public final class IntakeKeys {

    /** A day longer than the topic keeps its records. */
    static final int KEPT_DAYS = 15;

    private static final String SUFFIX = ".key";
    private static final int KEY_BYTES = 32;
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Path folder;
    private final InstantSource clock;
    private final Predicate<LocalDate> stillNeeded;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, SecretKeySpec> loaded = new ConcurrentHashMap<>();

    /**
     * @param folder made if it is not there
     * @param clock the real time, by which the topic forgets too
     * @param stillNeeded whether anything is kept elsewhere that was sealed on that day (UTC)
     * @throws UncheckedIOException if the folder can't be made or written to
     */
    public IntakeKeys(Path folder, InstantSource clock, Predicate<LocalDate> stillNeeded) {
        this.folder = folder;
        this.clock = clock;
        this.stillNeeded = stillNeeded;
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException("intake keys: %s can't be made".formatted(folder), e);
        }
        key(today().toString());
    }

    SealedContent seal(ReportId report, byte[] content) {
        return seal(report.toString(), content);
    }

    /**
     * Seals content with the day's key.
     *
     * @param name what it is the content of; it opens under that name only
     */
    public SealedContent seal(String name, byte[] content) {
        String keyId = today().toString();
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        try {
            byte[] ciphertext =
                    cipher(Cipher.ENCRYPT_MODE, key(keyId), iv, name).doFinal(content);
            return new SealedContent(
                    keyId,
                    ByteBuffer.allocate(iv.length + ciphertext.length)
                            .put(iv)
                            .put(ciphertext)
                            .flip());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available", e);
        }
    }

    byte[] open(ReportId report, SealedContent sealed) {
        return open(report.toString(), sealed);
    }

    /**
     * The content as it was sealed.
     *
     * @throws UnsealedContent if it was not sealed under this name, or was changed
     * @throws IllegalStateException if the key is gone
     * @throws UncheckedIOException if the key can't be read now
     */
    public byte[] open(String name, SealedContent sealed) {
        ByteBuffer buffer = sealed.getBytes().duplicate();
        if (buffer.remaining() < IV_BYTES + TAG_BITS / Byte.SIZE || !isKeyId(sealed.getKeyId())) {
            throw new UnsealedContent(name, null);
        }
        SecretKeySpec key = loaded.computeIfAbsent(sealed.getKeyId(), this::read);
        byte[] iv = new byte[IV_BYTES];
        buffer.get(iv);
        byte[] ciphertext = new byte[buffer.remaining()];
        buffer.get(ciphertext);
        try {
            return cipher(Cipher.DECRYPT_MODE, key, iv, name).doFinal(ciphertext);
        } catch (AEADBadTagException e) {
            throw new UnsealedContent(name, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available", e);
        }
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] iv, String name) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private LocalDate today() {
        return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    }

    private SecretKeySpec key(String keyId) {
        SecretKeySpec key = loaded.get(keyId);
        return key == null ? make(keyId) : key;
    }

    private synchronized SecretKeySpec make(String keyId) {
        try {
            create(keyId);
            deleteOld();
        } catch (IOException e) {
            throw new UncheckedIOException("intake key %s can't be made".formatted(keyId), e);
        }
        return loaded.computeIfAbsent(keyId, this::read);
    }

    /** Durable before its first use, and whole when it appears: what is sealed with it must be readable after a crash. */
    private void create(String keyId) throws IOException {
        Path file = file(keyId);
        if (Files.exists(file)) {
            return;
        }
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        Path draft = Files.createTempFile(
                folder,
                "draft-",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                var key = ByteBuffer.wrap(bytes);
                while (key.hasRemaining()) {
                    channel.write(key);
                }
                channel.force(true);
            }
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Another gateway was first; its key is the day's.
            return;
        } finally {
            Files.delete(draft);
        }
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void deleteOld() throws IOException {
        LocalDate oldest = today().minusDays(KEPT_DAYS);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                String keyId = file.getFileName().toString().replace(SUFFIX, "");
                if (isKeyId(keyId)
                        && LocalDate.parse(keyId).isBefore(oldest)
                        && !stillNeeded.test(LocalDate.parse(keyId))) {
                    Files.deleteIfExists(file);
                    loaded.remove(keyId);
                }
            }
        }
    }

    private SecretKeySpec read(String keyId) {
        try {
            byte[] bytes = Files.readAllBytes(file(keyId));
            if (bytes.length != KEY_BYTES) {
                throw new IllegalStateException(
                        "intake key %s: %d bytes (expected: %d)".formatted(keyId, bytes.length, KEY_BYTES));
            }
            return new SecretKeySpec(bytes, "AES");
        } catch (NoSuchFileException e) {
            throw new IllegalStateException(
                    "intake key %s: gone (expected: kept for %d days)".formatted(keyId, KEPT_DAYS), e);
        } catch (IOException e) {
            throw new UncheckedIOException("intake key %s can't be read".formatted(keyId), e);
        }
    }

    private Path file(String keyId) {
        return folder.resolve(keyId + SUFFIX);
    }

    private static boolean isKeyId(String text) {
        try {
            return LocalDate.parse(text).toString().equals(text);
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
