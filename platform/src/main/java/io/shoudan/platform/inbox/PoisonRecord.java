package io.shoudan.platform.inbox;

/// A record that no retry will make readable. It goes to `<topic>.dead-letter` and the rest of the
/// topic continues.
public final class PoisonRecord extends RuntimeException {

    /// @param reason what is wrong; never a value of the record, because it is copied to a header
    public PoisonRecord(String reason) {
        super(reason);
    }

    PoisonRecord(String reason, Throwable cause) {
        super(reason, cause);
    }
}
