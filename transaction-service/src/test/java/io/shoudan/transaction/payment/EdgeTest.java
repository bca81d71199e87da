package io.shoudan.transaction.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.event.EventTypes;
import io.shoudan.contracts.event.TransactionEvent;
import io.shoudan.contracts.transaction.model.CardRegion;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.contracts.transaction.model.TransactionState;
import io.shoudan.iso8583.Bytes;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The table of edges is complete: what the money rules allow and nothing else, each with its
/// event.
class EdgeTest {

    /// As the money rules draw it. The last two lines are ours: a network that denied an original
    /// and approves it later must be reversed, and compensation is an edge because it has an event.
    private static final String ALLOWED =
            """
            - SENT
            - DECLINED
            RECEIVED SENT
            RECEIVED DECLINED
            SENT APPROVED
            SENT DECLINED
            SENT UNKNOWN
            UNKNOWN REVERSAL_DUE
            REVERSAL_DUE REVERSED
            REVERSAL_DUE NOT_DONE
            APPROVED VOIDED
            APPROVED REVERSAL_DUE
            APPROVED CAPTURED
            CAPTURED SETTLED
            VOIDED APPROVED
            REVERSED REVERSAL_DUE
            NOT_DONE REVERSAL_DUE
            CAPTURED CAPTURED
            SETTLED SETTLED
            """;

    @Test
    void allowsWhatTheMoneyRulesDrawAndNothingElse() {
        assertThat(Edge.values())
                .extracting(it -> (it.from() == null ? "-" : it.from()) + " " + it.to())
                .containsExactlyInAnyOrderElementsOf(List.of(ALLOWED.split("\n")));
    }

    @Test
    void everyEventOfAPaymentIsTheEventOfSomeEdge() {
        var told =
                Arrays.stream(Edge.values())
                        .map(it -> it.eventOf(payment(it.to())).type())
                        .collect(Collectors.toSet());
        var known =
                EventTypes.all().entrySet().stream()
                        .filter(
                                it ->
                                        TransactionEvent.OfTransaction.class.isAssignableFrom(
                                                it.getValue()))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());

        assertThat(told).isEqualTo(known);
    }

    /// An event tells of the state that its edge leads to.
    @Test
    void eventsTellTheNewState() {
        for (var edge : Edge.values()) {
            assertThat(edge.eventOf(payment(edge.to())).transaction().state())
                    .as(edge.name())
                    .isEqualTo(edge.to());
        }
    }

    @Test
    void everyStateCanBeReached() {
        var reached = Arrays.stream(Edge.values()).map(Edge::to).toList();

        assertThat(TransactionState.values())
                .filteredOn(it -> it != TransactionState.RECEIVED)
                .allSatisfy(it -> assertThat(reached).contains(it));
    }

    private static Payment payment(TransactionState state) {
        var amount = Money.of(12_34, Currency.getInstance("CNY"));
        var issuer =
                new Card.CardIssuer(
                        "UNIONPAY", "03080000", "CUP", CardRegion.DOMESTIC, "62", "UNIONPAY");
        var nothing = Bytes.of(new byte[32]);
        return new Payment(
                new UUID(1, 2),
                TransactionKind.PURCHASE,
                state,
                new Slip("90010001", "898310058120001", "000007", "000042"),
                7,
                "00",
                amount,
                0,
                new Card("622500******0014", nothing, nothing, "012", 1, issuer),
                "632600000042",
                new NetworkTrace("000001", Instant.EPOCH),
                LocalDate.EPOCH,
                Instant.EPOCH,
                null,
                null,
                null,
                null,
                null,
                7L,
                LocalDate.EPOCH,
                new Place("Noodle House", "5812", "O1", "West Gate", "1 West Road", "310101"),
                null,
                2,
                1,
                Instant.EPOCH);
    }
}
