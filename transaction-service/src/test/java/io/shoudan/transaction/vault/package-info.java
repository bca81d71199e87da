/// The vault.
@NullMarked
package io.shoudan.transaction.vault;

import org.jspecify.annotations.NullMarked;
