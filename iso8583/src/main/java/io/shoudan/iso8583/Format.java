package io.shoudan.iso8583;

/// How a field is written: how long it may be, and how its content is encoded. The two are
/// independent of each other.
///
/// @param length   bounds and prefix
/// @param encoding of the content; its unit is what `length` counts
public record Format<T>(Length length, Encoding<T> encoding) {

    /// What a value must look like: `1..19 digits`.
    public String expected() {
        return length.expected(encoding.unit());
    }

    /// Most bytes that a value can occupy, prefix included.
    public int maxBytes() {
        return length.prefix().byteLength() + encoding.byteLength(length.max());
    }
}
