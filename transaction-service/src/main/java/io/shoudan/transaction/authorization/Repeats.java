package io.shoudan.transaction.authorization;

import io.shoudan.platform.Ticker;
import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.problem.ProblemType;
import io.shoudan.platform.request.Deadline;
import io.shoudan.transaction.payment.Cause;
import io.shoudan.transaction.payment.Durability;
import io.shoudan.transaction.payment.Payment;
import io.shoudan.transaction.payment.Payments;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Answers that are told again, and refusals that leave no trace.
@Component
class Repeats {

    private final Payments payments;
    private final Durability durability;
    private final Transactions transactions;
    private final AuthorizationProperties properties;
    private final Clock clock;
    private final Ticker ticker;

    Repeats(
            Payments payments,
            Durability durability,
            Transactions transactions,
            AuthorizationProperties properties,
            Clock clock,
            Ticker ticker) {
        this.payments = payments;
        this.durability = durability;
        this.transactions = transactions;
        this.properties = properties;
        this.clock = clock;
        this.ticker = ticker;
    }

    /// The payment once it is decided, wherever that happens: here, on another instance, or by the
    /// sweep. Holds no connection while it waits.
    ///
    /// @throws Problem `deadline-exceeded` if it is still open then; the caller must not make up an
    ///     answer
    Payment await(UUID paymentId, Deadline deadline) {
        while (true) {
            var payment = payments.find(paymentId).orElseThrow();
            if (!payment.open()) {
                transactions.run(durability::confirm);
                return payment;
            }
            if (deadline.expired()) {
                throw Problem.of(ProblemType.DEADLINE_EXCEEDED);
            }
            ticker.rest(properties.repeatPause());
        }
    }

    Decision refusal(Cause cause) {
        return new Decision.Refused(cause, payments.newReference(), clock.instant());
    }
}
