package io.shoudan.transaction.authorization;

import io.micrometer.core.instrument.MeterRegistry;
import io.shoudan.platform.database.DatabaseFaults;
import io.shoudan.platform.database.Transactions;
import io.shoudan.transaction.payment.Cause;
import io.shoudan.transaction.payment.Identities;
import io.shoudan.transaction.payment.Payments;
import io.shoudan.transaction.payment.Step;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;

/// Resolves payments that somebody left open past their deadline, by the database's clock (money
/// rule 12): what was never sent is declined, what may have been sent is unknown and reversed.
/// Any number of instances may sweep; the row's lock and guard let one of them win.
@Component
class Sweep {

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
    private static final int PAGE = 200;

    private final Payments payments;
    private final Outcomes outcomes;
    private final Identities identities;
    private final Transactions transactions;
    private final AuthorizationProperties properties;
    private final MeterRegistry meters;

    Sweep(
            Payments payments,
            Outcomes outcomes,
            Identities identities,
            Transactions transactions,
            AuthorizationProperties properties,
            MeterRegistry meters) {
        this.payments = payments;
        this.outcomes = outcomes;
        this.identities = identities;
        this.transactions = transactions;
        this.properties = properties;
        this.meters = meters;
    }

    /// Resolves what is overdue now. A payment that can't be resolved is logged, tried again with
    /// the next run, and holds up none of the others.
    void resolveOverdue() {
        @Nullable UUID last = null;
        List<UUID> page;
        do {
            page = payments.overdue(last, PAGE);
            for (var id : page) {
                resolveOne(id);
                last = id;
            }
        } while (page.size() == PAGE);
    }

    private void resolveOne(UUID id) {
        try {
            transactions.run(() -> resolve(id));
        } catch (RuntimeException failure) { // The others' turn must come.
            if (DatabaseFaults.passing(failure)
                    && !(failure instanceof PessimisticLockingFailureException)) {
                throw failure; // The database is away: all of them would fail.
            }
            meters.counter("shoudan.sweep.failed").increment();
            LOG.atError()
                    .addKeyValue("transaction_id", id)
                    .addKeyValue("cause", failure.getClass().getName())
                    .setCause(failure)
                    .log("payment left open can't be resolved");
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
