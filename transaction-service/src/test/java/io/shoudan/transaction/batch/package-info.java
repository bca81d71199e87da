/// Batches, without a database.
@NullMarked
package io.shoudan.transaction.batch;

import org.jspecify.annotations.NullMarked;
