package io.shoudan.launcher;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Passwords and keys of one installation: made at random when first asked for, kept in a file that
/// its owner alone can read, the same ever after.
///
/// Safe for any number of threads.
final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final Properties values;

    private Secrets(Path file, Properties values) {
        this.file = file;
        this.values = values;
    }

    /// @throws StartFailure if the file exists and can't be read
    static Secrets in(Path file) {
        var values = new Properties();
        if (Files.exists(file)) {
            try {
                values.load(new StringReader(Files.readString(file)));
            } catch (IOException | IllegalArgumentException e) {
                throw new StartFailure("cannot read the secrets in " + file + ": " + e, e);
            }
        }
        return new Secrets(file, values);
    }

    /// Text that needs no quoting anywhere: 32 random bytes in the URL-safe Base64 alphabet.
    String password(String name) {
        return kept(name, () -> Base64.getUrlEncoder().withoutPadding().encodeToString(random(32)));
    }

    /// A 256-bit key in standard Base64.
    String key(String name) {
        return kept(name, () -> Base64.getEncoder().encodeToString(random(32)));
    }

    /// A double-length DES key of odd parity, 32 hexadecimal digits.
    String desKey(String name) {
        return kept(
                name,
                () -> {
                    byte[] key = random(16);
                    for (int i = 0; i < key.length; i++) {
                        boolean even = Integer.bitCount(key[i] & 0xff) % 2 == 0;
                        key[i] = even ? (byte) (key[i] ^ 1) : key[i];
                    }
                    return HexFormat.of().withUpperCase().formatHex(key);
                });
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private synchronized String kept(String name, Supplier<String> made) {
        String value = values.getProperty(name);
        if (value == null) {
            value = made.get();
            put(name, value);
        }
        return value;
    }

    /// Keeps `value`, durably, before this method returns.
    synchronized void put(String name, String value) {
        values.setProperty(name, value);
        try {
            write();
        } catch (IOException e) {
            throw new StartFailure("cannot keep the secrets in " + file + ": " + e, e);
        }
    }

    /// The value kept under `name`, or empty text.
    synchronized String get(String name) {
        return values.getProperty(name, "");
    }

    /// A new file takes the old one's place, so that a crash never leaves half a file: without
    /// these keys the data beside it can't be read again.
    private void write() throws IOException {
        var text = new StringWriter();
        text.write("# Secrets of this installation. Whoever has them has the data.\n");
        for (var entry : new TreeMap<>(values).entrySet()) {
            text.write(entry.getKey() + "=" + entry.getValue() + "\n");
        }
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        Files.createFile(
                next,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(next, text.toString());
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
