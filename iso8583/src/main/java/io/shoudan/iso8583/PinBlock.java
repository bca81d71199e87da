package io.shoudan.iso8583;

/// An enciphered PIN (ISO 8583:1987, field 52): 8 bytes under DES or 3DES, 16 under SM4.
///
/// Enciphered, and masked nevertheless: where a PIN block and its key meet is the security module
/// alone. Never store it once the answer is known.
public final class PinBlock {

    private final Bytes content;

    private PinBlock(Bytes content) {
        this.content = content;
    }

    /// An enciphered PIN as it came.
    ///
    /// @param content 8 or 16 bytes, copied
    /// @throws IllegalArgumentException if the length is anything else
    public static PinBlock of(byte[] content) {
        return of(Bytes.of(content));
    }

    static PinBlock of(Bytes content) {
        if (content.length() != 8 && content.length() != 16) {
            throw new IllegalArgumentException("must be 8 or 16 bytes: PIN block");
        }
        return new PinBlock(content);
    }

    /// The bytes as sent, still enciphered; a copy.
    public byte[] clearText() {
        return content.toArray();
    }

    Bytes bytes() {
        return content;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PinBlock that && content.equals(that.content);
    }

    @Override
    public int hashCode() {
        return content.hashCode();
    }

    /// `****`.
    @Override
    public String toString() {
        return "****";
    }
}
