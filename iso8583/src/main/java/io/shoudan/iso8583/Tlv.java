package io.shoudan.iso8583;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One BER-TLV data object (ISO/IEC 8825-1; EMV Book 3, annex B).
///
/// Prints its tag and length only: tags 57 and 5A hold the card number.
///
/// @param tag   upper-case hexadecimal digits of 1 to 3 bytes: `9F26`
/// @param value 0 to 65535 bytes
public record Tlv(String tag, Bytes value) {

    /// Most objects in one field, nested ones included.
    public static final int MAX_OBJECTS = 128;

    /// How deep templates may nest; a template at the top is at depth 1.
    public static final int MAX_DEPTH = 4;

    private static final int MAX_TAG_BYTES = 3;
    private static final int MAX_VALUE_BYTES = 0xFFFF;
    private static final int CONSTRUCTED = 0x20;

    /// An object with this tag and value.
    ///
    /// @throws IllegalArgumentException if there is no such tag or the value is too long
    public Tlv {
        var bytes = Bytes.ofHex(tag).toArray();
        // 00 in place of a tag is padding.
        if (bytes.length == 0
                || bytes[0] == 0
                || tagLength(bytes, 0, bytes.length) != bytes.length
                || !Bytes.of(bytes).hex().equals(tag)) {
            throw new IllegalArgumentException("must be a BER tag in upper-case hex: " + tag);
        }
        if (value.length() > MAX_VALUE_BYTES) {
            throw new IllegalArgumentException("must be 0.." + MAX_VALUE_BYTES + " bytes: " + tag);
        }
    }

    /// An object from hexadecimal digits: `Tlv.of("9F02", "000000010000")`.
    ///
    /// @throws IllegalArgumentException if either is not hexadecimal, or there is no such tag
    public static Tlv of(String tag, String hexValue) {
        return new Tlv(tag, Bytes.ofHex(hexValue));
    }

    /// Whether the value consists of further objects, as those of issuer scripts 71 and 72 do.
    public boolean constructed() {
        return (Integer.parseInt(tag.substring(0, 2), 16) & CONSTRUCTED) != 0;
    }

    /// The objects in a template; none if this is not one.
    ///
    /// @throws MalformedMessage if the value is not BER-TLV, which can't be for an object that came
    ///                          out of [#parse]; position counts from the first byte of the value
    public List<Tlv> children() {
        return constructed() ? parse(value) : List.of();
    }

    /// Reads all objects, and checks the nested ones.
    ///
    /// Zero bytes between objects are padding (EMV Book 3, annex B1).
    ///
    /// @throws MalformedMessage if the bytes are not BER-TLV, or exceed [#MAX_OBJECTS] or
    ///                          [#MAX_DEPTH]; the path is made of tags
    public static List<Tlv> parse(Bytes bytes) {
        var objects = new ArrayList<Tlv>();
        new Walk(bytes.toArray(), objects).objects(0, bytes.length(), 1);
        return List.copyOf(objects);
    }

    /// As [#parse], without making anything.
    static void check(byte[] bytes, int offset, int length) {
        try {
            new Walk(bytes, null).objects(offset, offset + length, 1);
        } catch (MalformedMessage inner) {
            throw new MalformedMessage(inner.path(), inner.position() - offset, inner.expected());
        }
    }

    /// The objects one after the other, with shortest lengths.
    public static Bytes pack(List<Tlv> objects) {
        var packed = new ByteArrayOutputStream();
        for (var object : objects) {
            packed.writeBytes(Bytes.ofHex(object.tag()).toArray());
            int length = object.value().length();
            if (length > 0xFF) {
                packed.write(0x82);
                packed.write(length >> 8);
            } else if (length > 0x7F) {
                packed.write(0x81);
            }
            packed.write(length);
            packed.writeBytes(object.value().toArray());
        }
        return Bytes.of(packed.toByteArray());
    }

    /// `9F26 (8 bytes)`, never the value.
    @Override
    public String toString() {
        return tag + " (" + value + ")";
    }

    /// Length of the tag at `offset`; 0 if it is cut off or too long.
    private static int tagLength(byte[] bytes, int offset, int end) {
        if ((bytes[offset] & 0x1F) != 0x1F) {
            return 1;
        }
        for (int length = 2; length <= MAX_TAG_BYTES && offset + length <= end; length++) {
            if ((bytes[offset + length - 1] & 0x80) == 0) {
                return length;
            }
        }
        return 0;
    }

    /// Goes through objects, and counts them, so that the limits hold across all levels.
    private static final class Walk {

        private final byte[] bytes;
        private final @Nullable List<Tlv> found;
        private int seen;

        /// @param found gets the objects at the top; null if they are only checked
        Walk(byte[] bytes, @Nullable List<Tlv> found) {
            this.bytes = bytes;
            this.found = found;
        }

        void objects(int start, int end, int depth) {
            if (depth > MAX_DEPTH) {
                throw MalformedMessage.at(start, "nested at most " + MAX_DEPTH + " deep");
            }
            int position = start;
            while (position < end) {
                if (bytes[position] == 0) {
                    position++;
                    continue;
                }
                if (++seen > MAX_OBJECTS) {
                    throw MalformedMessage.at(position, "at most " + MAX_OBJECTS + " objects");
                }
                position = object(position, end, depth);
            }
        }

        /// Where the object ends.
        private int object(int position, int end, int depth) {
            int tagLength = tagLength(bytes, position, end);
            if (tagLength == 0) {
                throw MalformedMessage.at(
                        position, "a whole tag of at most " + MAX_TAG_BYTES + " bytes");
            }
            int lengthAt = position + tagLength;
            int lengthBytes = lengthBytes(lengthAt, end);
            if (lengthBytes == 0) {
                throw new MalformedMessage(
                        tag(position, tagLength), lengthAt, "a whole length of at most 3 bytes");
            }
            int valueAt = lengthAt + lengthBytes;
            int valueEnd = valueAt + (lengthBytes == 1 ? bytes[lengthAt] : length(lengthAt));
            if (valueEnd > end) {
                throw new MalformedMessage(
                        tag(position, tagLength), lengthAt, "a length inside what is around it");
            }
            if ((bytes[position] & CONSTRUCTED) != 0) {
                try {
                    nested(valueAt, valueEnd, depth + 1);
                } catch (MalformedMessage inner) {
                    throw inner.within(tag(position, tagLength), 0);
                }
            }
            if (found != null) {
                var value = Bytes.of(bytes, valueAt, valueEnd - valueAt);
                found.add(new Tlv(tag(position, tagLength), value));
            }
            return valueEnd;
        }

        private void nested(int start, int end, int depth) {
            var inside = new Walk(bytes, null);
            inside.seen = seen;
            inside.objects(start, end, depth);
            seen = inside.seen;
        }

        private String tag(int position, int length) {
            return Bytes.of(bytes, position, length).hex();
        }

        /// Bytes that the length itself occupies: 1, or with 81 and 82 in front 2 and 3; 0 if it is
        /// cut off or longer.
        private int lengthBytes(int at, int end) {
            if (at >= end) {
                return 0;
            }
            int first = bytes[at] & 0xFF;
            if (first < 0x80) {
                return 1;
            }
            int needed = first == 0x81 ? 2 : first == 0x82 ? 3 : 0;
            return at + needed <= end ? needed : 0;
        }

        private int length(int at) {
            return switch (bytes[at] & 0xFF) {
                case 0x81 -> bytes[at + 1] & 0xFF;
                default -> (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF);
            };
        }
    }
}
