package io.shoudan.settlement.settle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shoudan.contracts.event.BatchClosed;
import io.shoudan.contracts.event.BatchTotals;
import io.shoudan.contracts.event.BatchTotalsReceived;
import io.shoudan.contracts.event.BatchUploadEnded;
import io.shoudan.contracts.event.BatchUploadReceived;
import io.shoudan.contracts.event.CaptureReversed;
import io.shoudan.contracts.event.DomainEvent;
import io.shoudan.contracts.event.MerchantChanged;
import io.shoudan.contracts.event.TariffChanged;
import io.shoudan.contracts.event.TransactionCaptured;
import io.shoudan.platform.database.Transactions;
import io.shoudan.settlement.fee.Tariff;
import io.shoudan.settlement.merchant.Merchants;
import io.shoudan.settlement.testing.Projections;
import io.shoudan.settlement.testing.RunningService;
import io.shoudan.settlement.testing.Story;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The order in which facts come, and how often, makes no difference to where they end. Each trial
/// runs in a transaction that is rolled back, so that the same facts can be told again.
class OrderIT {

    private static final int ORDERS = 6;

    private final RunningService service = RunningService.shared();
    private final Settler settler = service.bean(Settler.class);
    private final Merchants merchants = service.bean(Merchants.class);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void endsAtTheSameWhateverComesFirst(long seed) {
        var random = new Random(seed);
        var events = randomEvents(random);
        var merchantId = merchantOf(events);
        var expected = outcome(events, merchantId);
        assertThat(expected)
                .as("seed=%d", seed)
                .noneMatch(it -> it.contains("WAITING_FOR"))
                .noneMatch(it -> it.contains("\"settled\": false"));

        for (int order = 0; order < ORDERS; order++) {
            var shuffled = new ArrayList<>(events);
            // Some come twice, as after a replay of part of a topic.
            shuffled.addAll(events.subList(0, random.nextInt(events.size())));
            Collections.shuffle(shuffled, random);

            assertThat(outcome(shuffled, merchantId))
                    .as("seed=%d order=%d %s", seed, order, shuffled)
                    .isEqualTo(expected);
        }
    }

    /// However refunds of one purchase are ordered, what they give back in all is the same.
    @Test
    void givesBackTheWholeFeeInWhateverOrderRefundsCome() {
        var story = Story.begin();
        var other = story.onAnotherTerminal();
        var purchase = story.purchase(100_00);
        var events = new ArrayList<DomainEvent>(List.of(story.tariff(), purchase, story.closed()));
        for (var part : List.of(33_33L, 33_33L, 33_34L)) {
            events.add(other.refund(purchase, part));
        }
        events.add(other.closed());

        for (int order = 0; order < ORDERS; order++) {
            Collections.shuffle(events, new Random(order));

            assertThat(fees(events, story.merchantId())).as("order=%d", order).isZero();
        }
    }

    /// Whether the purchase comes before or after the close makes no difference to a refund that
    /// was told to be early. The purchase is a foreign one only so that its price would differ.
    @Test
    void pricesAnEarlyRefundAlikeWhenItsPurchaseComesToo() {
        var story = Story.begin();
        var other = story.onAnotherTerminal();
        var purchase = other.foreignPurchase(100_00);
        var events =
                new ArrayList<DomainEvent>(
                        List.of(
                                story.merchant(),
                                story.tariff(),
                                story.earlyRefund(purchase, 40_00, false),
                                story.closed(),
                                purchase,
                                other.closed()));
        var expected = outcome(events, story.merchantId());
        assertThat(expected)
                .noneMatch(it -> it.contains("WAITING_FOR"))
                .anyMatch(it -> it.contains("\"fee_minor\": -22"));

        for (int order = 0; order < ORDERS; order++) {
            Collections.shuffle(events, new Random(order));

            assertThat(outcome(events, story.merchantId()))
                    .as("order=%d", order)
                    .isEqualTo(expected);
        }
    }

    /// A statement has three seconds: plans that were made for an empty table must not grow with
    /// it.
    @Test
    void settlesALargeBatchInOneGo() {
        var story = Story.begin();
        var events = new ArrayList<DomainEvent>(List.of(story.merchant(), story.tariff()));
        for (int i = 0; i < 800; i++) {
            events.add(story.purchase(100 + i));
        }
        events.add(story.closed());

        assertThat(outcome(events, story.merchantId()))
                .filteredOn(it -> it.contains("\"POSTED\""))
                .hasSize(800);
    }

