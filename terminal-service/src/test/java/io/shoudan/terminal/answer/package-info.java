/// Tests of field 39.
@NullMarked
package io.shoudan.terminal.answer;

import org.jspecify.annotations.NullMarked;
