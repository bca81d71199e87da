/// Card numbers: encrypted under a key that is itself wrapped by the platform's master key, and
/// hashed under another, so that cards can be compared without being opened.
///
/// Owns table `vault_key`. Start at [Vault].
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.shoudan.transaction.vault;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
