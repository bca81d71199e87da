package io.shoudan.settlement.batch;

import io.shoudan.contracts.event.BatchTotals;
import io.shoudan.contracts.event.BatchUploadReceived;
import io.shoudan.contracts.transaction.model.CardRegion;
import io.shoudan.settlement.line.SettlementLine;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One thing about a batch on which terminal and host disagree, or that somebody has to look into.
/// Amounts are in minor units of the batch's currency.
///
/// @param traceNumber    of the line; absent when a sum or the whole upload differs
/// @param transactionId  of the host's line, if there is one
/// @param region         for a sum: which half; for a line: what the terminal says
/// @param side           for a sum: debits or credits
/// @param terminalCount  for a sum: how many lines; for an upload: how many were announced
/// @param hostCount      for a sum: how many lines; for an upload: how many arrived
public record Difference(
        Cause cause,
        @Nullable String traceNumber,
        @Nullable UUID transactionId,
        @Nullable CardRegion region,
        @Nullable Side side,
        @Nullable Long terminalAmountMinor,
        @Nullable Long hostAmountMinor,
        @Nullable Integer terminalCount,
        @Nullable Integer hostCount,
        @Nullable String terminalMaskedPan,
        @Nullable String hostMaskedPan) {

    /// Why there is a difference. Each name is a code of the failure catalogue.
    public enum Cause {
        /// The terminal has a line that we don't.
        LINE_MISSING_AT_HOST,
        /// We have a line that the terminal didn't upload, though it says its upload is complete.
        LINE_MISSING_AT_TERMINAL,
        LINE_AMOUNT_DIFFERS,
        /// First six or last four digits differ.
        LINE_CARD_DIFFERS,
        /// One of us takes the card for a domestic one.
        LINE_REGION_DIFFERS,
        TOTALS_DIFFER,
        /// The upload was cut off, or has another number of lines than announced.
        UPLOAD_INCOMPLETE,
        /// A refund stands whose purchase was reversed before it was captured: the cardholder may
        /// have the money twice.
        REFUND_WITHOUT_PURCHASE
    }

    /// Debits are purchases, credits are refunds.
    public enum Side {
        DEBIT,
        CREDIT
    }

    static Difference ofSums(CardRegion half, Side side, BatchTotals terminal, BatchTotals host) {
        var debit = side == Side.DEBIT;
        return new Difference(
                Cause.TOTALS_DIFFER,
                null,
                null,
                half,
                side,
                debit ? terminal.debitMinor() : terminal.creditMinor(),
                debit ? host.debitMinor() : host.creditMinor(),
                debit ? terminal.debitCount() : terminal.creditCount(),
                debit ? host.debitCount() : host.creditCount(),
                null,
                null);
    }

    /// @param announced how many lines the terminal says it uploaded; absent if it never said
    static Difference ofUpload(@Nullable Integer announced, int arrived) {
        return new Difference(
                Cause.UPLOAD_INCOMPLETE,
                null,
                null,
                null,
                null,
                null,
                null,
                announced,
                arrived,
                null,
                null);
    }

    static Difference missingAtHost(BatchUploadReceived.Line terminal) {
        return new Difference(
                Cause.LINE_MISSING_AT_HOST,
                terminal.traceNumber(),
                null,
                terminal.region(),
                null,
                terminal.amountMinor(),
                null,
                null,
                null,
                terminal.maskedPan(),
                null);
    }

    static Difference missingAtTerminal(SettlementLine host) {
        return new Difference(
                Cause.LINE_MISSING_AT_TERMINAL,
                host.traceNumber(),
                host.transactionId(),
                host.region(),
                null,
                null,
                host.amount().minorUnits(),
                null,
                null,
                null,
                host.maskedPan());
    }

    static Difference ofOrphan(SettlementLine refund) {
        return new Difference(
                Cause.REFUND_WITHOUT_PURCHASE,
                refund.traceNumber(),
                refund.transactionId(),
                refund.region(),
                null,
                null,
                refund.amount().minorUnits(),
                null,
                null,
                null,
                refund.maskedPan());
    }

    static Difference ofLines(Cause cause, BatchUploadReceived.Line terminal, SettlementLine host) {
        return new Difference(
                cause,
                host.traceNumber(),
                host.transactionId(),
                terminal.region(),
                null,
                terminal.amountMinor(),
                host.amount().minorUnits(),
                null,
                null,
                terminal.maskedPan(),
                host.maskedPan());
    }
}
