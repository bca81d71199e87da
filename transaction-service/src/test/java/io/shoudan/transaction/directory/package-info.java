/// The issuer directory, without a database.
@NullMarked
package io.shoudan.transaction.directory;

import org.jspecify.annotations.NullMarked;
