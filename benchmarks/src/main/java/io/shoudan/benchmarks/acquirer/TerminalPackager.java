package io.shoudan.benchmarks.acquirer;

import org.jpos.iso.IFB_BINARY;
import org.jpos.iso.IFB_BITMAP;
import org.jpos.iso.IFB_LLLBINARY;
import org.jpos.iso.IFB_LLLCHAR;
import org.jpos.iso.IFB_LLLNUM;
import org.jpos.iso.IFB_LLNUM;
import org.jpos.iso.IFB_NUMERIC;
import org.jpos.iso.IF_CHAR;
import org.jpos.iso.ISOBasePackager;
import org.jpos.iso.ISOFieldPackager;

/// The terminal protocol's fields in jPOS's field packagers, as far as purchases and sign-ons have
/// them.
public final class TerminalPackager extends ISOBasePackager {

    public TerminalPackager() {
        var fields = new ISOFieldPackager[65];
        fields[0] = new IFB_NUMERIC(4, "MTI", true);
        fields[1] = new IFB_BITMAP(8, "BITMAP");
        fields[2] = new IFB_LLNUM(19, "PAN", false);
        fields[3] = new IFB_NUMERIC(6, "PROCESSING CODE", true);
        fields[4] = new IFB_NUMERIC(12, "AMOUNT", true);
        fields[11] = new IFB_NUMERIC(6, "TRACE", true);
        fields[12] = new IFB_NUMERIC(6, "TIME", true);
        fields[13] = new IFB_NUMERIC(4, "DATE", true);
        fields[14] = new IFB_NUMERIC(4, "EXPIRY", true);
        fields[15] = new IFB_NUMERIC(4, "SETTLEMENT DATE", true);
        fields[22] = new IFB_NUMERIC(3, "ENTRY MODE", false);
        fields[23] = new IFB_NUMERIC(3, "CARD SEQUENCE", true);
        fields[25] = new IFB_NUMERIC(2, "CONDITION", true);
        fields[26] = new IFB_NUMERIC(2, "PIN CAPTURE", true);
        fields[32] = new IFB_LLNUM(11, "ACQUIRER", false);
        fields[35] = new IFB_LLNUM(37, "TRACK 2", false);
        fields[37] = new IF_CHAR(12, "REFERENCE");
        fields[38] = new IF_CHAR(6, "AUTHORIZATION CODE");
        fields[39] = new IF_CHAR(2, "RESPONSE CODE");
        fields[41] = new IF_CHAR(8, "TERMINAL");
        fields[42] = new IF_CHAR(15, "MERCHANT");
        fields[49] = new IF_CHAR(3, "CURRENCY");
        fields[52] = new IFB_BINARY(8, "PIN");
        fields[53] = new IFB_NUMERIC(16, "SECURITY", true);
        fields[55] = new IFB_LLLBINARY(255, "CHIP");
        fields[59] = new IFB_LLLCHAR(999, "PRIVATE");
        fields[60] = new IFB_LLLNUM(17, "TRANSACTION", false);
        fields[62] = new IFB_LLLBINARY(512, "KEYS");
        fields[63] = new IFB_LLLCHAR(163, "OPERATOR");
        fields[64] = new IFB_BINARY(8, "MAC");
        setFieldPackager(fields);
    }
}
