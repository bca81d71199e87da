package io.shoudan.transaction.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.transaction.model.CardRegion;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.contracts.transaction.model.TransactionState;
import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Expiry;
import io.shoudan.iso8583.Pan;
import io.shoudan.transaction.directory.IssuerDirectory;
import io.shoudan.transaction.directory.IssuerRange;
import io.shoudan.transaction.merchant.Acceptor;
import io.shoudan.transaction.merchant.Limits;
import io.shoudan.transaction.network.NetworkReply.Reason;
import io.shoudan.transaction.network.NetworkRequest.CardData;
import io.shoudan.transaction.payment.Card;
import io.shoudan.transaction.payment.Cause;
import io.shoudan.transaction.payment.Identity;
import io.shoudan.transaction.payment.Payment;
import io.shoudan.transaction.payment.Place;
import io.shoudan.transaction.payment.Slip;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Checks 10 to 17 as a table: each row differs from a sound request in what its columns say.
class AuthorizationRulesTest {

    private static final Bytes CARD_HASH = Bytes.of(new byte[32]);
    private static final Bytes OTHER_HASH = Bytes.ofHex("01".repeat(32));

    @Test
    void stateTheirCausesInOrderOfPrecedence() {
        var order = Arrays.asList(Cause.values());

        assertThat(AuthorizationRules.IN_ORDER)
                .extracting(it -> order.indexOf(it.cause()))
                .isSorted();
    }

