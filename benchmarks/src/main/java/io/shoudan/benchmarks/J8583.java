package io.shoudan.benchmarks;

import com.solab.iso8583.IsoMessage;
import com.solab.iso8583.IsoType;
import com.solab.iso8583.MessageFactory;
import com.solab.iso8583.parse.FieldParseInfo;
import java.io.UnsupportedEncodingException;
import java.text.ParseException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// The sample in j8583. It has no packed digits in variable fields: card number, track and field 60
/// come and go as bytes that somebody else has to pack.
final class J8583 {

    private static final byte[] CARD = HexFormat.of().parseHex(Sample.PAN_DIGITS);
    private static final byte[] TRACK = HexFormat.of().parseHex(Sample.TRACK);
    private static final byte[] CHIP = HexFormat.of().parseHex(Sample.CHIP);
    private static final byte[] TRANSACTION = HexFormat.of().parseHex("22000007000500");

    private final MessageFactory<IsoMessage> factory = new MessageFactory<>();

    J8583() {
        factory.setUseBinaryMessages(true);
        factory.setCharacterEncoding("US-ASCII");
        Map<Integer, FieldParseInfo> fields = new HashMap<>();
        fields.put(2, of(IsoType.LLBCDBIN, 19));
        fields.put(3, of(IsoType.NUMERIC, 6));
        fields.put(4, of(IsoType.NUMERIC, 12));
        fields.put(11, of(IsoType.NUMERIC, 6));
        fields.put(14, of(IsoType.NUMERIC, 4));
        fields.put(22, of(IsoType.NUMERIC, 4));
        fields.put(23, of(IsoType.NUMERIC, 4));
        fields.put(25, of(IsoType.NUMERIC, 2));
        fields.put(26, of(IsoType.NUMERIC, 2));
        fields.put(35, of(IsoType.LLBCDBIN, 37));
        fields.put(41, of(IsoType.ALPHA, 8));
        fields.put(42, of(IsoType.ALPHA, 15));
        fields.put(49, of(IsoType.ALPHA, 3));
        fields.put(52, of(IsoType.BINARY, 8));
        fields.put(53, of(IsoType.NUMERIC, 16));
        fields.put(55, of(IsoType.LLLBIN, 255));
        fields.put(60, of(IsoType.LLLBCDBIN, 17));
        fields.put(63, of(IsoType.LLLVAR, 163));
        fields.put(64, of(IsoType.BINARY, 8));
        factory.setParseMap(0x200, fields);
    }

    private static FieldParseInfo of(IsoType type, int length) {
        return FieldParseInfo.getInstance(type, length, "US-ASCII", false);
    }

    IsoMessage unpack(byte[] bytes) throws ParseException, UnsupportedEncodingException {
        return factory.parseMessage(bytes, 0);
    }

    byte[] buildAndPack() {
        var message = factory.newMessage(0x200);
        message.setBinary(true);
        message.setValue(2, CARD, IsoType.LLBCDBIN, 16);
        message.setValue(3, 0L, IsoType.NUMERIC, 6);
        message.setValue(4, 12_345L, IsoType.NUMERIC, 12);
        message.setValue(11, 42L, IsoType.NUMERIC, 6);
        message.setValue(14, 3012L, IsoType.NUMERIC, 4);
        message.setValue(22, 510L, IsoType.NUMERIC, 4);
        message.setValue(23, 1L, IsoType.NUMERIC, 4);
        message.setValue(25, 0L, IsoType.NUMERIC, 2);
        message.setValue(26, 6L, IsoType.NUMERIC, 2);
        message.setValue(35, TRACK, IsoType.LLBCDBIN, 34);
        message.setValue(41, "90010001", IsoType.ALPHA, 8);
        message.setValue(42, "898310058120001", IsoType.ALPHA, 15);
        message.setValue(49, "156", IsoType.ALPHA, 3);
        message.setValue(52, new byte[8], IsoType.BINARY, 8);
        message.setValue(53, 2_600_000_000_000_000L, IsoType.NUMERIC, 16);
        message.setValue(55, CHIP, IsoType.LLLBIN, 0);
        message.setValue(60, TRANSACTION, IsoType.LLLBCDBIN, 14);
        message.setValue(63, "001", IsoType.LLLVAR, 0);
        message.setValue(64, new byte[8], IsoType.BINARY, 8);
        return message.writeData();
    }
}
