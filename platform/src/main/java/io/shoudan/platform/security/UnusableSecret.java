package io.shoudan.platform.security;

/// A secret is missing or unfit, and the service does not start. Says what, where and what to do,
/// and not what the value was.
public final class UnusableSecret extends RuntimeException {

    private final String property;
    private final String reason;
    private final String advice;

    public UnusableSecret(String property, String reason, String advice) {
        super(property + " " + reason);
        this.property = property;
        this.reason = reason;
        this.advice = advice;
    }

    String property() {
        return property;
    }

    String reason() {
        return reason;
    }

    String advice() {
        return advice;
    }
}
