package io.shoudan.simulator.terminal;

import io.shoudan.iso8583.terminal.TransactionKind;
import org.jspecify.annotations.Nullable;

/// What the terminal keeps of one card transaction until its batch is settled.
///
/// @param kind        what was asked for
/// @param amountMinor minor units
/// @param card        masked number
/// @param domestic    in which half of the totals it counts
/// @param answer      what the host said, once it did
/// @param voids       trace number of the slip that this one voids
/// @param request     what later messages about it need of the request, sealed under a key that
///                    follows from the main key; has no PIN and no track
public record Slip(
        TransactionKind kind,
        String batchNumber,
        String traceNumber,
        long amountMinor,
        String card,
        boolean domestic,
        State state,
        @Nullable Answer answer,
        @Nullable String voids,
        String request) {

    /// How the terminal sees a transaction.
    public enum State {
        /// No answer that can be believed; to be reversed if it is of a kind that is.
        UNANSWERED,
        APPROVED,
        DECLINED,
        VOIDED,
        REVERSED
    }

    /// What the host said.
    ///
    /// @param responseCode       field 39
    /// @param retrievalReference field 37
    /// @param authorizationCode  field 38; with an approval
    /// @param date               field 13, `MMDD`
    public record Answer(
            String responseCode,
            @Nullable String retrievalReference,
            @Nullable String authorizationCode,
            @Nullable String date) {}

    Slip in(State other) {
        return new Slip(
                kind,
                batchNumber,
                traceNumber,
                amountMinor,
                card,
                domestic,
                other,
                answer,
                voids,
                request);
    }

    Slip with(Answer said) {
        return new Slip(
                kind,
                batchNumber,
                traceNumber,
                amountMinor,
                card,
                domestic,
                state,
                said,
                voids,
                request);
    }

    /// Whether it counts in the totals as money from the cardholder.
    boolean debit() {
        return state == State.APPROVED && kind == TransactionKind.PURCHASE;
    }

    /// Whether it counts in the totals as money to the cardholder.
    boolean credit() {
        return state == State.APPROVED && kind == TransactionKind.REFUND;
    }
}