    @ParameterizedTest
    @EnumSource
    void findNothingWrongWithASoundRequest(TransactionKind kind) {
        assertThat(AuthorizationRules.firstRefusal(sound(kind).examined())).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        "PURCHASE,        product off,          PRODUCT_NOT_ENABLED",
        "PURCHASE,        another currency,     PRODUCT_NOT_ENABLED",
        "PURCHASE,        no amount,            AMOUNT_ZERO",
        "REFUND,          no amount,            AMOUNT_ZERO",
        "PURCHASE,        bad check digit,      CARD_NUMBER_INVALID",
        "PURCHASE,        short card,           CARD_NUMBER_INVALID",
        "PURCHASE,        length of no card,    CARD_NUMBER_INVALID",
        "BALANCE_INQUIRY, unknown issuer,       ISSUER_NOT_FOUND",
        "PURCHASE,        expired,              CARD_EXPIRED",
        "VOID,            no original,          ORIGINAL_NOT_FOUND",
        "REFUND,          no original,          ORIGINAL_NOT_FOUND",
        "REFUND,          another card,         CARD_DIFFERS_FROM_ORIGINAL",
        "VOID,            already captured,     ORIGINAL_STATE",
        "VOID,            of an older batch,    ORIGINAL_STATE",
        "VOID,            refunded in part,     ORIGINAL_STATE",
        "VOID,            claimed,              ORIGINAL_STATE",
        "REFUND,          claimed,              ORIGINAL_STATE",
        "REFUND,          reversed,             ORIGINAL_STATE",
        "REFUND,          reversed when closed, ORIGINAL_STATE",
        "VOID,            another amount,       AMOUNT_DIFFERS_FROM_ORIGINAL",
        "REFUND,          over the original,    AMOUNT_DIFFERS_FROM_ORIGINAL",
        "REFUND,          over what is left,    AMOUNT_DIFFERS_FROM_ORIGINAL",
        "PURCHASE,        over an amount,       AMOUNT_LIMIT_EXCEEDED",
        "PURCHASE,        over a count,         COUNT_LIMIT_EXCEEDED",
        "BALANCE_INQUIRY, blocked card,         CARD_BLOCKED",
        "VOID,            stopped,              EMERGENCY_STOP",
        "PURCHASE,        switched off,         ROUTE_SWITCHED_OFF",
        "PURCHASE,        circuit open,         NETWORK_CIRCUIT_OPEN",
        "PURCHASE,        window full,          NETWORK_WINDOW_FULL",
        "PURCHASE,        not connected,        NETWORK_NOT_CONNECTED",
    })
    void nameTheFirstReason(TransactionKind kind, String difference, Cause cause) {
        assertThat(AuthorizationRules.firstRefusal(sound(kind).but(difference).examined()))
                .contains(cause);
    }

    @Test
    void tellTheEarlierOfTwoReasons() {
        var both = sound(TransactionKind.PURCHASE).but("no amount").but("not connected");

        assertThat(AuthorizationRules.firstRefusal(both.examined())).contains(Cause.AMOUNT_ZERO);
    }

    @Test
    void allowARefundOfACapturedPurchaseUpToItsRest() {
        var rest = sound(TransactionKind.REFUND).but("already captured").but("refunded in part");
        rest.amountMinor = 70_00;

        assertThat(AuthorizationRules.firstRefusal(rest.examined())).isEmpty();
    }

    private static Draft sound(TransactionKind kind) {
        return new Draft(kind);
    }

    /// A request in the making.
    private static final class Draft {
        private final TransactionKind kind;
        private Set<String> products = Set.of("PURCHASE", "VOID", "REFUND", "BALANCE_INQUIRY");
        private String currency = "CNY";
        private String pan = "6225000000000014";
        private boolean issuerKnown = true;
        private String expiry = "2611";
        private boolean originalFound = true;
        private Bytes originalCard = CARD_HASH;
        private TransactionState originalState = TransactionState.APPROVED;
        private long originalBatch = 7;
        private long refundedMinor;
        private boolean claimed;
        private boolean compensated;
        private long amountMinor = 100_00;
        private final Map<Cause, String> objections = new EnumMap<>(Cause.class);
        private @Nullable Reason obstacle;

        Draft(TransactionKind kind) {
            this.kind = kind;
        }

        Draft but(String difference) {
            switch (difference) {
                case "product off" -> products = Set.of("REFUND");
                case "another currency" -> currency = "USD";
                case "no amount" -> amountMinor = 0;
                case "bad check digit" -> pan = "6225000000000015";
                case "short card" -> pan = "62";
                case "length of no card" -> pan = "622500000" + "000000014"; // too long only
                case "unknown issuer" -> issuerKnown = false;
                case "expired" -> expiry = "2610";
                case "no original" -> originalFound = false;
                case "another card" -> originalCard = OTHER_HASH;
                case "already captured" -> originalState = TransactionState.CAPTURED;
                case "reversed" -> originalState = TransactionState.REVERSED;
                case "of an older batch" -> originalBatch = 6;
                case "refunded in part" -> refundedMinor = 30_00;
                case "claimed" -> claimed = true;
                case "reversed when closed" -> {
                    originalState = TransactionState.CAPTURED;
                    compensated = true;
                }
                case "another amount" -> amountMinor = 99_99;
                case "over the original" -> amountMinor = 100_01;
                case "over what is left" -> {
                    refundedMinor = 30_00;
                    amountMinor = 70_01;
                }
                case "over an amount" -> objections.put(Cause.AMOUNT_LIMIT_EXCEEDED, "");
                case "over a count" -> objections.put(Cause.COUNT_LIMIT_EXCEEDED, "");
                case "blocked card" -> objections.put(Cause.CARD_BLOCKED, "");
                case "stopped" -> objections.put(Cause.EMERGENCY_STOP, "");
                case "switched off" -> obstacle = Reason.SWITCHED_OFF;
                case "circuit open" -> obstacle = Reason.CIRCUIT_OPEN;
                case "window full" -> obstacle = Reason.WINDOW_FULL;
                case "not connected" -> obstacle = Reason.NOT_CONNECTED;
                default -> throw new AssertionError(difference);
            }
            return this;
        }

        Examined examined() {
            boolean inquiry = kind == TransactionKind.BALANCE_INQUIRY;
            boolean follows = kind == TransactionKind.VOID || kind == TransactionKind.REFUND;
            var request =
                    new AuthorizationRequest(
                            new Identity(slip(), kind),
                            "00",
                            inquiry ? null : Money.of(amountMinor, Currency.getInstance(currency)),
                            new CardData(
                                    Pan.of(pan),
                                    Expiry.of(expiry),
                                    null,
                                    null,
                                    null,
                                    "012",
                                    null,
                                    null,
                                    null),
                            null,
                            null,
                            null,
                            null);
            return new Examined(
                    request,
                    new Acceptor(
                            "Noodle House",
                            "5812",
                            products,
                            "O1",
                            "West",
                            "1 Road",
                            "31",
                            new Limits(null, null, null)),
                    7,
                    Currency.getInstance("CNY"),
                    CARD_HASH,
                    new IssuerDirectory.Finding(1, issuerKnown ? range() : null),
                    follows && originalFound ? original() : null,
                    objections,
                    obstacle,
                    YearMonth.of(2026, 11));
        }

        private Payment original() {
            return new Payment(
                    new UUID(1, 1),
                    TransactionKind.PURCHASE,
                    originalState,
                    slip(),
                    originalBatch,
                    "00",
                    Money.of(100_00, Currency.getInstance("CNY")),
                    refundedMinor,
                    new Card("622500******0014", CARD_HASH, originalCard, "012", 1, null),
                    "632600000042",
                    null,
                    LocalDate.EPOCH,
                    Instant.EPOCH,
                    null,
                    null,
                    null,
                    null,
                    claimed ? new UUID(2, 2) : null,
                    null,
                    compensated ? LocalDate.EPOCH : null,
                    new Place("Noodle House", "5812", "O1", "West", "1 Road", "31"),
                    null,
                    2,
                    1,
                    Instant.EPOCH);
        }

        private static IssuerRange range() {
            return new IssuerRange(
                    "62",
                    "62",
                    "UNIONPAY",
                    "03080000",
                    "CUP",
                    CardRegion.DOMESTIC,
                    Set.of(16),
                    "UNIONPAY");
        }

        private static Slip slip() {
            return new Slip("90010001", "898310058120001", "000007", "000042");
        }
    }
}
