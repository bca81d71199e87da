/// What simulations need of this package.
@NullMarked
package io.shoudan.transaction.reversal;

import org.jspecify.annotations.NullMarked;
