/// Tests of terminal-service through its sockets. Start at [House].
@NullMarked
package io.shoudan.terminal;

import org.jspecify.annotations.NullMarked;
