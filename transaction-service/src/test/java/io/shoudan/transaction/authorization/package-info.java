/// Rules and requests, without a database.
@NullMarked
package io.shoudan.transaction.authorization;

import org.jspecify.annotations.NullMarked;
