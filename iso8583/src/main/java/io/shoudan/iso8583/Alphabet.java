package io.shoudan.iso8583;

import java.util.function.IntPredicate;

/// Which characters a text may have, as a table: it is asked for every byte of every message.
final class Alphabet {

    private final String name;
    private final boolean[] members = new boolean[128];

    /// @param name   of its characters, in the plural: `digits`
    /// @param member asked for every character of ASCII
    Alphabet(String name, IntPredicate member) {
        this.name = name;
        for (int character = 0; character < members.length; character++) {
            members[character] = member.test(character);
        }
    }

    String name() {
        return name;
    }

    boolean has(int character) {
        return (character & ~0x7F) == 0 && members[character];
    }
}
