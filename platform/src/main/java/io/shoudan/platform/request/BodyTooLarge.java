package io.shoudan.platform.request;

import java.io.IOException;

/// A request body went on beyond its limit. Becomes 413 `too-large`.
public final class BodyTooLarge extends IOException {

    BodyTooLarge(long maxBytes) {
        super("the request body is larger than " + maxBytes + " bytes");
    }

    /// Whether this is what made reading a body fail, however deeply wrapped.
    public static boolean causedBy(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLarge) {
                return true;
            }
        }
        return false;
    }
}
