package io.shoudan.transaction.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Mac;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.mac.HmacParameters;
import com.google.crypto.tink.mac.MacConfig;
import io.shoudan.platform.security.MasterKey;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Makes the vault's keys at the first start and unwraps them at every later one. Of two instances
/// that start at once on an empty database, one makes them and both read them.
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
class VaultKeys {

    private static final String CARD_NUMBER = "CARD_NUMBER";
    private static final String KEYED_HASH = "KEYED_HASH";
    static final Configuration TINK = tink();

    /// Tink's primitives, which must be registered before its configuration is asked for.
    private static Configuration tink() {
        try {
            AeadConfig.register();
            MacConfig.register();
            return RegistryConfiguration.get();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("must be able to register Tink's primitives", e);
        }
    }

    @Bean
    Vault vault(JdbcClient jdbc, MasterKey masterKey) throws GeneralSecurityException {
        var aead =
                keyset(jdbc, masterKey, CARD_NUMBER, PredefinedAeadParameters.AES256_GCM)
                        .getPrimitive(TINK, Aead.class);
        var mac =
                keyset(jdbc, masterKey, KEYED_HASH, hashParameters()).getPrimitive(TINK, Mac.class);
        return new Vault(aead, mac);
    }

    private static KeysetHandle keyset(
            JdbcClient jdbc, MasterKey masterKey, String purpose, Parameters parameters)
            throws GeneralSecurityException {
        var known = find(jdbc, purpose);
        if (known.isEmpty()) {
            add(jdbc, masterKey, purpose, KeysetHandle.generateNew(parameters, TINK));
        }
        var wrapped = find(jdbc, purpose).orElseThrow();
        var clear = masterKey.unwrap(wrapped, context(purpose));
        try {
            return TinkProtoKeysetFormat.parseKeyset(clear, InsecureSecretKeyAccess.get(), TINK);
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    private static Optional<String> find(JdbcClient jdbc, String purpose) {
        return jdbc.sql("select wrapped from vault_key where purpose = :purpose")
                .param("purpose", purpose)
                .query(String.class)
                .optional();
    }

    private static void add(
            JdbcClient jdbc, MasterKey masterKey, String purpose, KeysetHandle keyset)
            throws GeneralSecurityException {
        var clear =
                TinkProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get(), TINK);
        try {
            jdbc.sql(
                            """
                            insert into vault_key (purpose, wrapped)
                            values (:purpose, :wrapped)
                            on conflict do nothing
                            """)
                    .param("purpose", purpose)
                    .param("wrapped", masterKey.wrap(clear, context(purpose)))
                    .update();
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    private static String context(String purpose) {
        return "transaction-service/vault/" + purpose;
    }

    /// Without a prefix, so that the hash of a card stays the same as long as its key does.
    static HmacParameters hashParameters() throws GeneralSecurityException {
        return HmacParameters.builder()
                .setKeySizeBytes(32)
                .setTagSizeBytes(32)
                .setHashType(HmacParameters.HashType.SHA256)
                .setVariant(HmacParameters.Variant.NO_PREFIX)
                .build();
    }
}
