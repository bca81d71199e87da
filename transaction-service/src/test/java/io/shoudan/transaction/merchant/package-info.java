/// What simulations need of this package.
@NullMarked
package io.shoudan.transaction.merchant;

import org.jspecify.annotations.NullMarked;
