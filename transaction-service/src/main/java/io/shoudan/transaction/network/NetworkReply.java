package io.shoudan.transaction.network;

import io.shoudan.contracts.Money;
import io.shoudan.iso8583.Bytes;
import org.jspecify.annotations.Nullable;

/// What became of a request on the network.
public sealed interface NetworkReply {

    /// The issuer approved.
    ///
    /// @param responseCode      field 39
    /// @param authorizationCode field 38; some networks leave it out of refunds and inquiries
    /// @param chipData          field 55
    /// @param balance           of an inquiry
    record Approved(
            String responseCode,
            @Nullable String authorizationCode,
            @Nullable Bytes chipData,
            @Nullable NetworkBalance balance)
            implements NetworkReply {}

    /// The issuer or the network declined.
    ///
    /// @param responseCode field 39, one that declines
    record Declined(String responseCode, @Nullable Bytes chipData) implements NetworkReply {}

    /// An answer that says neither: the network itself heard nothing in time, approved in part, or
    /// uses a code that its dialect doesn't have. The issuer may hold the money.
    ///
    /// @param responseCode field 39
    record Unclear(String responseCode) implements NetworkReply {}

    /// The write never began, so the network has not seen one byte: safe to decline.
    record NotSent(Reason reason) implements NetworkReply {}

    /// Bytes may have left and no answer came in time, or the write failed half-way. The issuer may
    /// hold the money.
    record NoReply() implements NetworkReply {}

    /// Why a write never began.
    enum Reason {
        NOT_CONNECTED,
        WINDOW_FULL,
        DEADLINE_PASSED,
        SWITCHED_OFF,
        CIRCUIT_OPEN
    }

    /// What an account holds.
    ///
    /// @param debit the account is overdrawn by this amount
    record NetworkBalance(Money amount, boolean debit) {}
}
