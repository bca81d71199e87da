/// Payments without a database, and their tables in memory.
@NullMarked
package io.shoudan.transaction.payment;

import org.jspecify.annotations.NullMarked;
