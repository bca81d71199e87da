package io.shoudan.iso8583.mac;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.MalformedMessage;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Working keys in field 62 of the answer to a sign-on, in the order PIK, MAK, TDK.
///
/// ```text
/// 001            E(PIK) 8   KCV 4   E(MAK) 8                KCV 4
/// 003            E(PIK) 16  KCV 4   E(MAK) 8    8 times 00  KCV 4
/// 003 mak16      E(PIK) 16  KCV 4   E(MAK) 16               KCV 4
/// 004            as 003, then E(TDK) 16  KCV 4
/// 006 (SM4)      E(PIK) 16  KCV 4   E(MAK) 16               KCV 4   E(TDK) 16  KCV 4
/// ```
///
/// @param pinKey   PIK: PINs between terminal and host
/// @param macKey   MAK: MACs between terminal and host
/// @param trackKey TDK: tracks between terminal and host; absent in 001 and 003
public record WorkingKeysField(
        EncryptedKey pinKey, EncryptedKey macKey, @Nullable EncryptedKey trackKey) {

    private static final int PAD_BYTES = 8;

    /// Where the check value of a MAK of 8 bytes stands in a place for 16; differs between makers.
    public enum MacCheckValue {
        /// Behind the 8 zero bytes that fill the place.
        BEHIND_PADDING,
        /// Right behind the key, in front of the zero bytes.
        BEHIND_KEY
    }

    /// What a field consists of.
    ///
    /// @param pinKeyBytes   8 or 16
    /// @param macKeyBytes   8 or 16
    /// @param padding       zero bytes that fill up the place of the MAK: 0, or 8 beside one of 8
    /// @param macCheckValue where the MAK's check value stands
    /// @param trackKeyBytes 0 or 16
    public record Layout(
            int pinKeyBytes,
            int macKeyBytes,
            int padding,
            MacCheckValue macCheckValue,
            int trackKeyBytes) {

        /// 60.3 of a sign-on that asks for SM4 keys.
        public static final String SM4_SIGN_ON = "006";

        /// A layout of keys that there are.
        ///
        /// @throws IllegalArgumentException if a key or the padding has another length
        public Layout {
            if (pinKeyBytes != 8 && pinKeyBytes != 16) {
                throw new IllegalArgumentException("must be 8 or 16: PIK bytes " + pinKeyBytes);
            }
            if (macKeyBytes != 8 && macKeyBytes != 16) {
                throw new IllegalArgumentException("must be 8 or 16: MAK bytes " + macKeyBytes);
            }
            if (padding != 0 && (padding != PAD_BYTES || macKeyBytes != 8)) {
                throw new IllegalArgumentException(
                        "must be 0, or 8 beside a MAK of 8: padding " + padding);
            }
            if (trackKeyBytes != 0 && trackKeyBytes != 16) {
                throw new IllegalArgumentException("must be 0 or 16: TDK bytes " + trackKeyBytes);
            }
        }

        /// The layout that a sign-on asks for in 60.3, as a terminal's profile writes it.
        ///
        /// @param networkCode   60.3: 001, 003, 004 or 006
        /// @param macKeyBytes   8 or 16; matters for 003 and 004 only, in 001 it is 8, in 006 it is
        ///                      16
        /// @param macCheckValue matters for 003 and 004 with a MAK of 8 bytes only
        /// @throws IllegalArgumentException if there is no such layout
        public static Layout of(String networkCode, int macKeyBytes, MacCheckValue macCheckValue) {
            if (macKeyBytes != 8 && macKeyBytes != 16) {
                throw new IllegalArgumentException("must be 8 or 16: MAK bytes " + macKeyBytes);
            }
            int pad = 16 - macKeyBytes;
            return switch (networkCode) {
                case "001" -> new Layout(8, 8, 0, MacCheckValue.BEHIND_PADDING, 0);
                case "003" -> new Layout(16, macKeyBytes, pad, macCheckValue, 0);
                case "004" -> new Layout(16, macKeyBytes, pad, macCheckValue, 16);
                case SM4_SIGN_ON -> new Layout(16, 16, 0, MacCheckValue.BEHIND_PADDING, 16);
                default -> throw new IllegalArgumentException("must be 001, 003, 004 or 006: 60.3");
            };
        }

        /// The layout with the MAK's check value in its usual place.
        ///
        /// @throws IllegalArgumentException if there is no such layout
        public static Layout of(String networkCode, int macKeyBytes) {
            return of(networkCode, macKeyBytes, MacCheckValue.BEHIND_PADDING);
        }

        /// Bytes in the field: 24, 40 or 60 in the layouts of [#of].
        public int totalBytes() {
            int keys = trackKeyBytes == 0 ? 2 : 3;
            return pinKeyBytes + macKeyBytes + padding + trackKeyBytes + keys * KeyCheckValue.BYTES;
        }
    }

    /// TDK, if the field has one.
    public Optional<EncryptedKey> findTrackKey() {
        return Optional.ofNullable(trackKey);
    }

    /// Takes a field apart. Doesn't check the check values, which needs the main key
    /// ([EncryptedKey#clearKey]).
    ///
    /// @throws MalformedMessage if the field hasn't the length of the layout, or what fills up the
    ///                          place of the MAK isn't zero; positions count from the field's start
    public static WorkingKeysField parse(Bytes field, Layout layout) {
        if (field.length() != layout.totalBytes()) {
            throw new MalformedMessage("62", 0, layout.totalBytes() + " bytes");
        }
        var reader = new Reader(field.toArray());
        var pinKey = new EncryptedKey(reader.take(layout.pinKeyBytes()), reader.checkValue());
        var macCryptogram = reader.take(layout.macKeyBytes());
        if (layout.macCheckValue() == MacCheckValue.BEHIND_PADDING) {
            reader.skipZeros(layout.padding());
        }
        var macKey = new EncryptedKey(macCryptogram, reader.checkValue());
        if (layout.macCheckValue() == MacCheckValue.BEHIND_KEY) {
            reader.skipZeros(layout.padding());
        }
        var trackKey =
                layout.trackKeyBytes() == 0
                        ? null
                        : new EncryptedKey(
                                reader.take(layout.trackKeyBytes()), reader.checkValue());
        return new WorkingKeysField(pinKey, macKey, trackKey);
    }

    /// The field in a layout.
    ///
    /// @throws IllegalArgumentException if the keys are not those of the layout
    public Bytes pack(Layout layout) {
        if (pinKey.cryptogram().length() != layout.pinKeyBytes()
                || macKey.cryptogram().length() != layout.macKeyBytes()
                || findTrackKey().map(k -> k.cryptogram().length()).orElse(0)
                        != layout.trackKeyBytes()) {
            throw new IllegalArgumentException("must be the keys of the layout: " + layout);
        }
        var packed = new ByteArrayOutputStream(layout.totalBytes());
        packed.writeBytes(pinKey.cryptogram().toArray());
        packed.writeBytes(pinKey.checkValue().toArray());
        packed.writeBytes(macKey.cryptogram().toArray());
        if (layout.macCheckValue() == MacCheckValue.BEHIND_PADDING) {
            packed.writeBytes(new byte[layout.padding()]);
        }
        packed.writeBytes(macKey.checkValue().toArray());
        if (layout.macCheckValue() == MacCheckValue.BEHIND_KEY) {
            packed.writeBytes(new byte[layout.padding()]);
        }
        findTrackKey()
                .ifPresent(
                        key -> {
                            packed.writeBytes(key.cryptogram().toArray());
                            packed.writeBytes(key.checkValue().toArray());
                        });
        return Bytes.of(packed.toByteArray());
    }

    /// Takes bytes one part after the other; the whole length was checked before.
    private static final class Reader {

        private final byte[] bytes;
        private int position;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        Bytes take(int count) {
            position += count;
            return Bytes.of(bytes, position - count, count);
        }

        Bytes checkValue() {
            return take(KeyCheckValue.BYTES);
        }

        void skipZeros(int count) {
            if (!take(count).equals(Bytes.of(new byte[count]))) {
                throw new MalformedMessage("62", position - count, PAD_BYTES + " zero bytes");
            }
        }
    }
}
