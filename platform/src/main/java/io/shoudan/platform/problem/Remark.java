package io.shoudan.platform.problem;

import io.shoudan.platform.request.Masking;

/// What a person wrote in words of their own: why an operator did something, or how a shop is
/// called and where it stands. It is stored and shown again, so it must not carry what may not be
/// stored.
public final class Remark {

    private static final Text NO_CARD_DATA =
            Text.of("不得包含卡号或密钥", "must hold no card number or key");

    private Remark() {}

    /// @param field as the caller named it
    /// @return `text`
    /// @throws Problem `validation` if it looks as if it held a card number or a key
    public static String checked(String field, String text) {
        if (Masking.suspects(text)) {
            throw Problem.invalid(field, NO_CARD_DATA);
        }
        return text;
    }
}
