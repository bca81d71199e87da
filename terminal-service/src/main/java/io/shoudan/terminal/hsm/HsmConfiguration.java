package io.shoudan.terminal.hsm;

import io.shoudan.platform.security.MasterKey;
import io.shoudan.platform.security.UnusableSecret;
import java.security.SecureRandom;
import java.security.Security;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/// The software module, everywhere but in production.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HsmProperties.class)
class HsmConfiguration {

    /// @throws UnusableSecret in profile `production`, which asks for a module made of hardware
    @Bean
    HsmPort securityModule(HsmProperties keys, MasterKey masterKey, Environment environment) {
        if (environment.acceptsProfiles(Profiles.of("production"))) {
            throw new UnusableSecret(
                    "shoudan.terminal.hsm",
                    "names the software security module, which keeps keys in this process",
                    "Profile `production` needs a bean of type HsmPort for a hardware module.");
        }
        // SM4, which the JDK lacks; behind the JDK's own, so that nothing else changes.
        Security.addProvider(new BouncyCastleProvider());
        return SoftwareModule.of(keys, masterKey, new SecureRandom());
    }
}
