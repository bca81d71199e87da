package io.shoudan.iso8583.explain;

/// One thing said in both languages.
///
/// @param english as in English
/// @param chinese the same in Chinese
public record Phrase(String english, String chinese) {

    /// What is alike in both languages, as numbers and names are.
    static Phrase same(String text) {
        return new Phrase(text, text);
    }

    /// This, then `more`.
    Phrase and(Phrase more) {
        return new Phrase(english + ", " + more.english, chinese + "，" + more.chinese);
    }

    /// This with `more` behind it, without a comma. In Chinese, a space stands only where other
    /// characters follow.
    Phrase with(Phrase more) {
        boolean letters = !more.chinese.isEmpty() && more.chinese.charAt(0) < 0x80;
        var between = letters ? " " : "";
        return new Phrase(english + " " + more.english, chinese + between + more.chinese);
    }

    /// This with `more` behind it in both languages.
    Phrase and(String more) {
        return new Phrase(english + " " + more, chinese + " " + more);
    }

    /// Both languages side by side.
    @Override
    public String toString() {
        return english.equals(chinese) ? english : english + " · " + chinese;
    }
}
