package io.shoudan.terminal.field;

import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Currencies by their ISO 4217 numeric codes (field 49).
public final class Currencies {

    /// Some numeric codes were used twice in history; the currency in circulation has an exponent
    /// and comes first in the alphabet of none, so the choice is by name and stable.
    private static final Map<String, Currency> BY_NUMERIC_CODE =
            Currency.getAvailableCurrencies().stream()
                    .filter(c -> c.getNumericCode() > 0 && c.getDefaultFractionDigits() >= 0)
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    Currency::getNumericCodeAsString,
                                    c -> c,
                                    (a, b) ->
                                            a.getCurrencyCode().compareTo(b.getCurrencyCode()) < 0
                                                    ? a
                                                    : b));

    private Currencies() {}

    /// @param numericCode 3 digits: `156`
    public static Optional<Currency> of(String numericCode) {
        return Optional.ofNullable(BY_NUMERIC_CODE.get(numericCode));
    }
}
