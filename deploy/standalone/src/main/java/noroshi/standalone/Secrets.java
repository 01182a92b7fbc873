package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.Base64;
import java.util.Properties;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a data folder keeps to itself: one random master secret, from which every password follows, and the key that
 * signs tokens. Since passwords are derived, any command of the folder's owner can print them and none is stored.
 */
public final class Secrets {
    private static final String FILE = "secrets.properties";
    private static final String MASTER = "master";
    private static final String SIGNING_KEY = "signing-key";
    private static final int MASTER_BYTES = 32;
    private static final int SIGNING_KEY_BITS = 2048;

    private final SecretKeySpec master;
    private final RSAKey signingKey;

    private Secrets(byte[] master, RSAKey signingKey) {
        this.master = new SecretKeySpec(master, "HmacSHA256");
        this.signingKey = signingKey;
    }

    /**
     * The secrets of a data folder, made on first use.
     *
     * @throws UncheckedIOException if the file can't be read, written or understood
     */
    public static Secrets in(Path dataFolder) {
        var file = dataFolder.resolve(FILE);
        try {
            return Files.exists(file) ? read(file) : create(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The password of one principal for one purpose; the same for as long as the data folder lives. */
    public String password(Purpose purpose, String principal) {
        try {
            var mac = Mac.getInstance(master.getAlgorithm());
            mac.init(master);
            // The separator occurs in no purpose's name, so no two pairs share an input.
            var input = purpose.name() + '\0' + principal;
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(input.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether this is that principal's password; takes the same time wherever the two differ. */
    boolean matches(Purpose purpose, String principal, String password) {
        return MessageDigest.isEqual(password(purpose, principal).getBytes(UTF_8), password.getBytes(UTF_8));
    }

    RSAKey signingKey() {
        return signingKey;
    }

    private static Secrets read(Path file) throws IOException {
        var stored = new Properties();
        stored.load(new StringReader(Files.readString(file)));
        var master = stored.getProperty(MASTER);
        var key = stored.getProperty(SIGNING_KEY);
        if (master == null || key == null) {
            throw new IOException(file + ": incomplete (expected: " + MASTER + " and " + SIGNING_KEY + ")");
        }
        try {
            return new Secrets(Base64.getUrlDecoder().decode(master), RSAKey.parse(key));
        } catch (ParseException | IllegalArgumentException e) {
            throw new IOException(file + ": unreadable (" + e.getMessage() + ")", e);
        }
    }

    private static Secrets create(Path file) throws IOException {
        var master = new byte[MASTER_BYTES];
        new SecureRandom().nextBytes(master);
        var key = newSigningKey();
        var stored = new Properties();
        stored.setProperty(MASTER, Base64.getUrlEncoder().withoutPadding().encodeToString(master));
        stored.setProperty(SIGNING_KEY, key.toJSONString());
        var text = new StringWriter();
        stored.store(text, "Whoever reads this file is every identity of this hub.");
        PrivateFiles.write(file, text.toString());
        return new Secrets(master, key);
    }

    private static RSAKey newSigningKey() {
        try {
            return new RSAKeyGenerator(SIGNING_KEY_BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a password opens; one for the broker opens nothing else. */
    public enum Purpose {
        KAFKA,
        REGISTRY,
        DATABASE,
        TOKEN_CLIENT
    }
}
