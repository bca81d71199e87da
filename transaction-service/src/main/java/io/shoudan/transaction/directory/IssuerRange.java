package io.shoudan.transaction.directory;

import io.shoudan.contracts.transaction.model.CardRegion;
import io.shoudan.iso8583.Pan;
import java.util.Set;

/// Card numbers that belong to one issuer.
///
/// @param low         first digits of the lowest card number, 1 to 11 digits
/// @param high        first digits of the highest card number, as many
/// @param issuer      its name, also of its switch
/// @param issuerCode  first half of field 44, 8 to 11 digits
/// @param scheme      field 63 of an answer, 3 letters
/// @param cardLengths digits that a card number of this range may have
/// @param network     which network is asked, also the name of its switch
public record IssuerRange(
        String low,
        String high,
        String issuer,
        String issuerCode,
        String scheme,
        CardRegion region,
        Set<Integer> cardLengths,
        String network) {

    public IssuerRange {
        cardLengths = Set.copyOf(cardLengths);
    }

    /// Whether the number begins as this range's do; its length is another question.
    boolean contains(String digits) {
        return digits.length() >= low.length()
                && digits.compareTo(low) >= 0
                && digits.substring(0, high.length()).compareTo(high) <= 0;
    }

    public boolean admitsLengthOf(Pan pan) {
        return cardLengths.contains(pan.clearText().length());
    }

    /// More digits single out fewer cards.
    int specificity() {
        return low.length();
    }

    /// As people write it: `62`, `2221-2720`.
    public String text() {
        return low.equals(high) ? low : low + "-" + high;
    }
}
