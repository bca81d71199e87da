/// The service as its callers see it: HTTP on one side, a scripted card network over a real socket
/// on the other, a real PostgreSQL below.
@NullMarked
package io.shoudan.transaction;

import org.jspecify.annotations.NullMarked;
