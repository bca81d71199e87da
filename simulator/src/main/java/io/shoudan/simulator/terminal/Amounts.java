package io.shoudan.simulator.terminal;

import io.shoudan.simulator.UsageMistake;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/// Amounts as people write them, in yuan, and as messages carry them, in fen. Exact both ways.
final class Amounts {

    private static final int DECIMALS = 2;
    private static final Pattern PLAIN = Pattern.compile("[0-9]{1,10}(\\.[0-9]+)?");

    private Amounts() {}

    /// @param text `12`, `12.3`, `12.34`
    /// @throws UsageMistake if it is anything else; nothing is ever rounded
    static long parse(String text) {
        if (!PLAIN.matcher(text).matches()) {
            throw new UsageMistake("must be an amount like 12.34: --amount");
        }
        var amount = new BigDecimal(text);
        if (amount.scale() > DECIMALS) {
            throw new UsageMistake("must have at most " + DECIMALS + " decimals: --amount");
        }
        return amount.movePointRight(DECIMALS).longValueExact();
    }

    static String print(long minor) {
        return BigDecimal.valueOf(minor, DECIMALS).toPlainString();
    }
}
