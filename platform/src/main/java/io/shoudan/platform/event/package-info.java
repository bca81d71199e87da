/// How events are written as JSON, and read again by those who know fewer fields than the writer.
@NullMarked
package io.shoudan.platform.event;

import org.jspecify.annotations.NullMarked;
