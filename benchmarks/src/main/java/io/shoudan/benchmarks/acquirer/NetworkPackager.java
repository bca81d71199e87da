package io.shoudan.benchmarks.acquirer;

import org.jpos.iso.IFA_BITMAP;
import org.jpos.iso.IFA_LLLCHAR;
import org.jpos.iso.IFA_LLNUM;
import org.jpos.iso.IFA_NUMERIC;
import org.jpos.iso.IF_CHAR;
import org.jpos.iso.ISOBasePackager;
import org.jpos.iso.ISOFieldPackager;

/// The card network's fields in jPOS's field packagers, as far as purchases and sign-ons have them.
public final class NetworkPackager extends ISOBasePackager {

    public NetworkPackager() {
        var fields = new ISOFieldPackager[129];
        fields[0] = new IFA_NUMERIC(4, "MTI");
        fields[1] = new IFA_BITMAP(16, "BITMAP");
        fields[2] = new IFA_LLNUM(19, "PAN");
        fields[3] = new IFA_NUMERIC(6, "PROCESSING CODE");
        fields[4] = new IFA_NUMERIC(12, "AMOUNT");
        fields[7] = new IFA_NUMERIC(10, "TRANSMISSION TIME");
        fields[11] = new IFA_NUMERIC(6, "TRACE");
        fields[12] = new IFA_NUMERIC(6, "TIME");
        fields[13] = new IFA_NUMERIC(4, "DATE");
        fields[14] = new IFA_NUMERIC(4, "EXPIRY");
        fields[15] = new IFA_NUMERIC(4, "SETTLEMENT DATE");
        fields[18] = new IFA_NUMERIC(4, "MERCHANT CATEGORY");
        fields[22] = new IFA_NUMERIC(3, "ENTRY MODE");
        fields[25] = new IFA_NUMERIC(2, "CONDITION");
        fields[32] = new IFA_LLNUM(11, "ACQUIRER");
        fields[37] = new IF_CHAR(12, "REFERENCE");
        fields[38] = new IF_CHAR(6, "AUTHORIZATION CODE");
        fields[39] = new IF_CHAR(2, "RESPONSE CODE");
        fields[41] = new IF_CHAR(8, "TERMINAL");
        fields[42] = new IF_CHAR(15, "MERCHANT");
        fields[49] = new IFA_NUMERIC(3, "CURRENCY");
        fields[55] = new IFA_LLLCHAR(510, "CHIP");
        fields[70] = new IFA_NUMERIC(3, "NETWORK CODE");
        setFieldPackager(fields);
    }
}
