/// The authorization server: OAuth 2.0 client credentials (RFC 6749 §4.4) against access tokens
/// (RFC 9068). Owns table `signing_key`. Can be left out in favour of another issuer, see
/// [AuthorityProperties]. Start at [AuthorityConfiguration].
@ApplicationModule(allowedDependencies = "client")
@NullMarked
package io.shoudan.merchant.authority;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
