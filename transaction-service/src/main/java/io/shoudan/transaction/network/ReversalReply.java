package io.shoudan.transaction.network;

/// What became of a reversal on the network.
public sealed interface ReversalReply {

    /// The original is undone (field 39 = 00).
    record Acknowledged() implements ReversalReply {}

    /// The network has no such original (25): nothing to undo.
    record NoSuchOriginal() implements ReversalReply {}

    /// Any other answer; it is tried again.
    record Refused(String responseCode) implements ReversalReply {}

    /// The write never began.
    record NotSent() implements ReversalReply {}

    /// It may have arrived; it is repeated.
    record NoReply() implements ReversalReply {}
}
