package io.shoudan.iso8583;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Message type indicators (ISO 8583:1987, 4.1) as numbers inside and as text outside, where each
/// is one object however often it is asked for.
final class Mti {

    // Filled as they come; threads that race make equal texts.
    private static final @Nullable String[] TEXTS = new String[10_000];

    private Mti() {}

    /// @throws IllegalArgumentException if `text` is not four digits
    static int of(String text) {
        if (text.length() != MtiFormat.DIGITS || !Ascii.digits(text)) {
            throw new IllegalArgumentException("must be 4 digits: mti");
        }
        return Integer.parseInt(text);
    }

    /// Whether it is that of an answer: the third digit is odd.
    static boolean isAnswer(int mti) {
        return mti / 10 % 2 == 1;
    }

    /// Whether it is no answer itself, and no notification, which has none: third digit 4, from the
    /// edition of 1993 (first digit 1) on. That of 1987 has no such message.
    static boolean isAnswerable(int mti) {
        boolean notification = mti >= 1000 && mti / 10 % 10 == 4;
        return !isAnswer(mti) && !notification;
    }

    /// What answers a request. Who started the exchange stays, that it is a repeat doesn't.
    static int answerTo(int mti) {
        return mti + 10 - mti % 2;
    }

    static String text(int mti) {
        var text = TEXTS[mti];
        if (text == null) {
            text = String.format(Locale.ROOT, "%04d", mti);
            TEXTS[mti] = text;
        }
        return text;
    }
}
