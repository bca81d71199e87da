package io.shoudan.contracts.event;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.transaction.model.CardRegion;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.contracts.transaction.model.TransactionState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A transaction as it stood right after the step that an event tells of.
///
/// @param transactionId      unique in the cell
/// @param sequence           number of the step in this transaction's life, from 1, without gaps
/// @param amount             absent for a balance inquiry only
/// @param maskedPan          first six and last four digits
/// @param issuer             name in the issuer directory; absent when no range matched
/// @param region             absent when no range matched
/// @param authorizationCode  field 38; absent unless approved
/// @param businessDate       assigned once, with the intent
/// @param cause              code of the failure catalogue; absent when nothing went wrong
/// @param originalId         what a void or refund refers to; absent otherwise
public record TransactionFacts(
        UUID transactionId,
        int sequence,
        TransactionKind kind,
        TransactionState state,
        String terminalId,
        String merchantId,
        @Nullable String outletId,
        @Nullable String outletName,
        String batchNumber,
        String traceNumber,
        @Nullable Money amount,
        String maskedPan,
        @Nullable String issuer,
        @Nullable String scheme,
        @Nullable CardRegion region,
        String retrievalReference,
        @Nullable String authorizationCode,
        LocalDate businessDate,
        Instant occurredAt,
        @Nullable String cause,
        @Nullable UUID originalId) {}
