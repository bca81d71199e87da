package io.shoudan.settlement.settle;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.settlement.model.LineKind;
import io.shoudan.contracts.transaction.model.CardRegion;
import io.shoudan.settlement.fee.Fee;
import io.shoudan.settlement.fee.Fees;
import io.shoudan.settlement.fee.Fees.Refunded;
import io.shoudan.settlement.fee.Tariff;
import io.shoudan.settlement.ledger.Account;
import io.shoudan.settlement.ledger.JournalEntry;
import io.shoudan.settlement.ledger.Posting;
import io.shoudan.settlement.ledger.Side;
import io.shoudan.settlement.line.SettlementLine;
import io.shoudan.settlement.testing.Story;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What lines do to the books, kind by kind and in random heaps.
class LinePostingsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
        kind              | fee | postings
        PURCHASE          | 55  | D network 10000, C merchant 10000, D merchant 55, C fees 55
        PURCHASE          | 0   | D network 10000, C merchant 10000
        REFUND            | 0   | D merchant 10000, C network 10000
        REFUND            | -55 | D merchant 10000, C network 10000, D fees 55, C merchant 55
        PURCHASE_REVERSAL | -55 | D merchant 10000, C network 10000, D fees 55, C merchant 55
        REFUND_REVERSAL   | 55  | D network 10000, C merchant 10000, D merchant 55, C fees 55
        """)
    void postsEachKind(LineKind kind, long feeMinor, String postings) {
        var story = Story.begin();
        var line = lineOf(story, kind);

        var entry = LinePostings.of(line, new Fee(feeMinor, 1, "rule"));

        assertThat(entry.postings().stream().map(it -> inWords(it, line)))
                .containsExactly(postings.split(", "));
        assertThat(entry.sourceId()).isEqualTo(line.transactionId() + "/" + kind);
    }

    private static SettlementLine lineOf(Story story, LineKind kind) {
        var purchase = story.purchase(100_00);
        var refund = story.refund(purchase, 100_00);
        return switch (kind) {
            case PURCHASE -> SettlementLine.of(purchase);
            case REFUND -> SettlementLine.of(refund);
            case PURCHASE_REVERSAL -> SettlementLine.of(story.reversed(purchase, Story.DATE));
            case REFUND_REVERSAL -> SettlementLine.of(story.reversed(refund, Story.DATE));
        };
    }

    private static String inWords(Posting posting, SettlementLine line) {
        var account =
                switch (posting.account()) {
                    case Account.NetworkReceivable it ->
                            it.scheme().equals(line.scheme()) ? "network" : it.code();
                    case Account.MerchantPayable it ->
                            it.merchantId().equals(line.merchantId()) ? "merchant" : it.code();
                    case Account.FeeIncome _ -> "fees";
                };
        return posting.side().name().charAt(0)
                + " "
                + account
                + " "
                + posting.amount().minorUnits();
    }

    /// A transaction that names no scheme is booked all the same, where somebody will look.
    @Test
    void booksUnlabelledMoneyOnASuspenseAccount() {
        var line = SettlementLine.of(Story.begin().withoutScheme().purchase(1));

        assertThat(LinePostings.of(line, new Fee(0, 1, "rule")).postings().getFirst().account())
                .isEqualTo(new Account.NetworkReceivable("UNASSIGNED"));
    }

    /// Batches of any purchases, refunds and reversals under any tariff: debits equal credits, and
    /// what the books say we owe the merchant is what its statement says.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void balancesWhateverABatchHolds(long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int round = 0; round < 50; round++) {
            var lines = randomLines(random);
            long owed = 0;
            var entries = new ArrayList<JournalEntry>();
            for (var line : lines) {
                entries.add(LinePostings.of(line.line(), line.fee()));
                long amount = line.line().amount().minorUnits();
                owed += (line.line().paysMerchant() ? amount : -amount) - line.fee().minor();
            }

            assertThat(sum(entries, "", Side.DEBIT))
                    .as("seed=%d round=%d", seed, round)
                    .isEqualTo(sum(entries, "", Side.CREDIT));
            assertThat(
                            sum(entries, "merchant-payable:", Side.CREDIT)
                                    - sum(entries, "merchant-payable:", Side.DEBIT))
                    .as("seed=%d round=%d", seed, round)
                    .isEqualTo(owed);
        }
    }

    private static List<Priced> randomLines(RandomGenerator random) {
        var story = Story.begin();
        var tariff =
                Tariff.of(
                        story.tariff(1, random.nextInt(10_001), random.nextBoolean()),
                        Instant.EPOCH);
        var lines = new ArrayList<Priced>();
        for (int i = random.nextInt(1, 20); i > 0; i--) {
            long amount = random.nextLong(1, 10_000_000);
            var purchase = story.purchase(amount);
            var line = SettlementLine.of(purchase);
            var fee = Fees.ofPurchase(tariff, CardRegion.DOMESTIC, line.amount());
            lines.add(new Priced(line, fee));
            switch (random.nextInt(3)) {
                case 0 -> {
                    long part = random.nextLong(1, amount + 1);
                    var refund = SettlementLine.of(story.refund(purchase, part));
                    var refunded = new Refunded(amount, fee.minor(), 0, 0);
                    lines.add(
                            new Priced(
                                    refund,
                                    Fees.ofRefund(
                                            tariff,
                                            CardRegion.DOMESTIC,
                                            refund.amount(),
                                            refunded)));
                }
                case 1 ->
                        lines.add(
                                new Priced(
                                        SettlementLine.of(story.reversed(purchase, Story.DATE)),
                                        fee.reversed()));
                default -> {} // It stands.
            }
        }
        return lines;
    }

    private static long sum(List<JournalEntry> entries, String accountPrefix, Side side) {
        return entries.stream()
                .flatMap(it -> it.postings().stream())
                .filter(it -> it.account().code().startsWith(accountPrefix) && it.side() == side)
                .mapToLong(it -> it.amount().minorUnits())
                .sum();
    }

    private record Priced(SettlementLine line, Fee fee) {}
}
