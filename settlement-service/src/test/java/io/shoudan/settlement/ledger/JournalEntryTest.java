package io.shoudan.settlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shoudan.contracts.Money;
import io.shoudan.settlement.ledger.JournalEntry.Transfer;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalEntryTest {

    private static final LocalDate DATE = LocalDate.of(2026, 11, 23);
    private static final Account NETWORK = new Account.NetworkReceivable("UNIONPAY");
    private static final Account MERCHANT = new Account.MerchantPayable("898310058120001");

    @Test
    void debitsAndCreditsTheSameAmount() {
        var entry = JournalEntry.of("x", DATE, List.of(new Transfer(NETWORK, MERCHANT, cny(5))));

        assertThat(entry.postings())
                .containsExactly(
                        new Posting(NETWORK, Side.DEBIT, cny(5)),
                        new Posting(MERCHANT, Side.CREDIT, cny(5)));
    }

    @Test
    void leavesOutTransfersOfNothing() {
        var entry =
                JournalEntry.of(
                        "x",
                        DATE,
                        List.of(
                                new Transfer(NETWORK, MERCHANT, cny(5)),
                                new Transfer(MERCHANT, new Account.FeeIncome(), cny(0))));

        assertThat(entry.postings()).hasSize(2);
    }

    @Test
    void refusesWhatDoesNotBalance() {
        var lopsided =
                List.of(
                        new Posting(NETWORK, Side.DEBIT, cny(5)),
                        new Posting(MERCHANT, Side.CREDIT, cny(4)));

        assertThatThrownBy(() -> new JournalEntry("x", DATE, lopsided))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must balance per currency: entry of x");
    }

    /// Five yuan are not five yen, though the sums of the numbers are equal.
    @Test
    void balancesEachCurrencyByItself() {
        var mixed =
                List.of(
                        new Posting(NETWORK, Side.DEBIT, cny(5)),
                        new Posting(
                                MERCHANT, Side.CREDIT, Money.of(5, Currency.getInstance("JPY"))));

        assertThatThrownBy(() -> new JournalEntry("x", DATE, mixed))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAnEntryWithoutPostings() {
        assertThatThrownBy(() -> JournalEntry.of("x", DATE, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must have postings: entry of x");
    }

    @Test
    void refusesAccountsWithoutOwner() {
        assertThatThrownBy(() -> new Account.MerchantPayable(" "))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Money cny(long minorUnits) {
        return Money.of(minorUnits, Currency.getInstance("CNY"));
    }
}
