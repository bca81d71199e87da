package io.shoudan.transaction.payment;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.event.TransactionFacts;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.contracts.transaction.model.TransactionState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A payment as its row stood when it was read.
///
/// @param batchId            the batch that the terminal named; numbers wrap, ids don't
/// @param amount             absent for a balance inquiry only
/// @param refundedMinor      refunds claimed against this purchase, in minor units
/// @param retrievalReference field 37
/// @param networkTrace       absent when it was never meant to be sent
/// @param cause why it is in its state, or why its capture was compensated; absent when nothing
///     went wrong
/// @param answer             absent while it is open
/// @param decidedAt          fields 12 and 13 of the answer
/// @param originalId         what a void or refund refers to
/// @param voidClaimId        the void that claims this purchase
/// @param captureBatchId     the batch that captured it
/// @param captureReversedOn  business date of its compensating line
/// @param stepCount          steps in its timeline
/// @param transitionCount    events told of it
/// @param changedAt          database clock of the statement that returned this row
public record Payment(
        UUID id,
        TransactionKind kind,
        TransactionState state,
        Slip slip,
        long batchId,
        String conditionCode,
        @Nullable Money amount,
        long refundedMinor,
        Card card,
        String retrievalReference,
        @Nullable NetworkTrace networkTrace,
        LocalDate businessDate,
        Instant receivedAt,
        @Nullable String cause,
        @Nullable Answer answer,
        @Nullable Instant decidedAt,
        @Nullable UUID originalId,
        @Nullable UUID voidClaimId,
        @Nullable Long captureBatchId,
        @Nullable LocalDate captureReversedOn,
        Place place,
        @Nullable String softwareVersion,
        int stepCount,
        int transitionCount,
        Instant changedAt) {

    /// Whether its outcome is still being waited for.
    public boolean open() {
        return answer == null;
    }

    /// Field 38, of an approval only.
    public @Nullable String authorizationCode() {
        return answer == null ? null : answer.authorizationCode();
    }

    /// What events tell of the payment as it now is.
    TransactionFacts facts() {
        var issuer = card.issuer();
        return new TransactionFacts(
                id,
                transitionCount,
                kind,
                state,
                slip.terminalId(),
                slip.merchantId(),
                place.outletId(),
                place.outletName(),
                slip.batchNumber(),
                slip.traceNumber(),
                amount,
                card.maskedPan(),
                issuer == null ? null : issuer.name(),
                issuer == null ? null : issuer.scheme(),
                issuer == null ? null : issuer.region(),
                retrievalReference,
                authorizationCode(),
                businessDate,
                changedAt,
                cause,
                originalId);
    }
}
