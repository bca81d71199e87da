package io.shoudan.transaction.directory;

import io.shoudan.iso8583.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The directory that ships with this build.
///
/// @param sha256 of the file's bytes
record BundledDirectory(DirectoryFile file, Bytes sha256) {

    private static final String PATH = "/directory/issuer-ranges.json";

    /// @throws IllegalStateException if the file has any finding
    static BundledDirectory read() {
        try (var stream = BundledDirectory.class.getResourceAsStream(PATH)) {
            if (stream == null) {
                throw new IllegalStateException("must be on the class path: " + PATH);
            }
            return of(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static BundledDirectory of(byte[] json) {
        var mapper =
                JsonMapper.builder()
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .build();
        var file = mapper.readValue(json, DirectoryFile.class);
        var findings = file.findings();
        if (!findings.isEmpty()) {
            throw new IllegalStateException("must be a valid issuer directory: " + findings);
        }
        return new BundledDirectory(file, Bytes.of(sha256(json)));
    }

    private static byte[] sha256(byte[] json) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(json);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("must support SHA-256", e);
        }
    }
}
