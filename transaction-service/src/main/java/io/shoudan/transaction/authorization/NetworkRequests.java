package io.shoudan.transaction.authorization;

import io.shoudan.transaction.calendar.Cell;
import io.shoudan.transaction.network.NetworkReference;
import io.shoudan.transaction.network.NetworkRequest;
import io.shoudan.transaction.network.NetworkRequest.AcceptorData;
import io.shoudan.transaction.network.NetworkRequest.OriginalData;
import io.shoudan.transaction.payment.Payment;
import java.util.Currency;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Makes the message that asks the network.
@Component
class NetworkRequests {

    private final Cell cell;

    NetworkRequests(Cell cell) {
        this.cell = cell;
    }

    NetworkRequest of(AuthorizationRequest request, Payment payment, @Nullable Payment original) {
        return new NetworkRequest(
                payment.id(),
                payment.kind(),
                reference(payment),
                payment.amount(),
                request.card(),
                new AcceptorData(
                        payment.slip().terminalId(),
                        payment.slip().merchantId(),
                        payment.conditionCode(),
                        payment.place().categoryCode(),
                        cell.acquirerCode(),
                        currency(payment)),
                original == null ? null : new OriginalData(original.kind(), reference(original)));
    }

    private Currency currency(Payment payment) {
        var amount = payment.amount();
        return amount == null ? cell.currency() : amount.currency();
    }

    private static NetworkReference reference(Payment payment) {
        var trace = Objects.requireNonNull(payment.networkTrace());
        return new NetworkReference(
                trace.number(), payment.retrievalReference(), trace.transmittedAt());
    }
}
