package io.shoudan.iso8583;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/// How characters are written as bytes.
///
/// The tables stand here and are not those of the JDK, because its module with EBCDIC is left out
/// of many runtime images.
final class CharacterSet {

    /// All of ASCII, 0x00 to 0x7F.
    static final CharacterSet ASCII = ascii();

    /// EBCDIC code page 37, as far as ASCII can print its characters.
    static final CharacterSet EBCDIC =
            printable(
                    "405A7F7B5B6C507D4D5D5C4E6B604B61" // space ! " # $ % & ' ( ) * + , - . /
                            + "F0F1F2F3F4F5F6F7F8F97A5E4C7E6E6F" // 0 to 9 : ; < = > ?
                            + "7CC1C2C3C4C5C6C7C8C9D1D2D3D4D5D6" // @ A to O
                            + "D7D8D9E2E3E4E5E6E7E8E9BAE0BBB06D" // P to Z [ \ ] ^ _
                            + "79818283848586878889919293949596" // ` a to o
                            + "979899A2A3A4A5A6A7A8A9C04FD0A1"); // p to z { | } ~

    private static final int NO_CHARACTER = -1;

    private final byte[] fromWire = new byte[256];
    private final byte[] toWire = new byte[128];
    private final boolean same;

    private CharacterSet(boolean same) {
        this.same = same;
        Arrays.fill(fromWire, (byte) NO_CHARACTER);
    }

    private static CharacterSet ascii() {
        var set = new CharacterSet(true);
        for (int character = 0; character < 128; character++) {
            set.add(character, character);
        }
        return set;
    }

    /// @param codes two hexadecimal digits for every character from space to tilde
    private static CharacterSet printable(String codes) {
        var set = new CharacterSet(false);
        for (int i = 0; i < codes.length(); i += 2) {
            set.add(' ' + i / 2, Integer.parseInt(codes.substring(i, i + 2), 16));
        }
        return set;
    }

    private void add(int character, int code) {
        fromWire[code] = (byte) character;
        toWire[character] = (byte) code;
    }

    /// The character that a byte stands for; negative if it stands for none.
    int read(byte octet) {
        return fromWire[octet & 0xFF];
    }

    /// The byte for a character below 128 that the set has.
    byte write(int character) {
        return toWire[character];
    }

    /// The text of bytes that all stand for characters.
    String text(byte[] bytes, int offset, int length) {
        if (same) {
            return new String(bytes, offset, length, ISO_8859_1);
        }
        var characters = new byte[length];
        for (int i = 0; i < length; i++) {
            characters[i] = (byte) read(bytes[offset + i]);
        }
        return new String(characters, ISO_8859_1);
    }
}
