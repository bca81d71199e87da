package io.shoudan.iso8583;

/// What came out of reading bytes as a message.
public sealed interface Read {

    /// Every byte was read and every value is what its field says, but for those that the message's
    /// type can do without ([Message#overlooked]). Whether the message carries what its type
    /// requires is asked with [Dialect#check].
    record Complete(Message message) implements Read {}

    /// Something is malformed. What could be read is in `partial`, to answer with; if only values
    /// were bad, that is all other fields, otherwise the fields in front of the break.
    ///
    /// @param partial has all defects in [Message#malformed]
    /// @param why     the first of them
    record Broken(Message partial, MalformedMessage why) implements Read {}
}
