package io.shoudan.launcher;

import org.jspecify.annotations.Nullable;

/// Something did not start. The message is complete: what, where, and what to do about it.
final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartFailure(String message) {
        super(message);
    }

    StartFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
