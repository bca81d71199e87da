package io.shoudan.merchant.authority;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import io.shoudan.platform.security.MasterKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Table `signing_key`: the RSA key of access tokens, kept over restarts and shared by all
/// instances, so that a token stays good whoever issued it. The private half is stored wrapped by
/// the master key only.
@Repository
class SigningKeys {

    private static final int BITS = 2048;

    private final JdbcClient jdbc;
    private final MasterKey masterKey;
    private final Clock clock;

    SigningKeys(JdbcClient jdbc, MasterKey masterKey, Clock clock) {
        this.jdbc = jdbc;
        this.masterKey = masterKey;
        this.clock = clock;
    }

    /// The key that signs, made now if there never was one. When several instances make one at the
    /// same time, the first to commit wins and all use it.
    ///
    /// @throws io.shoudan.platform.security.UnwrapRefused if it was wrapped by another master key
    RSAKey inUse() {
        return find().orElseGet(
                        () -> {
                            add(generate());
                            return find().orElseThrow();
                        });
    }

    private Optional<RSAKey> find() {
        return jdbc.sql(
                        """
                        select key_id, public_key, private_key
                          from signing_key
                         where retired_at is null
                        """)
                .query(this::row)
                .optional();
    }

    private void add(KeyPair pair) {
        var key = jwk((RSAPublicKey) pair.getPublic(), (RSAPrivateKey) pair.getPrivate());
        var clear = pair.getPrivate().getEncoded();
        try {
            jdbc.sql(
                            """
                            insert into signing_key
                                   (key_id, public_key, private_key, created_at)
                            values (:keyId, :publicKey, :privateKey, :now)
                            on conflict do nothing
                            """)
                    .param("keyId", key.getKeyID())
                    .param("publicKey", pair.getPublic().getEncoded())
                    .param("privateKey", masterKey.wrap(clear, context(key.getKeyID())))
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    private RSAKey row(ResultSet row, int number) throws SQLException {
        var clear =
                masterKey.unwrap(row.getString("private_key"), context(row.getString("key_id")));
        try {
            var keys = KeyFactory.getInstance("RSA");
            return jwk(
                    (RSAPublicKey)
                            keys.generatePublic(new X509EncodedKeySpec(row.getBytes("public_key"))),
                    (RSAPrivateKey) keys.generatePrivate(new PKCS8EncodedKeySpec(clear)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("must be an RSA key: signing_key", e);
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    private static KeyPair generate() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("must support RSA", e);
        }
    }

    private static RSAKey jwk(RSAPublicKey publicKey, RSAPrivateKey privateKey) {
        try {
            return new RSAKey.Builder(publicKey)
                    .privateKey(privateKey)
                    .keyIDFromThumbprint()
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .build();
        } catch (JOSEException e) {
            throw new IllegalStateException("must support SHA-256", e);
        }
    }

    private static String context(String keyId) {
        return "signing-key/" + keyId;
    }
}
