/// Tests of settings without a database.
@NullMarked
package io.shoudan.terminal.profile;

import org.jspecify.annotations.NullMarked;
