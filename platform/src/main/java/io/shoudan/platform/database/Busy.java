package io.shoudan.platform.database;

/// Every connection was taken for as long as we were ready to wait; the work did not begin.
///
/// Says nothing about earlier transactions of the same request. Where it is certain that there
/// were none, use [Transactions#first], which tells the caller so.
public final class Busy extends RuntimeException {

    Busy(String message) {
        super(message, null, false, false);
    }
}
