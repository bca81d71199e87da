package io.shoudan.platform.security;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Wraps small secrets for storage: terminal keys, a signing key, the data key of a vault.
///
/// AES-256-GCM with a random nonce. The result names the key that made it, so that a new master key
/// can be introduced while old rows still open; the context is authenticated, so that a wrapped
/// value moved to another row or column does not. Immutable and thread-safe.
public final class MasterKey {

    private static final String PROPERTY = "shoudan.security.master-key";
    private static final Pattern FORM = Pattern.compile("([a-z0-9-]{1,16}):([A-Za-z0-9+/=]+)");
    private static final int KEY_BYTES = 32;
    private static final int MAX_SECRET_BYTES = 64 * 1024;

    private final String currentId;
    private final Map<String, Aead> keys;

    private MasterKey(String currentId, Map<String, Aead> keys) {
        this.currentId = currentId;
        this.keys = Map.copyOf(keys);
    }

    /// @param current `<id>:<base64 of 32 bytes>`
    /// @param retired keys of the same form that only unwrap
    /// @throws UnusableSecret if a key is missing, malformed, short or has an id that is taken
    public static MasterKey of(@Nullable Secret current, List<Secret> retired) {
        if (current == null || current.isBlank()) {
            throw unusable("is missing");
        }
        var keys = new HashMap<String, Aead>();
        var currentId = add(keys, current);
        retired.forEach(it -> add(keys, it));
        return new MasterKey(currentId, keys);
    }

    /// @param secret  at most 64 KB
    /// @param context what the secret is and to which row it belongs, for example
    ///                `terminal-key/00001234/mak`; needed again to unwrap
    /// @return `<key id>:<base64>`, ASCII without spaces
    public String wrap(byte[] secret, String context) {
        if (secret.length > MAX_SECRET_BYTES) {
            throw new IllegalArgumentException("must be small: bytes=" + secret.length);
        }
        try {
            var sealed = key(currentId).encrypt(secret, associated(currentId, context));
            return currentId + ":" + Base64.getEncoder().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("must be able to encrypt with AES-256-GCM", e);
        }
    }

    /// The secret again; the caller wipes the array when done.
    ///
    /// @throws UnwrapRefused if it was wrapped by an unknown key, in another context, or altered
    public byte[] unwrap(String wrapped, String context) {
        var matcher = FORM.matcher(wrapped);
        if (!matcher.matches() || !keys.containsKey(matcher.group(1))) {
            throw new UnwrapRefused("the wrapped value names no known master key");
        }
        var id = matcher.group(1);
        try {
            var sealed = Base64.getDecoder().decode(matcher.group(2));
            return key(id).decrypt(sealed, associated(id, context));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            // The causes add nothing but hints for an attacker.
            throw new UnwrapRefused("the wrapped value was altered or belongs elsewhere");
        }
    }

    /// Whether `wrapped` was made by a retired key and should be wrapped anew when next written.
    public boolean outdated(String wrapped) {
        return !wrapped.startsWith(currentId + ":");
    }

    private Aead key(String id) {
        var key = keys.get(id);
        if (key == null) {
            throw new IllegalStateException("must be a known key: id=" + id);
        }
        return key;
    }

    private static String add(Map<String, Aead> keys, Secret secret) {
        var matcher = FORM.matcher(secret.clearText().strip());
        if (!matcher.matches()) {
            throw unusable("does not have the form <id>:<base64>");
        }
        var id = matcher.group(1);
        var bytes = decoded(matcher.group(2));
        try {
            if (bytes.length != KEY_BYTES) {
                throw unusable("does not hold 32 bytes");
            }
            if (keys.put(id, new AesGcmJce(bytes)) != null) {
                throw unusable("has an id that a retired key has, too");
            }
            return id;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("must support AES-256-GCM", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            throw unusable("is not valid base64");
        }
    }

    private static byte[] associated(String keyId, String context) {
        return (keyId + "|" + context).getBytes(StandardCharsets.UTF_8);
    }

    private static UnusableSecret unusable(String reason) {
        return new UnusableSecret(
                PROPERTY,
                reason,
                "It is an id, a colon and 32 random bytes in base64, for example the output of"
                        + " `echo k1:$(openssl rand -base64 32)`. Keep it for as long as data"
                        + " wrapped by it exists.");
    }
}