    private List<DomainEvent> randomEvents(Random random) {
        var story = Story.begin();
        var other = story.onAnotherTerminal();
        var events = new ArrayList<DomainEvent>(List.of(story.merchant(), story.tariff()));
        for (int i = 0; i < 6; i++) {
            var purchase = story.purchase(1 + random.nextInt(1_000_000));
            events.add(purchase);
            switch (random.nextInt(5)) {
                case 0 ->
                        events.add(other.refund(purchase, 1 + random.nextInt(amountOf(purchase))));
                case 1 -> events.add(story.reversed(purchase, Story.DATE.plusDays(1)));
                case 2 -> {
                    var refund = other.refund(purchase, amountOf(purchase));
                    events.add(refund);
                    events.add(other.reversed(refund, Story.DATE.plusDays(2)));
                }
                case 3 -> events.add(earlyRefund(story, other, random));
                default -> events.add(other.foreignPurchase(1 + random.nextInt(1000)));
            }
        }
        var ghost = other.uploads(other.line(story.members().getFirst()));
        events.add(ghost);
        events.add(other.uploadEnds(3));
        events.add(story.closed());
        events.add(other.closedAgainst(new BatchTotals(1, 1, 1, 1)));
        var left = story.onAnotherTerminal();
        events.add(left.purchase(1 + random.nextInt(1000)));
        events.add(left.timedOut());
        events.add(left.claims(new BatchTotals(1, 2, 0, 0)));
        return events;
    }

    /// Of a purchase on a third terminal, which is never heard of.
    private static TransactionCaptured earlyRefund(Story story, Story other, Random random) {
        var elsewhere = story.onAnotherTerminal().purchase(1 + random.nextInt(1_000_000));
        return other.earlyRefund(
                elsewhere, 1 + random.nextInt(amountOf(elsewhere)), random.nextBoolean());
    }

    private static int amountOf(TransactionCaptured purchase) {
        var amount = purchase.transaction().amount();
        return amount == null ? 0 : (int) amount.minorUnits();
    }

    private static String merchantOf(List<DomainEvent> events) {
        return ((MerchantChanged) events.getFirst()).merchantId();
    }

    private List<String> outcome(List<DomainEvent> events, String merchantId) {
        var trial = new Trial<List<String>>();
        return trial.run(
                service.bean(Transactions.class),
                () -> {
                    events.forEach(this::tell);
                    service.jdbc().sql("set constraints all immediate").update();
                    return Projections.of(service.jdbc(), merchantId);
                });
    }

    private long fees(List<DomainEvent> events, String merchantId) {
        var trial = new Trial<Long>();
        return trial.run(
                service.bean(Transactions.class),
                () -> {
                    events.forEach(this::tell);
                    return service.jdbc()
                            .sql(
                                    """
                                    select sum(fee_minor) from settlement_line
                                     where merchant_id = :merchant and state = 'POSTED'
                                    """)
                            .param("merchant", merchantId)
                            .query(Long.class)
                            .single();
                });
    }

    private void tell(DomainEvent event) {
        switch (event) {
            case MerchantChanged it -> merchants.keep(it);
            case TariffChanged it -> settler.priced(Tariff.of(it, RunningService.TARIFF_SAID_AT));
            case TransactionCaptured it -> settler.captured(it);
            case CaptureReversed it -> settler.reversed(it);
            case BatchClosed it -> settler.closed(it);
            case BatchTotalsReceived it -> settler.claimed(it);
            case BatchUploadReceived it -> settler.uploaded(it);
            case BatchUploadEnded it -> settler.uploadEnded(it);
            default -> throw new IllegalArgumentException("must concern settlement: " + event);
        }
    }

    /// Work whose result is kept and whose effects are not.
    private static final class Trial<T> {

        private final List<T> result = new ArrayList<>();

        T run(Transactions transactions, Supplier<T> work) {
            assertThatThrownBy(
                            () ->
                                    transactions.run(
                                            () -> {
                                                result.add(work.get());
                                                throw new RolledBack();
                                            }))
                    .isInstanceOf(RolledBack.class);
            return result.getFirst();
        }
    }

    private static final class RolledBack extends RuntimeException {

        private static final long serialVersionUID = 1;
    }
}
