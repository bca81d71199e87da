package io.shoudan.transaction.authorization;

import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.contracts.transaction.model.TransactionState;
import io.shoudan.transaction.network.NetworkReply.Reason;
import io.shoudan.transaction.payment.Cause;
import io.shoudan.transaction.payment.Claims;
import io.shoudan.transaction.payment.Payments;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/// Checks 10 to 17 of the terminal protocol, as data, in their order: the first that applies is the
/// reason. Pure.
final class AuthorizationRules {

    /// @param refuses whether the request must be declined for `cause`
    record Rule(Cause cause, Predicate<Examined> refuses) {}

    // spotless:off  A table.
    static final List<Rule> IN_ORDER = List.of(
            new Rule(Cause.PRODUCT_NOT_ENABLED,          AuthorizationRules::productOff),
            new Rule(Cause.AMOUNT_ZERO,                  AuthorizationRules::amountZero),
            new Rule(Cause.CARD_NUMBER_INVALID,          AuthorizationRules::cardNumberInvalid),
            new Rule(Cause.ISSUER_NOT_FOUND,             it -> it.finding().range() == null),
            new Rule(Cause.CARD_EXPIRED,                 AuthorizationRules::cardExpired),
            new Rule(Cause.ORIGINAL_NOT_FOUND,           AuthorizationRules::originalMissing),
            new Rule(Cause.CARD_DIFFERS_FROM_ORIGINAL,   AuthorizationRules::cardDiffers),
            new Rule(Cause.ORIGINAL_STATE,               AuthorizationRules::stateForbids),
            new Rule(Cause.AMOUNT_DIFFERS_FROM_ORIGINAL, AuthorizationRules::amountDiffers),
            objection(Cause.AMOUNT_LIMIT_EXCEEDED),
            objection(Cause.COUNT_LIMIT_EXCEEDED),
            objection(Cause.CARD_BLOCKED),
            objection(Cause.REGION_NOT_ALLOWED),
            objection(Cause.EMERGENCY_STOP),
            new Rule(Cause.ROUTE_SWITCHED_OFF,           obstacle(Reason.SWITCHED_OFF)),
            new Rule(Cause.NETWORK_CIRCUIT_OPEN,         obstacle(Reason.CIRCUIT_OPEN)),
            new Rule(Cause.NETWORK_WINDOW_FULL,          obstacle(Reason.WINDOW_FULL)),
            new Rule(Cause.NETWORK_NOT_CONNECTED,        obstacle(Reason.NOT_CONNECTED)));
    // spotless:on

    private AuthorizationRules() {}

    static Optional<Cause> firstRefusal(Examined examined) {
        return IN_ORDER.stream()
                .filter(it -> it.refuses().test(examined))
                .map(Rule::cause)
                .findFirst();
    }

    private static boolean productOff(Examined it) {
        var amount = it.request().amount();
        return !it.acceptor().products().contains(it.request().identity().kind().name())
                || (amount != null && !amount.currency().equals(it.batchCurrency()));
    }

    private static boolean amountZero(Examined it) {
        var amount = it.request().amount();
        return amount != null && amount.minorUnits() == 0;
    }

    private static boolean cardNumberInvalid(Examined it) {
        var pan = it.request().card().pan();
        var range = it.finding().range();
        return !pan.lengthValid()
                || !pan.luhnValid()
                || (range != null && !range.admitsLengthOf(pan));
    }

    private static boolean cardExpired(Examined it) {
        var expiry = it.request().expiry();
        return expiry != null && expiry.expiredIn(it.thisMonth());
    }

    private static boolean originalMissing(Examined it) {
        return switch (it.request().identity().kind()) {
            case VOID, REFUND -> it.original() == null;
            case PURCHASE, BALANCE_INQUIRY -> false;
        };
    }

    private static boolean cardDiffers(Examined it) {
        return it.original() != null && !it.original().card().panHash().equals(it.panHash());
    }

    /// A void takes back an approved purchase of the open batch; a refund any that money moved for.
    private static boolean stateForbids(Examined it) {
        var original = it.original();
        if (original == null) {
            return false;
        }
        boolean claimed = original.voidClaimId() != null || original.captureReversedOn() != null;
        return claimed
                || (isVoid(it)
                        ? original.state() != TransactionState.APPROVED
                                || original.batchId() != it.batchId()
                                || original.refundedMinor() > 0
                        : !Claims.refundable(original.state()));
    }

    private static boolean amountDiffers(Examined it) {
        var original = it.original();
        var amount = it.request().amount();
        if (original == null || amount == null) {
            return false;
        }
        var originalAmount = Objects.requireNonNull(original.amount());
        return !amount.currency().equals(originalAmount.currency())
                || (isVoid(it)
                        ? amount.minorUnits() != originalAmount.minorUnits()
                        : amount.minorUnits() > Payments.refundableMinor(original));
    }

    private static boolean isVoid(Examined it) {
        return it.request().identity().kind() == TransactionKind.VOID;
    }

    private static Rule objection(Cause cause) {
        return new Rule(cause, it -> it.objections().containsKey(cause));
    }

    private static Predicate<Examined> obstacle(Reason reason) {
        return it -> it.obstacle() == reason;
    }

    /// Why a request that was to be sent was not, as the terminal is told.
    static Cause causeOf(Reason reason) {
        return switch (reason) {
            case SWITCHED_OFF -> Cause.ROUTE_SWITCHED_OFF;
            case CIRCUIT_OPEN -> Cause.NETWORK_CIRCUIT_OPEN;
            case WINDOW_FULL -> Cause.NETWORK_WINDOW_FULL;
            case NOT_CONNECTED -> Cause.NETWORK_NOT_CONNECTED;
            case DEADLINE_PASSED -> Cause.DEADLINE_PASSED;
        };
    }
}
