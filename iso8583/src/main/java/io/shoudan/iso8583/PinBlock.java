package io.shoudan.iso8583;

import java.util.Arrays;

/// An enciphered PIN (ISO 8583:1987, field 52): 8 bytes under DES or 3DES, 16 under SM4.
///
/// Enciphered, and masked nevertheless: where a PIN block and its key meet is the security module
/// alone. Never store it once the answer is known.
public final class PinBlock {

    private final byte[] content;

    private PinBlock(byte[] content) {
        this.content = content;
    }

    /// An enciphered PIN as it came.
    ///
    /// @param content 8 or 16 bytes, copied
    /// @throws IllegalArgumentException if the length is anything else
    public static PinBlock of(byte[] content) {
        if (content.length != 8 && content.length != 16) {
            throw new IllegalArgumentException("must be 8 or 16 bytes: PIN block");
        }
        return new PinBlock(content.clone());
    }

    /// The bytes as sent, still enciphered; a copy.
    public byte[] clearText() {
        return content.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PinBlock that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /// `****`.
    @Override
    public String toString() {
        return "****";
    }
}
