package io.shoudan.platform.problem;

import java.util.Locale;

/// One sentence in the two languages of our readers.
///
/// It names fields, limits and states, never a value that came with the request: problems are
/// logged, shown on screens and forwarded.
///
/// @param zh simplified Chinese
/// @param en English
public record Text(String zh, String en) {

    public static Text of(String zh, String en) {
        return new Text(zh, en);
    }

    /// The Chinese sentence for any Chinese locale, otherwise the English one.
    public String in(Locale locale) {
        return locale.getLanguage().equals(Locale.CHINESE.getLanguage()) ? zh : en;
    }
}
