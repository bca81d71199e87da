package io.shoudan.iso8583.interchange;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Finding;
import io.shoudan.iso8583.MalformedMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntPredicate;

/// The header in front of an interchange message: between whom it goes, and whether it comes back
/// rejected. Its length and the total length are not kept: they follow from the message. Immutable.
///
/// @param flagAndVersion         0 to 255: bit 8 is set in tests, the others are the version
/// @param destination            institution that the message goes to, 1 to 11 letters and digits
/// @param source                 institution that it comes from, 1 to 11 letters and digits
/// @param reserved               3 bytes, kept as they come
/// @param batchNumber            0 to 255
/// @param transactionInformation 8 bytes, of the network, kept as they come
/// @param userInformation        0 to 255, of the sender
/// @param rejectCode             5 digits; [#NOT_REJECTED] unless the message comes back
public record InterchangeHeader(
        int flagAndVersion,
        String destination,
        String source,
        Bytes reserved,
        int batchNumber,
        Bytes transactionInformation,
        int userInformation,
        String rejectCode) {

    /// Bytes that it occupies; also the value of its first byte.
    public static final int BYTES = 46;

    /// Reject code of a message that is no rejected one.
    public static final String NOT_REJECTED = "00000";

    private static final int TEST_FLAG = 0x80;
    private static final int ID_BYTES = 11;
    private static final int RESERVED_BYTES = 3;
    private static final int INFORMATION_BYTES = 8;
    private static final int REJECT_DIGITS = 5;

    private static final int TOTAL_AT = 2;
    private static final int TOTAL_DIGITS = 4;
    private static final int DESTINATION_AT = 6;
    private static final int SOURCE_AT = 17;
    private static final int RESERVED_AT = 28;
    private static final int BATCH_AT = 31;
    private static final int INFORMATION_AT = 32;
    private static final int USER_AT = 40;
    private static final int REJECT_AT = 41;

    /// A header of these parts.
    ///
    /// @throws IllegalArgumentException if a part is out of its range; the text hasn't the value
    public InterchangeHeader {
        check(octet(flagAndVersion), "0..255: flag and version");
        check(institution(destination), "1..11 letters or digits: destination");
        check(institution(source), "1..11 letters or digits: source");
        check(reserved.length() == RESERVED_BYTES, "3 bytes: reserved");
        check(octet(batchNumber), "0..255: batch number");
        check(
                transactionInformation.length() == INFORMATION_BYTES,
                "8 bytes: transaction information");
        check(octet(userInformation), "0..255: user information");
        check(
                rejectCode.length() == REJECT_DIGITS
                        && rejectCode.chars().allMatch(InterchangeHeader::digit),
                "5 digits: reject code");
    }

    private static void check(boolean sound, String must) {
        if (!sound) {
            throw new IllegalArgumentException("must be " + must);
        }
    }

    private static boolean octet(int value) {
        return value >= 0 && value <= 0xFF;
    }

    private static boolean institution(String id) {
        return !id.isEmpty()
                && id.length() <= ID_BYTES
                && id.chars().allMatch(InterchangeHeader::letterOrDigit);
    }

    private static boolean digit(int octet) {
        return octet >= '0' && octet <= '9';
    }

    private static boolean letterOrDigit(int octet) {
        return digit(octet) || (octet >= 'A' && octet <= 'Z') || (octet >= 'a' && octet <= 'z');
    }

    /// How long header and message are together, for a reader that has only the start of a frame.
    ///
    /// @param from has the first 6 bytes of the header from `offset` on
    /// @return [InterchangeFrame#MIN_BYTES] to [InterchangeFrame#MAX_BYTES]
    /// @throws MalformedMessage          if the first byte isn't 0x2E (`header.1`) or there is no
    ///                                   such length (`header.3`); position is an index into `from`
    /// @throws IndexOutOfBoundsException if the bytes are not there
    public static int totalBytes(byte[] from, int offset) {
        Objects.checkFromIndexSize(offset, TOTAL_AT + TOTAL_DIGITS, from.length);
        if (from[offset] != BYTES) {
            throw new MalformedMessage("header.1", offset, "0x2E, the length of the header");
        }
        int total = total(from, offset);
        if (total < InterchangeFrame.MIN_BYTES || total > InterchangeFrame.MAX_BYTES) {
            throw new MalformedMessage(
                    "header.3",
                    offset + TOTAL_AT,
                    "4 digits, "
                            + fourDigits(InterchangeFrame.MIN_BYTES)
                            + ".."
                            + fourDigits(InterchangeFrame.MAX_BYTES));
        }
        return total;
    }

    /// The number in `header.3`; -1 if it is none.
    private static int total(byte[] from, int offset) {
        int total = 0;
        for (int i = TOTAL_AT; i < TOTAL_AT + TOTAL_DIGITS; i++) {
            if (!digit(from[offset + i])) {
                return -1;
            }
            total = 10 * total + from[offset + i] - '0';
        }
        return total;
    }

    /// Everything that is wrong with the header of a frame. Paths are `header` if it is cut off,
    /// else `header.1` to `header.10`; positions are indexes into `bytes`.
    ///
    /// @param length of header and message, which the header must announce
    /// @throws IndexOutOfBoundsException if the range is not inside `bytes`
    public static List<Finding.Malformed> inspect(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length < BYTES) {
            return List.of(malformed("header", offset + length, BYTES + " bytes long"));
        }
        var findings = new ArrayList<Finding.Malformed>();
        if (bytes[offset] != BYTES) {
            findings.add(malformed("header.1", offset, "0x2E, the length of the header"));
        }
        if (total(bytes, offset) != length) {
            var expected = fourDigits(length) + ", the bytes of header and message";
            findings.add(malformed("header.3", offset + TOTAL_AT, expected));
        }
        inspectId("header.4", bytes, offset + DESTINATION_AT, findings);
        inspectId("header.5", bytes, offset + SOURCE_AT, findings);
        int digits = count(bytes, offset + REJECT_AT, REJECT_DIGITS, InterchangeHeader::digit);
        if (digits < REJECT_DIGITS) {
            findings.add(malformed("header.10", offset + REJECT_AT + digits, "5 digits"));
        }
        return List.copyOf(findings);
    }

    private static Finding.Malformed malformed(String path, int position, String expected) {
        return new Finding.Malformed(new MalformedMessage(path, position, expected));
    }

    private static void inspectId(
            String path, byte[] bytes, int at, List<Finding.Malformed> findings) {
        int length = count(bytes, at, ID_BYTES, InterchangeHeader::letterOrDigit);
        int spaces = count(bytes, at + length, ID_BYTES - length, octet -> octet == ' ');
        if (length == 0 || length + spaces < ID_BYTES) {
            int position = length == 0 ? at : at + length + spaces;
            var expected = "1..11 letters or digits, filled with spaces on the right";
            findings.add(malformed(path, position, expected));
        }
    }

    /// How many of `most` bytes pass, from the first on.
    private static int count(byte[] bytes, int at, int most, IntPredicate passes) {
        int count = 0;
        while (count < most && passes.test(bytes[at + count])) {
            count++;
        }
        return count;
    }

    /// Reads the header of a frame.
    ///
    /// @param length of header and message, which the header must announce
    /// @throws MalformedMessage          the first of what [#inspect] finds
    /// @throws IndexOutOfBoundsException if the range is not inside `bytes`
    public static InterchangeHeader read(byte[] bytes, int offset, int length) {
        var findings = inspect(bytes, offset, length);
        if (!findings.isEmpty()) {
            throw findings.getFirst().why();
        }
        return new InterchangeHeader(
                bytes[offset + 1] & 0xFF,
                text(bytes, offset + DESTINATION_AT, ID_BYTES).stripTrailing(),
                text(bytes, offset + SOURCE_AT, ID_BYTES).stripTrailing(),
                Bytes.of(bytes, offset + RESERVED_AT, RESERVED_BYTES),
                bytes[offset + BATCH_AT] & 0xFF,
                Bytes.of(bytes, offset + INFORMATION_AT, INFORMATION_BYTES),
                bytes[offset + USER_AT] & 0xFF,
                text(bytes, offset + REJECT_AT, REJECT_DIGITS));
    }

    private static String text(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, US_ASCII);
    }

    /// Writes the header.
    ///
    /// @param totalBytes of header and message, at most 9999
    void write(int totalBytes, ByteBuffer to) {
        to.put((byte) BYTES).put((byte) flagAndVersion);
        to.put(fourDigits(totalBytes).getBytes(US_ASCII));
        to.put(filled(destination)).put(filled(source));
        to.put(reserved.toArray()).put((byte) batchNumber);
        to.put(transactionInformation.toArray()).put((byte) userInformation);
        to.put(rejectCode.getBytes(US_ASCII));
    }

    private static String fourDigits(int number) {
        return String.format(Locale.ROOT, "%04d", number);
    }

    private static byte[] filled(String id) {
        return (id + " ".repeat(ID_BYTES - id.length())).getBytes(US_ASCII);
    }

    /// Whether the message belongs to a test: bit 8 of the flag.
    public boolean test() {
        return (flagAndVersion & TEST_FLAG) != 0;
    }

    /// The version of the header, 0 to 127.
    public int version() {
        return flagAndVersion & ~TEST_FLAG;
    }

    /// Whether the message is one that the network sends back because it can't take it.
    public boolean rejected() {
        return !rejectCode.equals(NOT_REJECTED);
    }

    /// The header of the answer: destination and source exchanged.
    public InterchangeHeader swapped() {
        return new InterchangeHeader(
                flagAndVersion,
                source,
                destination,
                reserved,
                batchNumber,
                transactionInformation,
                userInformation,
                rejectCode);
    }

    /// The same header with another reject code.
    ///
    /// @param code 5 digits
    /// @throws IllegalArgumentException if `code` is anything else
    public InterchangeHeader withRejectCode(String code) {
        return new InterchangeHeader(
                flagAndVersion,
                destination,
                source,
                reserved,
                batchNumber,
                transactionInformation,
                userInformation,
                code);
    }
}
