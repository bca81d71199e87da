package io.shoudan.simulator.terminal;

import io.shoudan.iso8583.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Keeps card numbers out of the state file: AES-256-GCM under a key that follows from the
/// terminal's main key and is used for nothing else.
///
/// Safe for any number of threads.
final class SlipSeal {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    SlipSeal(Bytes mainKey) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(mainKey.toArray(), mac.getAlgorithm()));
            key =
                    new SecretKeySpec(
                            mac.doFinal("terminal slips".getBytes(StandardCharsets.US_ASCII)),
                            "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("must be in every Java: HmacSHA256", e);
        }
    }

    String seal(byte[] content) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, nonce);
            var closed = cipher.doFinal(content);
            return Base64.getEncoder()
                    .encodeToString(
                            ByteBuffer.allocate(NONCE_BYTES + closed.length)
                                    .put(nonce)
                                    .put(closed)
                                    .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("must be in every Java: AES/GCM", e);
        }
    }

    /// @throws IllegalArgumentException if it was sealed under another main key, or changed
    byte[] open(String text) {
        try {
            var closed = Base64.getDecoder().decode(text);
            if (closed.length > NONCE_BYTES) {
                var nonce = new byte[NONCE_BYTES];
                System.arraycopy(closed, 0, nonce, 0, NONCE_BYTES);
                return cipher(Cipher.DECRYPT_MODE, nonce)
                        .doFinal(closed, NONCE_BYTES, closed.length - NONCE_BYTES);
            }
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            // Falls through: why it can't be opened says nothing that helps.
        }
        throw new IllegalArgumentException("must be sealed under this main key: slip");
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
