package io.shoudan.transaction.policy;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.transaction.model.CardRegion;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.iso8583.Bytes;
import io.shoudan.transaction.merchant.Limits;
import io.shoudan.transaction.payment.Slip;
import org.jspecify.annotations.Nullable;

/// What policy looks at of a request.
///
/// @param amount   absent for a balance inquiry only
/// @param limits   of the terminal
/// @param panHash  keyed hash of the card number
/// @param region   administrative division code of the outlet
/// @param issuedIn where the card was issued; absent when no range matched
/// @param operator first three characters of field 63
public record Asked(
        TransactionKind kind,
        Slip slip,
        @Nullable Money amount,
        Limits limits,
        Bytes panHash,
        String region,
        @Nullable CardRegion issuedIn,
        @Nullable String operator) {}
