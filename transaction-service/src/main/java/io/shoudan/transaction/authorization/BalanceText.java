package io.shoudan.transaction.authorization;

import io.shoudan.contracts.Money;
import io.shoudan.transaction.network.NetworkReply.NetworkBalance;
import java.util.Currency;

/// A balance as it is sealed for repeats of an inquiry: `D 1234 CNY` or `C 1234 CNY`.
final class BalanceText {

    private BalanceText() {}

    static String of(NetworkBalance balance) {
        return (balance.debit() ? "D " : "C ")
                + balance.amount().minorUnits()
                + " "
                + balance.amount().currency().getCurrencyCode();
    }

    static NetworkBalance parse(String text) {
        int end = text.lastIndexOf(' ');
        return new NetworkBalance(
                Money.of(
                        Long.parseLong(text.substring(2, end)),
                        Currency.getInstance(text.substring(end + 1))),
                text.startsWith("D"));
    }
}
