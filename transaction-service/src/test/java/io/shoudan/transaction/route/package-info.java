/// What simulations need of this package.
@NullMarked
package io.shoudan.transaction.route;

import org.jspecify.annotations.NullMarked;
