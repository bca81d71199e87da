/// Payments without a database.
@NullMarked
package io.shoudan.transaction.payment;

import org.jspecify.annotations.NullMarked;
