package io.shoudan.iso8583;

/// Which characters a text consists of. Own loops, because `Character.isDigit` knows digits of
/// every script and a pattern would compile and allocate on each message.
final class Ascii {

    private Ascii() {}

    static boolean digits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!digit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean digit(int character) {
        return character >= '0' && character <= '9';
    }

    static boolean upperHex(int character) {
        return digit(character) || (character >= 'A' && character <= 'F');
    }

    /// What a hexadecimal digit of either case stands for; -1 for any other character.
    static int hexValue(int character) {
        if (digit(character)) {
            return character - '0';
        }
        int letter = character & ~0x20;
        return letter >= 'A' && letter <= 'F' ? letter - 'A' + 10 : -1;
    }

    /// The upper-case hexadecimal digit of the lowest four bits.
    static byte hexDigit(int nibble) {
        int value = nibble & 0xF;
        return (byte) (value < 10 ? '0' + value : 'A' + value - 10);
    }

    static boolean letter(int character) {
        return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z');
    }

    static boolean printable(int character) {
        return character >= 0x20 && character <= 0x7E;
    }
}
