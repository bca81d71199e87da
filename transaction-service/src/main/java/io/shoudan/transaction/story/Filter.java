package io.shoudan.transaction.story;

import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.contracts.transaction.model.TransactionState;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which payments a list shows. All that is given must hold.
///
/// @param tenant     the merchant whose payments the caller may see; absent for operators
/// @param merchantId what an operator asks for
/// @param from       business date, inclusive
/// @param to         business date, inclusive
/// @param before     only older ones: the last of the page before
/// @param limit      1 to 200
record Filter(
        @Nullable String tenant,
        @Nullable String merchantId,
        @Nullable String terminalId,
        @Nullable TransactionState state,
        @Nullable TransactionKind kind,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable String lastFour,
        @Nullable Long amountMinor,
        @Nullable String authorizationCode,
        @Nullable UUID before,
        int limit) {}
