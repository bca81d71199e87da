/// Tests of keys and sign-ons without a database.
@NullMarked
package io.shoudan.terminal.session;

import org.jspecify.annotations.NullMarked;
