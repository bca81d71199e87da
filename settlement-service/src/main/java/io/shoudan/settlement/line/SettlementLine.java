package io.shoudan.settlement.line;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.event.CaptureReversed;
import io.shoudan.contracts.event.TransactionCaptured;
import io.shoudan.contracts.event.TransactionFacts;
import io.shoudan.contracts.settlement.model.LineKind;
import io.shoudan.contracts.transaction.model.CardRegion;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.settlement.fee.Fee;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Money between merchant and acquirer because of one capture, or of its reversal afterwards.
///
/// @param batchId      the batch that it is a member of; absent for a compensation
/// @param businessDate of the transaction; of the open day for a compensation
/// @param capturedAt   when transaction-service captured it, or reversed the capture
/// @param originalId   the purchase that a refund refers to; absent otherwise
/// @param fee          present from [LineState#WAITING_FOR_BATCH] on
public record SettlementLine(
        UUID transactionId,
        LineKind kind,
        String merchantId,
        String terminalId,
        @Nullable Long batchId,
        String batchNumber,
        String traceNumber,
        String retrievalReference,
        @Nullable String authorizationCode,
        String maskedPan,
        @Nullable String issuer,
        String scheme,
        CardRegion region,
        @Nullable String outletName,
        Money amount,
        LocalDate businessDate,
        Instant capturedAt,
        @Nullable UUID originalId,
        LineState state,
        @Nullable Fee fee) {

    /// Where the receivable of a transaction is booked that names no card scheme: a missing label
    /// never holds up money.
    static final String NO_SCHEME = "UNASSIGNED";

    /// @throws IllegalArgumentException if a priced line has no fee, or an unpriced one has
    public SettlementLine {
        var priced = state == LineState.WAITING_FOR_BATCH || state == LineState.POSTED;
        if (priced != (fee != null)) {
            throw new IllegalArgumentException("must have a fee if and only if it is " + state);
        }
    }

    /// The line of a batch's member.
    ///
    /// @throws IllegalArgumentException if the event isn't of a purchase or refund with amount and
    ///     region
    public static SettlementLine of(TransactionCaptured event) {
        var facts = event.transaction();
        var kind =
                switch (facts.kind()) {
                    case PURCHASE -> LineKind.PURCHASE;
                    case REFUND -> LineKind.REFUND;
                    case VOID, BALANCE_INQUIRY -> throw neverCaptured(facts.kind());
                };
        return of(facts, kind, event.batchId(), facts.businessDate(), LineState.WAITING_FOR_TARIFF);
    }

    /// The line that takes a capture back.
    ///
    /// @throws IllegalArgumentException as above
    public static SettlementLine of(CaptureReversed event) {
        var facts = event.transaction();
        var kind =
                switch (facts.kind()) {
                    case PURCHASE -> LineKind.PURCHASE_REVERSAL;
                    case REFUND -> LineKind.REFUND_REVERSAL;
                    case VOID, BALANCE_INQUIRY -> throw neverCaptured(facts.kind());
                };
        return of(facts, kind, null, event.compensationDate(), LineState.WAITING_FOR_ORIGINAL);
    }

    /// Whether this line pays the merchant; otherwise the merchant pays.
    public boolean paysMerchant() {
        return switch (kind) {
            case PURCHASE, REFUND_REVERSAL -> true;
            case REFUND, PURCHASE_REVERSAL -> false;
        };
    }

    /// The kind of the capture that a compensation takes back.
    ///
    /// @throws IllegalStateException if this is a capture itself
    public LineKind reversedKind() {
        return switch (kind) {
            case PURCHASE_REVERSAL -> LineKind.PURCHASE;
            case REFUND_REVERSAL -> LineKind.REFUND;
            case PURCHASE, REFUND -> throw new IllegalStateException("must be a compensation");
        };
    }

    /// What the journal calls the source of this line's entry.
    public String sourceId() {
        return transactionId + "/" + kind;
    }

    public boolean isPosted() {
        return state == LineState.POSTED;
    }

    /// @throws IllegalStateException if the line isn't priced
    public Fee requireFee() {
        if (fee == null) {
            throw new IllegalStateException("must be priced: " + sourceId());
        }
        return fee;
    }

    SettlementLine in(LineState newState, @Nullable Fee newFee) {
        return new SettlementLine(
                transactionId,
                kind,
                merchantId,
                terminalId,
                batchId,
                batchNumber,
                traceNumber,
                retrievalReference,
                authorizationCode,
                maskedPan,
                issuer,
                scheme,
                region,
                outletName,
                amount,
                businessDate,
                capturedAt,
                originalId,
                newState,
                newFee);
    }

    private static SettlementLine of(
            TransactionFacts facts,
            LineKind kind,
            @Nullable Long batchId,
            LocalDate businessDate,
            LineState state) {
        var amount = facts.amount();
        var region = facts.region();
        var scheme = facts.scheme();
        if (amount == null || region == null) {
            throw new IllegalArgumentException(
                    "must have amount and region: captured transaction " + facts.transactionId());
        }
        return new SettlementLine(
                facts.transactionId(),
                kind,
                facts.merchantId(),
                facts.terminalId(),
                batchId,
                facts.batchNumber(),
                facts.traceNumber(),
                facts.retrievalReference(),
                facts.authorizationCode(),
                facts.maskedPan(),
                facts.issuer(),
                scheme == null || scheme.isBlank() ? NO_SCHEME : scheme,
                region,
                facts.outletName(),
                amount,
                businessDate,
                facts.occurredAt(),
                kind == LineKind.REFUND ? facts.originalId() : null,
                state,
                null);
    }

    private static IllegalArgumentException neverCaptured(TransactionKind kind) {
        return new IllegalArgumentException("must be a purchase or refund: captured " + kind);
    }
}
