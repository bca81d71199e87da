package io.shoudan.transaction.batch;

import io.shoudan.contracts.event.BatchTotals;
import io.shoudan.contracts.settlement.model.BatchClosing;
import io.shoudan.iso8583.Bytes;
import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/// A terminal batch as its row stood when it was read.
///
/// @param id         grows; numbers wrap
/// @param signOn     the last sign-on, absent before the first
/// @param settlement what the terminal claimed and was answered, absent before the 0500
/// @param captured   totals of the members, absent before the close
/// @param closing    how it came to close, absent while it is open
/// @param uploadEnd  what the end message of the upload said
record Batch(
        long id,
        String terminalId,
        String merchantId,
        String number,
        State state,
        Currency currency,
        @Nullable SignOn signOn,
        @Nullable Settlement settlement,
        @Nullable Halves captured,
        @Nullable BatchClosing closing,
        @Nullable Instant closedAt,
        @Nullable UploadEnd uploadEnd) {

    /// Number of a batch that the host made for itself: no terminal names it, and none is told.
    static final String OF_THE_HOST = "000000";

    enum State {
        OPEN,
        /// Takes no new financial requests, and closes for good at the end of the upload or after
        /// ten minutes.
        CLOSING,
        CLOSED
    }

    /// @param regressed what it was told
    record SignOn(String trace, Bytes digest, boolean regressed) {

        boolean repeatedBy(String otherTrace, Bytes otherDigest) {
            return trace.equals(otherTrace) && digest.equals(otherDigest);
        }
    }

    /// @param claimed            the terminal's totals
    /// @param told               our totals in the 0510
    /// @param retrievalReference field 37 of the 0510
    /// @param at                 fields 12 and 13 of the 0510
    record Settlement(Halves claimed, Halves told, String retrievalReference, Instant at) {}

    /// Totals of domestic and foreign cards.
    record Halves(BatchTotals domestic, BatchTotals foreign) {}

    record UploadEnd(boolean balanced, int totalCount) {}

    /// The number that follows this one; 000001 comes after 999999.
    static String numberAfter(String number) {
        int next = Integer.parseInt(number) % 999_999 + 1;
        return "0".repeat(6 - Integer.toString(next).length()) + next;
    }
}
