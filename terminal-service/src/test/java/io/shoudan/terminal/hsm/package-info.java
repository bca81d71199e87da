/// Tests of the software security module.
@NullMarked
package io.shoudan.terminal.hsm;

import org.jspecify.annotations.NullMarked;
