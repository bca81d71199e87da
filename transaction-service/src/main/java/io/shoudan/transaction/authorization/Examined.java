package io.shoudan.transaction.authorization;

import io.shoudan.iso8583.Bytes;
import io.shoudan.transaction.directory.IssuerDirectory;
import io.shoudan.transaction.merchant.Acceptor;
import io.shoudan.transaction.network.NetworkReply.Reason;
import io.shoudan.transaction.payment.Cause;
import io.shoudan.transaction.payment.Payment;
import java.time.YearMonth;
import java.util.Currency;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request beside everything that its rules need to know: all of the reading is done, so that
/// the rules are pure.
///
/// @param batchId       the terminal's open batch
/// @param batchCurrency its currency
/// @param panHash       of the request's card, to compare with the original's
/// @param finding       what the issuer directory says
/// @param original      of a void or refund, if found
/// @param objections    causes of check 16 that apply, each with its details for the timeline
/// @param obstacle      why the network can't be asked now, if so
/// @param thisMonth     in the cell's zone
record Examined(
        AuthorizationRequest request,
        Acceptor acceptor,
        long batchId,
        Currency batchCurrency,
        Bytes panHash,
        IssuerDirectory.Finding finding,
        @Nullable Payment original,
        Map<Cause, String> objections,
        @Nullable Reason obstacle,
        YearMonth thisMonth) {}
