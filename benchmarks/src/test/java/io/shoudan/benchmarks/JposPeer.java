package io.shoudan.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.shoudan.benchmarks.Deviation.Treatment;
import io.shoudan.iso8583.BitmapFormat;
import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.Encoding;
import io.shoudan.iso8583.Encodings;
import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.LengthPrefix;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jpos.iso.IFA_BINARY;
import org.jpos.iso.IFA_BITMAP;
import org.jpos.iso.IFA_LLBINARY;
import org.jpos.iso.IFA_LLCHAR;
import org.jpos.iso.IFA_LLLBINARY;
import org.jpos.iso.IFA_LLLCHAR;
import org.jpos.iso.IFA_LLNUM;
import org.jpos.iso.IFA_NUMERIC;
import org.jpos.iso.IFB_BINARY;
import org.jpos.iso.IFB_BITMAP;
import org.jpos.iso.IFB_LLBINARY;
import org.jpos.iso.IFB_LLCHAR;
import org.jpos.iso.IFB_LLLBINARY;
import org.jpos.iso.IFB_LLLCHAR;
import org.jpos.iso.IFB_LLLNUM;
import org.jpos.iso.IFB_LLNUM;
import org.jpos.iso.IFB_NUMERIC;
import org.jpos.iso.IFE_CHAR;
import org.jpos.iso.IFE_LLBINARY;
import org.jpos.iso.IFE_LLCHAR;
import org.jpos.iso.IFE_LLLBINARY;
import org.jpos.iso.IFE_LLLCHAR;
import org.jpos.iso.IFE_LLNUM;
import org.jpos.iso.IFE_NUMERIC;
import org.jpos.iso.IF_CHAR;
import org.jpos.iso.ISOBasePackager;
import org.jpos.iso.ISOBinaryFieldPackager;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOFieldPackager;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.ISOUtil;
import org.jpos.iso.packager.ISO87APackager;
import org.jpos.iso.packager.ISO87BPackager;
import org.jpos.iso.packager.ISO93APackager;
import org.jpos.iso.packager.ISO93BPackager;

/// A dialect of ours as jPOS knows it: its own definition where it has one, else its field
/// packagers put together by our table. Values are text; bytes are hexadecimal digits.
final class JposPeer {

    /// Key of the MTI among values.
    static final int MTI = 0;

    /// What code page 037 has where 1047 has the others.
    private static final String OUR_CHARACTERS = "^[]";

    private static final String THEIR_CHARACTERS = "\u00ac\u00dd\u00a8";

    private final Dialect dialect;
    private final ISOBasePackager packager;

    private boolean mapped;

    private JposPeer(Dialect dialect) {
        this.dialect = dialect;
        this.packager =
                switch (dialect.name()) {
                    case "iso87-ascii" -> new ISO87APackager();
                    case "iso87-binary" -> new ISO87BPackager();
                    case "iso93-ascii" -> new ISO93APackager();
                    case "iso93-binary" -> new ISO93BPackager();
                    default -> ofFields();
                };
    }

    /// jPOS as it comes.
    static JposPeer asItIs(Dialect dialect) {
        return new JposPeer(dialect);
    }

    /// jPOS treated so that it can be compared.
    static JposPeer treated(Dialect dialect) {
        var peer = new JposPeer(dialect);
        peer.mapped = peer.deviates(41, Treatment.CHARACTERS_MAPPED);
        for (int number = 2; number <= dialect.lastField(); number++) {
            var field = dialect.field(number);
            if (field.isPresent() && peer.deviates(number, Treatment.FITTED)) {
                peer.packager.setFieldPackager(number, fitting(field.get()));
            } else if (field.isPresent() && peer.deviates(number, Treatment.PADDED_IN_FRONT)) {
                peer.packager.getFieldPackager(number).setPad(true);
            }
        }
        return peer;
    }

    private ISOBasePackager ofFields() {
        var fields = new ISOFieldPackager[dialect.lastField() + 1];
        fields[MTI] =
                switch (dialect.mtiFormat()) {
                    case BCD -> new IFB_NUMERIC(4, "MTI", true);
                    case ASCII -> new IFA_NUMERIC(4, "MTI");
                    case EBCDIC -> new IFE_NUMERIC(4, "MTI");
                };
        for (int number = 2; number <= dialect.lastField(); number++) {
            var field = dialect.field(number);
            if (field.isPresent()) {
                fields[number] = fitting(field.get());
            }
        }
        int bytes = dialect.lastField() / 8;
        fields[1] =
                dialect.bitmapFormat() == BitmapFormat.BINARY
                        ? new IFB_BITMAP(bytes, "BITMAP")
                        : new IFA_BITMAP(bytes, "BITMAP");
        var packed = new ISOBasePackager() {};
        packed.setFieldPackager(fields);
        return packed;
    }

    boolean deviates(int number, Treatment treatment) {
        return Deviation.of(dialect.name(), number, treatment).isPresent();
    }

