package io.shoudan.iso8583.terminal;

import io.shoudan.iso8583.Bytes;
import java.nio.ByteBuffer;

/// Transport header in front of a terminal's message: where it goes and where it comes from.
///
/// @param id          0 to 255; 0x60 for financial transactions
/// @param destination 0 to 65535; network international identifier
/// @param source      0 to 65535
public record Tpdu(int id, int destination, int source) {

    /// Bytes that it occupies.
    public static final int BYTES = 5;

    /// The id of financial transactions.
    public static final int FINANCIAL = 0x60;

    /// A TPDU of these parts.
    ///
    /// @throws IllegalArgumentException if a part is out of range
    public Tpdu {
        if (id < 0 || id > 0xFF || !word(destination) || !word(source)) {
            throw new IllegalArgumentException("must be 1, 2 and 2 bytes: TPDU");
        }
    }

    private static boolean word(int value) {
        return value >= 0 && value <= 0xFFFF;
    }

    /// The TPDU that hexadecimal digits stand for, as in captures.
    ///
    /// @param hex ten hexadecimal digits: `6000030000`
    /// @throws IllegalArgumentException if `hex` is anything else
    public static Tpdu of(String hex) {
        var bytes = Bytes.ofHex(hex);
        if (bytes.length() != BYTES) {
            throw new IllegalArgumentException("must be 10 hexadecimal digits: TPDU");
        }
        return read(bytes.toArray(), 0);
    }

    static Tpdu read(byte[] from, int offset) {
        var buffer = ByteBuffer.wrap(from, offset, BYTES);
        return new Tpdu(
                Byte.toUnsignedInt(buffer.get()),
                Short.toUnsignedInt(buffer.getShort()),
                Short.toUnsignedInt(buffer.getShort()));
    }

    void write(ByteBuffer to) {
        to.put((byte) id).putShort((short) destination).putShort((short) source);
    }

    /// The TPDU of the answer: destination and source exchanged.
    public Tpdu swapped() {
        return new Tpdu(id, source, destination);
    }

    /// Ten hexadecimal digits, as in captures: `6000030000`.
    public String text() {
        var bytes = ByteBuffer.allocate(BYTES);
        write(bytes);
        return Bytes.of(bytes.array()).hex();
    }
}
