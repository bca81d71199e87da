package io.shoudan.iso8583;

import java.util.Arrays;
import java.util.HexFormat;

/// A run of bytes that nobody can change.
///
/// Prints as its length only, because keys and chip data travel in such fields.
public final class Bytes {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /// A copy of `content`.
    public static Bytes of(byte[] content) {
        return new Bytes(content.clone());
    }

    /// A copy of `length` bytes of `content` from `offset` on.
    ///
    /// @throws IndexOutOfBoundsException if the range is not inside `content`
    public static Bytes of(byte[] content, int offset, int length) {
        return new Bytes(Arrays.copyOfRange(content, offset, offset + length));
    }

    /// The bytes that hexadecimal digits stand for, two digits a byte.
    ///
    /// @param hex an even number of hexadecimal digits in either case
    /// @throws IllegalArgumentException if `hex` is anything else
    public static Bytes ofHex(String hex) {
        try {
            return new Bytes(HEX.parseHex(hex));
        } catch (IllegalArgumentException _) {
            // The original's text has the offending characters, which may be part of a key.
            throw new IllegalArgumentException("must be an even number of hexadecimal digits");
        }
    }

    /// Number of bytes.
    public int length() {
        return content.length;
    }

    /// The byte at `index`, as a number from -128 to 127.
    ///
    /// @throws IndexOutOfBoundsException if there is none
    byte at(int index) {
        return content[index];
    }

    void copyTo(byte[] to, int offset) {
        System.arraycopy(content, 0, to, offset, content.length);
    }

    /// A copy that the caller may change.
    public byte[] toArray() {
        return content.clone();
    }

    /// The content as upper-case hexadecimal digits, two a byte.
    public String hex() {
        return HEX.formatHex(content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /// The length, never the content: `8 bytes`.
    @Override
    public String toString() {
        return content.length + " bytes";
    }
}
