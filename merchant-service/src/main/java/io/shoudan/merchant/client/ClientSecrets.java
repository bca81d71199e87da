package io.shoudan.merchant.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.shoudan.platform.Ticker;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/// Makes client secrets and checks them against their slow hashes.
///
/// A slow hash (bcrypt, cost 10, some 60 ms of a core) protects secrets if the table is stolen, but
/// would let anybody keep all cores busy with wrong secrets. So: a secret that was right is known
/// again for ten minutes by a keyed hash that lives in this process only; and at most half of the
/// cores hash at the same time, everybody else waits up to a second and is then told [Overloaded].
/// In front of this the gateway limits token requests per address.
///
/// Thread-safe. [#match] blocks for at most one second plus one hash.
@Component
public class ClientSecrets {

    private static final int COST = 10;
    private static final int SECRET_BYTES = 32;
    private static final long MAX_WAIT_MS = 1_000;
    private static final int MAX_KNOWN = 10_000;
    private static final Duration KNOWN_FOR = Duration.ofMinutes(10);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final PasswordEncoder slow =
            new DelegatingPasswordEncoder(
                    "bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(COST, RANDOM)));
    private final Semaphore hashing =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    private final SecretKeySpec processKey = new SecretKeySpec(random(), "HmacSHA256");

    /// Keyed hashes of secret and stored hash that matched: when the stored hash changes, what is
    /// known here is worthless.
    private final Cache<String, Boolean> known;

    private final String decoy;

    ClientSecrets(Ticker ticker) {
        known =
                Caffeine.newBuilder()
                        .maximumSize(MAX_KNOWN)
                        .expireAfterWrite(KNOWN_FOR)
                        .ticker(ticker::nanos)
                        .build();
        decoy = hash(generate());
    }

    /// A new secret: 256 random bits, 43 characters of the URL-safe Base64 alphabet.
    final String generate() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random());
    }

    /// A hash that no known secret has, for clients that do not exist: a wrong secret and an
    /// unknown client then cost the same time.
    public String decoyHash() {
        return decoy;
    }

    /// The slow hash of a secret, with its algorithm in front.
    final String hash(String secret) {
        return Objects.requireNonNull(slow.encode(secret));
    }

    /// Whether `hash` was made of `secret`.
    ///
    /// @throws Overloaded if too many others are being checked
    public boolean match(String secret, String hash) {
        var fingerprint = fingerprint(secret, hash);
        if (known.getIfPresent(fingerprint) != null) {
            return true;
        }
        boolean right = slowly(secret, hash);
        if (right) {
            known.put(fingerprint, true);
        }
        return right;
    }

    private boolean slowly(String secret, String hash) {
        boolean mayHash = false;
        try {
            mayHash = hashing.tryAcquire(MAX_WAIT_MS, TimeUnit.MILLISECONDS);
            if (!mayHash) {
                throw new Overloaded();
            }
            return slow.matches(secret, hash);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Overloaded();
        } finally {
            if (mayHash) {
                hashing.release();
            }
        }
    }

    private String fingerprint(String secret, String hash) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(processKey);
            mac.update(hash.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            mac.update(secret.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("must support HmacSHA256", e);
        }
    }

    private static byte[] random() {
        var bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /// More secrets wait to be checked than this process can check in time. Says nothing about the
    /// secret.
    public static final class Overloaded extends RuntimeException {

        Overloaded() {
            super("too many client secrets are being checked", null, false, false);
        }
    }
}
