package io.shoudan.settlement.ledger;

import io.shoudan.contracts.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;

/// What one source did to the books. Balances by construction: every transfer debits one account
/// and credits another with the same amount.
///
/// @param sourceId     names the settlement line: `transaction id/kind`
/// @param businessDate of the line
public record JournalEntry(String sourceId, LocalDate businessDate, List<Posting> postings) {

    /// @throws IllegalArgumentException if there is no posting or a currency doesn't balance
    public JournalEntry {
        postings = List.copyOf(postings);
        if (postings.isEmpty()) {
            throw new IllegalArgumentException("must have postings: entry of " + sourceId);
        }
        var sums = new HashMap<Currency, Long>();
        for (var posting : postings) {
            var amount = posting.amount().minorUnits();
            sums.merge(
                    posting.amount().currency(),
                    posting.side() == Side.DEBIT ? amount : -amount,
                    Math::addExact);
        }
        if (sums.values().stream().anyMatch(sum -> sum != 0)) {
            throw new IllegalArgumentException("must balance per currency: entry of " + sourceId);
        }
    }

    /// An entry made of transfers; those of nothing are left out.
    public static JournalEntry of(
            String sourceId, LocalDate businessDate, List<Transfer> transfers) {
        var postings = new ArrayList<Posting>();
        for (var transfer : transfers) {
            if (transfer.amount().minorUnits() > 0) {
                postings.add(new Posting(transfer.debit(), Side.DEBIT, transfer.amount()));
                postings.add(new Posting(transfer.credit(), Side.CREDIT, transfer.amount()));
            }
        }
        return new JournalEntry(sourceId, businessDate, postings);
    }

    /// The same amount on both sides.
    public record Transfer(Account debit, Account credit, Money amount) {

        /// The same money the other way.
        public Transfer back() {
            return new Transfer(/* debit= */ credit, /* credit= */ debit, amount);
        }
    }
}
