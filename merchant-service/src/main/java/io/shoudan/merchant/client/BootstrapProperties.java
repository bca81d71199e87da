package io.shoudan.merchant.client;

import io.shoudan.platform.security.Secret;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Pattern;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/// The first operator: somebody has to create the other clients. Neither property has a default.
///
/// @param operatorClientId     3 to 64 lower-case letters, digits and hyphens; absent creates none
/// @param operatorClientSecret 16 to 72 bytes; looked at only while the client does not exist
@Validated
@ConfigurationProperties("shoudan.bootstrap")
record BootstrapProperties(
        @Nullable @Pattern(regexp = "[a-z0-9-]{3,64}") String operatorClientId,
        @Nullable Secret operatorClientSecret) {

    @AssertTrue(message = "operator-client-id and operator-client-secret come together")
    boolean isComplete() {
        return (operatorClientId == null) == (operatorClientSecret == null);
    }

    @AssertTrue(message = "operator-client-secret must have 16 to 72 bytes")
    boolean isSecretOfGoodLength() {
        if (operatorClientSecret == null) {
            return true;
        }
        int bytes = operatorClientSecret.clearText().getBytes(StandardCharsets.UTF_8).length;
        return bytes >= 16 && bytes <= 72; // bcrypt looks at 72 bytes.
    }
}