    /// jPOS's packager for a field as we write it.
    private static ISOFieldPackager fitting(Field<?> field) {
        var wire = field.format().encoding().wire();
        var prefix = field.format().length().prefix();
        int max = field.format().length().max();
        var name = field.name();
        boolean front = wire.equals(Encodings.BCD_RIGHT);
        if (front || wire.equals(Encodings.BCD) || wire.equals(Encodings.PACKED_TRACK)) {
            return switch (prefix) {
                case NONE -> new IFB_NUMERIC(max, name, front);
                case BCD_LL -> new IFB_LLNUM(max, name, front);
                case BCD_LLL -> new IFB_LLLNUM(max, name, front);
                default -> throw unknown(field);
            };
        }
        if (wire.equals(Encodings.BINARY) || wire.equals(Encodings.BER_TLV)) {
            return switch (prefix) {
                case NONE -> new IFB_BINARY(max, name);
                case ASCII_LL -> new IFA_LLBINARY(max, name);
                case ASCII_LLL -> new IFA_LLLBINARY(max, name);
                case BCD_LL -> new IFB_LLBINARY(max, name);
                case BCD_LLL -> new IFB_LLLBINARY(max, name);
                case EBCDIC_LL -> new IFE_LLBINARY(max, name);
                case EBCDIC_LLL -> new IFE_LLLBINARY(max, name);
                default -> throw unknown(field);
            };
        }
        if (wire.equals(Encodings.HEX) && prefix == LengthPrefix.NONE) {
            return new IFA_BINARY(max / 2, name);
        }
        boolean digits = wire.unit().equals("digits");
        return switch (prefix) {
            case NONE ->
                    wire.equals(Encodings.EBCDIC_DIGITS)
                            ? new IFE_NUMERIC(max, name)
                            : digits
                                    ? new IFA_NUMERIC(max, name)
                                    : dialectIsEbcdic(field)
                                            ? new IFE_CHAR(max, name)
                                            : new IF_CHAR(max, name);
            case ASCII_LL -> digits ? new IFA_LLNUM(max, name) : new IFA_LLCHAR(max, name);
            case ASCII_LLL -> new IFA_LLLCHAR(max, name);
            case BCD_LL -> new IFB_LLCHAR(max, name);
            case BCD_LLL -> new IFB_LLLCHAR(max, name);
            case EBCDIC_LL -> digits ? new IFE_LLNUM(max, name) : new IFE_LLCHAR(max, name);
            case EBCDIC_LLL -> new IFE_LLLCHAR(max, name);
            default -> throw unknown(field);
        };
    }

    private static boolean dialectIsEbcdic(Field<?> field) {
        var wire = field.format().encoding().wire();
        return wire.equals(Encodings.EBCDIC_TEXT) || wire.equals(Encodings.EBCDIC_ALPHANUMERIC);
    }

    private static IllegalArgumentException unknown(Field<?> field) {
        return new IllegalArgumentException("must be a field that jPOS can have: " + field);
    }

    /// The values that jPOS finds.
    ///
    /// @throws ISOException if it finds none, or leaves bytes over
    SortedMap<Integer, String> read(byte[] bytes) throws ISOException {
        var message = new ISOMsg();
        message.setPackager(packager);
        int read = message.unpack(bytes);
        if (read != bytes.length) {
            throw new ISOException("must read all bytes: " + read);
        }
        var values = new TreeMap<Integer, String>();
        values.put(MTI, message.getMTI());
        for (int number = 2; number <= message.getMaxField(); number++) {
            if (message.hasField(number)) {
                values.put(
                        number,
                        message.getValue(number) instanceof byte[] octets
                                ? ISOUtil.hexString(octets)
                                : ours(number, message.getString(number)));
            }
        }
        return values;
    }

    /// The bytes that jPOS makes of values.
    byte[] write(SortedMap<Integer, String> values) throws ISOException {
        var message = new ISOMsg(values.get(MTI));
        message.setPackager(packager);
        for (var value : values.tailMap(2).entrySet()) {
            int number = value.getKey();
            if (packager.getFieldPackager(number) instanceof ISOBinaryFieldPackager) {
                message.set(number, ISOUtil.hex2byte(value.getValue()));
            } else {
                message.set(number, theirs(number, value.getValue()));
            }
        }
        return message.pack();
    }

    private Encoding<?> wire(int number) {
        return dialect.field(number).orElseThrow().format().encoding().wire();
    }

    /// The same text as we have it; for bytes, which jPOS may have as characters, their digits.
    private String ours(int number, String text) {
        var wire = wire(number);
        if (wire.equals(Encodings.PACKED_TRACK)) {
            return text.replace('=', 'D');
        }
        if (wire.equals(Encodings.TRACK) || wire.equals(Encodings.EBCDIC_TRACK)) {
            return text.replace('D', '=');
        }
        if (wire.equals(Encodings.HEX)) {
            return text.toUpperCase(Locale.ROOT);
        }
        if (wire.equals(Encodings.BINARY)) {
            return ISOUtil.hexString(text.getBytes(ISO_8859_1));
        }
        return mapped ? translated(text, THEIR_CHARACTERS, OUR_CHARACTERS) : text;
    }

    private String theirs(int number, String text) {
        if (wire(number).equals(Encodings.BINARY)) {
            return new String(ISOUtil.hex2byte(text), ISO_8859_1);
        }
        return mapped ? translated(text, OUR_CHARACTERS, THEIR_CHARACTERS) : text;
    }

    private static String translated(String text, String from, String to) {
        var translated = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            int index = from.indexOf(text.charAt(i));
            if (index >= 0) {
                translated.setCharAt(i, to.charAt(index));
            }
        }
        return translated.toString();
    }
}
