/// How events are written as JSON, read again by those who know fewer fields than the writer, and
/// where those go that can't be.
@NullMarked
package io.shoudan.platform.event;

import org.jspecify.annotations.NullMarked;
