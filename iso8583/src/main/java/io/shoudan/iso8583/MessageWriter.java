package io.shoudan.iso8583;

import java.io.ByteArrayOutputStream;

/// Writes one message: MTI, bitmap, fields in order of their numbers.
final class MessageWriter {

    private static final long FIRST_BIT = 1L << 63;

    private MessageWriter() {}

    static byte[] pack(Message message) {
        var dialect = message.dialect();
        long first = 0;
        long second = 0;
        for (var field : message.fields()) {
            long bit = FIRST_BIT >>> (field.number() - 1) % 64;
            if (field.number() <= 64) {
                first |= bit;
            } else {
                second |= bit;
            }
        }
        var packed = new ByteArrayOutputStream(256);
        packed.writeBytes(dialect.mtiFormat().write(message.mti()));
        packed.writeBytes(dialect.bitmapFormat().write(second == 0 ? first : first | FIRST_BIT));
        if (second != 0) {
            packed.writeBytes(dialect.bitmapFormat().write(second));
        }
        for (var field : message.fields()) {
            field.write(message.valueOf(field), packed);
        }
        if (packed.size() > Dialect.MAX_MESSAGE_BYTES) {
            throw new IllegalArgumentException(
                    "must be at most " + Dialect.MAX_MESSAGE_BYTES + " bytes: message");
        }
        return packed.toByteArray();
    }
}
