/// A small service built on platform, for platform's own tests: an endpoint of every kind, a table,
/// a listener.
@NullMarked
package io.shoudan.platform.sample;

import org.jspecify.annotations.NullMarked;
