package io.shoudan.iso8583.interchange;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.shoudan.iso8583.Bytes;

/// Frames written out by hand from the rules, as hexadecimal digits.
public final class ExampleFrames {

    /// Of a test, version 2.
    private static final String FLAG_AND_VERSION = "82";

    /// Reserved, batch number, transaction information, user information.
    private static final String BEHIND_IDS = "000000" + "01" + "3030303030303030" + "00";

    private ExampleFrames() {}

    private static String ascii(String text) {
        return Bytes.of(text.getBytes(US_ASCII)).hex();
    }

    /// A header of 46 bytes.
    ///
    /// @param total four digits
    static String header(String total, String destination, String source, String rejectCode) {
        return "2E"
                + FLAG_AND_VERSION
                + ascii(total + destination + source)
                + BEHIND_IDS
                + ascii(rejectCode);
    }

    /// A purchase: fields 2 to 4, 7, 11 to 13, 18, 22, 25, 32, 33, 37, 41 to 43, 49, 52, 55, 128.
    public static String purchase() {
        return header("0258", "00010344   ", "48270000   ", "00000")
                + ascii("0200")
                + "F238448188E09200"
                + "0000000000000001"
                + ascii("16" + "6225000000000014")
                + ascii("000000")
                + ascii("000000012345")
                + ascii("1122013105")
                + ascii("000042")
                + ascii("093105")
                + ascii("1122")
                + ascii("5411")
                + ascii("051")
                + ascii("00")
                + ascii("08" + "48270000")
                + ascii("08" + "48270001")
                + ascii("632600000042")
                + ascii("90010001")
                + ascii("898310058120001")
                + "CAD5B5A5B2E2CAD4"
                + "20".repeat(32)
                + ascii("156")
                + "43D6545E784C2D4C"
                + ascii("004")
                + "9F270180"
                + "0123456789ABCDEF";
    }

    /// A test of the line: fields 7, 11, 33, 70.
    public static String echo() {
        return header("0097", "00010344   ", "48270000   ", "00000")
                + ascii("0820")
                + "82200000"
                + "80000000"
                + "0400000000000000"
                + ascii("1122013105")
                + ascii("000001")
                + ascii("10" + "0048270000")
                + ascii("301");
    }
}
