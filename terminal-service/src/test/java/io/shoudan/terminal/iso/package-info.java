/// Tests of the table of isos.
@NullMarked
package io.shoudan.terminal.iso;

import org.jspecify.annotations.NullMarked;
