package io.shoudan.iso8583;

import java.util.List;
import java.util.Optional;

/// What a chip card and its issuer tell each other (ISO 8583:1987, field 55): BER-TLV objects, kept
/// byte for byte because cryptograms are computed over them.
public final class ChipData {

    private final Bytes bytes;

    private ChipData(Bytes bytes) {
        this.bytes = bytes;
    }

    /// Chip data as it came.
    ///
    /// @throws MalformedMessage if `bytes` are not BER-TLV or exceed the limits of [Tlv]; the path
    ///                          is made of tags
    public static ChipData of(Bytes bytes) {
        Tlv.check(bytes.toArray(), 0, bytes.length());
        return new ChipData(bytes);
    }

    /// Chip data made of `objects`, in their order.
    ///
    /// @throws MalformedMessage if a template's value is not BER-TLV or the limits of [Tlv] are
    ///                          exceeded
    public static ChipData of(Tlv... objects) {
        return of(Tlv.pack(List.of(objects)));
    }

    /// As sent, byte for byte.
    public Bytes bytes() {
        return bytes;
    }

    /// The objects at the top, in the order sent; see [Tlv#children] for nested ones.
    public List<Tlv> objects() {
        return Tlv.parse(bytes);
    }

    /// The value of the first object at the top with this tag.
    ///
    /// @param tag upper-case hexadecimal digits: `9F26`
    public Optional<Bytes> find(String tag) {
        return objects().stream().filter(o -> o.tag().equals(tag)).map(Tlv::value).findFirst();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChipData that && bytes.equals(that.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    /// Tags and lengths, never values.
    @Override
    public String toString() {
        return objects().toString();
    }
}
