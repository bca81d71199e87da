package io.shoudan.terminal.hsm;

import io.shoudan.platform.security.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Keys that the software security module shares with others. Neither has a default.
///
/// @param keyTransportKey under which terminals' main keys arrive (KTK): 32 hexadecimal digits
/// @param zonePinKey      under which PIN blocks go to the network (ZPK): 32 hexadecimal digits
@ConfigurationProperties("shoudan.terminal.hsm")
record HsmProperties(@Nullable Secret keyTransportKey, @Nullable Secret zonePinKey) {}
