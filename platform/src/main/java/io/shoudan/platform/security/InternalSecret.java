package io.shoudan.platform.security;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The key that services prove themselves to each other with.
final class InternalSecret {

    private static final String PROPERTY = "shoudan.security.internal-secret";
    private static final int MIN_BYTES = 32;

    private final SecretKey key;

    /// @throws UnusableSecret if it is missing or too short for HS256
    InternalSecret(@Nullable Secret secret) {
        if (secret == null || secret.isBlank()) {
            throw new UnusableSecret(PROPERTY, "is missing", advice());
        }
        var bytes = secret.bytes();
        if (bytes.length < MIN_BYTES) {
            throw new UnusableSecret(PROPERTY, "is shorter than " + MIN_BYTES + " bytes", advice());
        }
        key = new SecretKeySpec(bytes, "HmacSHA256");
    }

    SecretKey key() {
        return key;
    }

    private static String advice() {
        return "Create one for all services together, for example with `openssl rand -base64 48`.";
    }
}
