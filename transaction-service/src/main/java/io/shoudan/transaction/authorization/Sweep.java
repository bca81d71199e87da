package io.shoudan.transaction.authorization;

import io.shoudan.platform.database.Transactions;
import io.shoudan.transaction.payment.Cause;
import io.shoudan.transaction.payment.Identities;
import io.shoudan.transaction.payment.Payments;
import io.shoudan.transaction.payment.Step;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Resolves payments that somebody left open past their deadline, by the database's clock (money
/// rule 12): what was never sent is declined, what may have been sent is unknown and reversed.
/// Any number of instances may sweep; the row's lock and guard let one of them win.
@Component
class Sweep {

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
    private static final int ROWS_PER_RUN = 200;

    private final Payments payments;
    private final Outcomes outcomes;
    private final Identities identities;
    private final Transactions transactions;
    private final AuthorizationProperties properties;

    Sweep(
            Payments payments,
            Outcomes outcomes,
            Identities identities,
            Transactions transactions,
            AuthorizationProperties properties) {
        this.payments = payments;
        this.outcomes = outcomes;
        this.identities = identities;
        this.transactions = transactions;
        this.properties = properties;
    }

    void resolveOverdue() {
        for (var id : payments.overdue(ROWS_PER_RUN)) {
            transactions.run(() -> resolve(id));
        }
    }

    private void resolve(UUID id) {
        var payment = payments.lock(id).orElseThrow();
        switch (payment.state()) {
            case RECEIVED -> outcomes.giveUp(payment);
            case SENT -> outcomes.loseSight(payment, Step.FOUND_OPEN, Cause.HOST_INTERRUPTED);
            default -> {
                return; // Decided while we waited for its lock.
            }
        }
        LOG.atWarn()
                .addKeyValue("transaction_id", id)
                .addKeyValue("state", payment.state())
                .log("resolved a payment left open");
    }

    /// Forgets identities that no terminal may name any more.
    void forget() {
        int forgotten;
        do {
            forgotten = identities.forget(properties.memory());
        } while (forgotten > 0);
    }
}
