/// The issuer directory (BIN table): which issuer a card number belongs to and which network is
/// asked. Versioned, validated, and looked up in a loaded copy.
///
/// Owns tables `issuer_directory_version` and `issuer_range`. Start at [IssuerDirectory].
@ApplicationModule(allowedDependencies = "job")
@NullMarked
package io.shoudan.transaction.directory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
