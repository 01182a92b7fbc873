package noroshi.ledger;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM with a random 96-bit iv, written before the ciphertext and its 128-bit tag (NIST SP 800-38D). */
final class ContentSeal {

    static final int KEY_LENGTH = 32;
    private static final int IV_LENGTH = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private ContentSeal() {}

    static SecretKey randomKey() {
        return key(random(KEY_LENGTH));
    }

    static SecretKey key(byte[] bytes) {
        return new SecretKeySpec(bytes, "AES");
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    static byte[] seal(SecretKey key, byte[] associated, byte[] clear) {
        try {
            byte[] iv = random(IV_LENGTH);
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, iv, associated);
            byte[] sealed = Arrays.copyOf(iv, IV_LENGTH + cipher.getOutputSize(clear.length));
            cipher.doFinal(clear, 0, clear.length, sealed, IV_LENGTH);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    static byte[] open(SecretKey key, byte[] associated, byte[] sealed) {
        try {
            byte[] iv = Arrays.copyOf(sealed, IV_LENGTH);
            return cipher(Cipher.DECRYPT_MODE, key, iv, associated)
                    .doFinal(sealed, IV_LENGTH, sealed.length - IV_LENGTH);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("sealed content does not open with its key: altered, or another key", e);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] iv, byte[] associated)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(associated);
        return cipher;
    }
}
