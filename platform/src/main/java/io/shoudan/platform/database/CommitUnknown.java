package io.shoudan.platform.database;

/// The connection broke while committing: the transaction may or may not have happened. It has to
/// be read back on a new connection before anything is sent or told (money rule 8).
public final class CommitUnknown extends RuntimeException {

    CommitUnknown(Throwable cause) {
        super("the connection broke while committing", cause);
    }
}
