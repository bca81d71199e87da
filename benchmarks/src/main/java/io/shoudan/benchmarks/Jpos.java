package io.shoudan.benchmarks;

import java.util.HexFormat;
import org.jpos.iso.IFB_BINARY;
import org.jpos.iso.IFB_BITMAP;
import org.jpos.iso.IFB_LLLBINARY;
import org.jpos.iso.IFB_LLLCHAR;
import org.jpos.iso.IFB_LLLNUM;
import org.jpos.iso.IFB_LLNUM;
import org.jpos.iso.IFB_NUMERIC;
import org.jpos.iso.IF_CHAR;
import org.jpos.iso.ISOBasePackager;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOFieldPackager;
import org.jpos.iso.ISOMsg;

/// The sample in jPOS, with its field packagers for packed digits. They check less than we do: no
/// padding, no alphabet of text, no dates, nothing of the chip data.
final class Jpos {

    private static final byte[] CHIP = HexFormat.of().parseHex(Sample.CHIP);

    private final ISOBasePackager packager = new ISOBasePackager() {};

    Jpos() {
        var fields = new ISOFieldPackager[65];
        fields[0] = new IFB_NUMERIC(4, "MTI", true);
        fields[1] = new IFB_BITMAP(8, "BITMAP");
        fields[2] = new IFB_LLNUM(19, "PAN", false);
        fields[3] = new IFB_NUMERIC(6, "PROCESSING CODE", true);
        fields[4] = new IFB_NUMERIC(12, "AMOUNT", true);
        fields[11] = new IFB_NUMERIC(6, "TRACE", true);
        fields[14] = new IFB_NUMERIC(4, "EXPIRY", true);
        fields[22] = new IFB_NUMERIC(3, "ENTRY MODE", false);
        fields[23] = new IFB_NUMERIC(3, "CARD SEQUENCE", true);
        fields[25] = new IFB_NUMERIC(2, "CONDITION", true);
        fields[26] = new IFB_NUMERIC(2, "PIN CAPTURE", true);
        fields[35] = new IFB_LLNUM(37, "TRACK 2", false);
        fields[41] = new IF_CHAR(8, "TERMINAL");
        fields[42] = new IF_CHAR(15, "MERCHANT");
        fields[49] = new IF_CHAR(3, "CURRENCY");
        fields[52] = new IFB_BINARY(8, "PIN");
        fields[53] = new IFB_NUMERIC(16, "SECURITY", true);
        fields[55] = new IFB_LLLBINARY(255, "CHIP");
        fields[60] = new IFB_LLLNUM(17, "TRANSACTION", false);
        fields[63] = new IFB_LLLCHAR(163, "OPERATOR");
        fields[64] = new IFB_BINARY(8, "MAC");
        packager.setFieldPackager(fields);
    }

    ISOMsg unpack(byte[] bytes) throws ISOException {
        var message = new ISOMsg();
        message.setPackager(packager);
        message.unpack(bytes);
        return message;
    }

    byte[] buildAndPack() throws ISOException {
        var message = new ISOMsg("0200");
        message.setPackager(packager);
        message.set(2, Sample.PAN_DIGITS);
        message.set(3, "000000");
        message.set(4, "000000012345");
        message.set(11, "000042");
        message.set(14, "3012");
        message.set(22, "051");
        message.set(23, "001");
        message.set(25, "00");
        message.set(26, "06");
        message.set(35, Sample.TRACK);
        message.set(41, "90010001");
        message.set(42, "898310058120001");
        message.set(49, "156");
        message.set(52, new byte[8]);
        message.set(53, "2600000000000000");
        message.set(55, CHIP);
        message.set(60, "22000007000500");
        message.set(63, "001");
        message.set(64, new byte[8]);
        return message.pack();
    }
}
