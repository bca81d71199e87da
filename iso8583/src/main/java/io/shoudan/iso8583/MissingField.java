package io.shoudan.iso8583;

/// A field was asked for that the message doesn't carry. A bug of the caller: it either checks the
/// message against its type first ([Dialect#check]) or asks with [Message#find].
public final class MissingField extends IllegalStateException {

    private final String path;

    MissingField(String mti, Field<?> field) {
        super("must carry field " + field.number() + " (" + field.name() + "): mti=" + mti);
        this.path = field.path();
    }

    /// The number of the field that is missing, as text.
    public String path() {
        return path;
    }
}
