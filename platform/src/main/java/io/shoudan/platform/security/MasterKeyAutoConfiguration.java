package io.shoudan.platform.security;

import com.google.crypto.tink.Aead;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/// The master key, in services that have Tink on their class path because they store secrets.
@AutoConfiguration
@ConditionalOnClass(Aead.class)
@EnableConfigurationProperties(SecurityProperties.class)
final class MasterKeyAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    MasterKey masterKey(SecurityProperties properties) {
        return MasterKey.of(properties.masterKey(), properties.retiredMasterKeys());
    }
}
