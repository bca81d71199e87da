package io.shoudan.iso8583;

/// How well the bytes of a message are the message.
enum Fit {
    /// They are the message as it is sent.
    WHOLE,
    /// Each belongs to a field, but not each field has a value that counts.
    BAD_VALUES,
    /// Some belong to none, so that fields may not begin and end where it seems: any of them may
    /// hold a part of a card number.
    TORN
}
