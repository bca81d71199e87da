package io.shoudan.transaction.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Mac;
import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Pan;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Seals card numbers for storage and makes keyed hashes of them.
///
/// What is sealed is bound to its payment: copied into another row, it doesn't open. Track data,
/// PIN blocks and security codes have no method here, because they are never stored. Immutable and
/// thread-safe; waits for nothing but the processor.
public final class Vault {

    private static final byte PAN_HASH = 1;
    private static final byte CONTENT_DIGEST = 2;

    /// Tink keeps a cipher and a source of random numbers for each thread. They are dear to make,
    /// and a virtual thread seals once in its life.
    private static final ExecutorService SEALERS =
            Executors.newFixedThreadPool(
                    2, Thread.ofPlatform().daemon().name("seal-", 0).factory());

    private final Aead aead;
    private final Mac mac;
    private final Executor sealers;

    Vault(Aead aead, Mac mac) {
        this(aead, mac, SEALERS);
    }

    /// @param sealers whose threads encrypt
    Vault(Aead aead, Mac mac, Executor sealers) {
        this.aead = aead;
        this.mac = mac;
        this.sealers = sealers;
    }

    /// Encrypts a card number for the row of one payment.
    public Bytes seal(Pan pan, UUID paymentId) {
        return sealText(pan.clearText(), paymentId);
    }

    /// The card number again, to undo a payment on the network.
    ///
    /// @throws IllegalStateException if it was altered or belongs to another payment
    public Pan open(Bytes sealed, UUID paymentId) {
        return Pan.of(openText(sealed, paymentId));
    }

    /// Encrypts something else about a card that may not stand in the clear, such as a balance.
    public Bytes sealText(String text, UUID paymentId) {
        return CompletableFuture.supplyAsync(() -> sealed(text, paymentId), sealers).join();
    }

    private Bytes sealed(String text, UUID paymentId) {
        var clear = text.getBytes(StandardCharsets.US_ASCII);
        try {
            return Bytes.of(aead.encrypt(clear, bytesOf(paymentId)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("must be able to encrypt: payment=" + paymentId, e);
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    /// @throws IllegalStateException if it was altered or belongs to another payment
    public String openText(Bytes sealed, UUID paymentId) {
        try {
            var clear = aead.decrypt(sealed.toArray(), bytesOf(paymentId));
            try {
                return new String(clear, StandardCharsets.US_ASCII);
            } finally {
                Arrays.fill(clear, (byte) 0);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("must be sealed for payment=" + paymentId, e);
        }
    }

    /// Keyed hash of a card number, 32 bytes: equal for equal cards, and useless without the key.
    public Bytes hash(Pan pan) {
        return keyed(PAN_HASH, pan.clearText().getBytes(StandardCharsets.US_ASCII));
    }

    /// Keyed digest of a request's content, 32 bytes. `content` holds card data and is wiped.
    public Bytes digest(byte[] content) {
        return keyed(CONTENT_DIGEST, content);
    }

    /// The first byte keeps hashes of different things apart.
    private Bytes keyed(byte purpose, byte[] content) {
        var input = ByteBuffer.allocate(content.length + 1).put(purpose).put(content).array();
        try {
            return Bytes.of(mac.computeMac(input));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("must be able to compute HMAC-SHA-256", e);
        } finally {
            Arrays.fill(input, (byte) 0);
            Arrays.fill(content, (byte) 0);
        }
    }

    private static byte[] bytesOf(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
