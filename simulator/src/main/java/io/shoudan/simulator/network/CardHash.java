package io.shoudan.simulator.network;

import io.shoudan.iso8583.Pan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Tells cards apart in the record without their numbers: HMAC-SHA-256 under a key that is made at
/// the first start and kept beside the record, shortened to 64 bits.
///
/// Safe for any number of threads.
final class CardHash {

    private static final int KEY_BYTES = 32;
    private static final int HASH_BYTES = 8;

    private final SecretKeySpec key;

    private CardHash(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /// Reads the key beside `record`, or makes one that only its owner can read.
    static CardHash beside(Path record) {
        var path = record.resolveSibling(record.getFileName() + ".key");
        try {
            if (!Files.exists(path)) {
                create(path);
            }
            var bytes = Files.readAllBytes(path);
            if (bytes.length != KEY_BYTES) {
                throw new IllegalStateException("must have " + KEY_BYTES + " bytes: " + path);
            }
            return new CardHash(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void create(Path path) throws IOException {
        var key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        var fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(
                fresh,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(fresh, key, StandardOpenOption.WRITE);
        Files.move(fresh, path);
    }

    String of(Pan pan) {
        try {
            var mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            var hash = mac.doFinal(pan.clearText().getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("must be in every Java: HmacSHA256", e);
        }
    }
}
