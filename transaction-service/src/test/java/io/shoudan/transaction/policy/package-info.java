/// Tests of limits without a database.
@NullMarked
package io.shoudan.transaction.policy;

import org.jspecify.annotations.NullMarked;
