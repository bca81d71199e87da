package io.shoudan.terminal.check;

import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import io.shoudan.iso8583.terminal.TransactionKind;
import io.shoudan.terminal.profile.Profile;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A request that passed the checks.
///
/// @param profile how its terminal speaks
/// @param seal    makes the answer's MAC under the generation that verified the request; absent if
///                the request had none
/// @param card    absent for requests that aren't about a card
public record CheckedRequest(
        TerminalFrame frame,
        TransactionKind kind,
        Profile profile,
        @Nullable UnaryOperator<byte[]> seal,
        @Nullable CardRead card) {

    public Message message() {
        return frame.message();
    }

    /// Field 41.
    public String terminalId() {
        return message().get(TerminalDialect.TERMINAL);
    }

    /// Field 42.
    public String merchantId() {
        return message().get(TerminalDialect.MERCHANT);
    }

    /// Field 11.
    public String traceNumber() {
        return message().get(TerminalDialect.TRACE_NUMBER);
    }

    /// Field 60.2.
    public String batchNumber() {
        return message().get(TerminalDialect.TRANSACTION).batchNumber();
    }

    /// The card of a request that is about one.
    public CardRead cardRead() {
        if (card == null) {
            throw new IllegalStateException("must be about a card: kind=" + kind);
        }
        return card;
    }
}
