package io.shoudan.transaction.reversal;

import io.shoudan.transaction.calendar.Cell;
import io.shoudan.transaction.network.NetworkReference;
import io.shoudan.transaction.network.NetworkRequest.AcceptorData;
import io.shoudan.transaction.network.NetworkRequest.OriginalData;
import io.shoudan.transaction.network.NetworkReversal;
import io.shoudan.transaction.network.NetworkReversal.Transmission;
import io.shoudan.transaction.payment.Payment;
import io.shoudan.transaction.reversal.ReversalStore.Leased;
import io.shoudan.transaction.vault.Vault;
import java.util.Objects;
import org.springframework.stereotype.Component;

/// Makes the message that takes a payment back, from what its row keeps.
@Component
class ReversalMessages {

    private final Vault vault;
    private final Cell cell;

    ReversalMessages(Vault vault, Cell cell) {
        this.vault = vault;
        this.cell = cell;
    }

    NetworkReversal reversalOf(Payment payment, Leased leased) {
        var sent = Objects.requireNonNull(payment.networkTrace());
        var reference = payment.retrievalReference();
        var amount = Objects.requireNonNull(payment.amount());
        var trace = leased.trace();
        return new NetworkReversal(
                payment.id(),
                payment.kind(),
                new NetworkReference(trace.number(), reference, trace.transmittedAt()),
                new OriginalData(
                        payment.kind(),
                        new NetworkReference(sent.number(), reference, sent.transmittedAt())),
                amount,
                vault.open(payment.card().sealedPan(), payment.id()),
                payment.card().entryMode(),
                new AcceptorData(
                        payment.slip().terminalId(),
                        payment.slip().merchantId(),
                        payment.conditionCode(),
                        payment.place().categoryCode(),
                        cell.acquirerCode(),
                        amount.currency()),
                leased.sent() ? Transmission.REPEAT : Transmission.FIRST);
    }
}
