/// Tests of the table of attempts.
@NullMarked
package io.shoudan.terminal.attempt;

import org.jspecify.annotations.NullMarked;
