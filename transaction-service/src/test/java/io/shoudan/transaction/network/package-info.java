/// The link over real sockets.
@NullMarked
package io.shoudan.transaction.network;

import org.jspecify.annotations.NullMarked;
