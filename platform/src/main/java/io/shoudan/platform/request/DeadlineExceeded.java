package io.shoudan.platform.request;

/// Work was not started because its deadline had passed. Becomes 504 `deadline-exceeded`.
public final class DeadlineExceeded extends RuntimeException {

    public DeadlineExceeded() {
        super("the deadline passed before the work began", null, false, false);
    }
}
