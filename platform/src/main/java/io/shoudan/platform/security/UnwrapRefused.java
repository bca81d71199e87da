package io.shoudan.platform.security;

/// A wrapped secret can't be opened: unknown key, wrong context or altered. Never says which bytes.
public final class UnwrapRefused extends RuntimeException {

    UnwrapRefused(String message) {
        super(message);
    }
}
