package io.shoudan.transaction.reversal;

import io.shoudan.platform.Ticker;
import io.shoudan.platform.database.DatabaseFaults;
import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.request.Deadline;
import io.shoudan.transaction.network.ReversalReply;
import io.shoudan.transaction.payment.Cause;
import io.shoudan.transaction.payment.Change;
import io.shoudan.transaction.payment.Edge;
import io.shoudan.transaction.payment.Payment;
import io.shoudan.transaction.payment.Payments;
import io.shoudan.transaction.payment.Step;
import io.shoudan.transaction.reversal.ReversalStore.Finished;
import io.shoudan.transaction.reversal.ReversalStore.Leased;
import io.shoudan.transaction.route.Router;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Sends one reversal to the network and records what came of it. The attempt is committed before
/// a byte leaves; no database transaction is open while the network thinks.
///
/// Thread-safe. A call blocks for at most the network time-out and a few database round trips.
@Component
class Reverser {

    private static final Logger LOG = LoggerFactory.getLogger(Reverser.class);
    private static final Duration NOT_SENT_PAUSE = Duration.ofSeconds(1);

    private final ReversalStore reversals;
    private final Payments payments;
    private final ReversalEndings endings;
    private final ReversalMessages messages;
    private final Router router;
    private final Transactions transactions;
    private final ReversalProperties properties;
    private final ReversalMeters meters;
    private final Ticker ticker;

    Reverser(
            ReversalStore reversals,
            Payments payments,
            ReversalEndings endings,
            ReversalMessages messages,
            Router router,
            Transactions transactions,
            ReversalProperties properties,
            ReversalMeters meters,
            Ticker ticker) {
        this.reversals = reversals;
        this.payments = payments;
        this.endings = endings;
        this.messages = messages;
        this.router = router;
        this.transactions = transactions;
        this.properties = properties;
        this.meters = meters;
        this.ticker = ticker;
    }

    /// Tries once; what is left to do stays in the table.
    void reverse(Leased leased) {
        var payment = payments.find(leased.paymentId()).orElseThrow();
        if (begin(leased).isEmpty()) {
            return;
        }
        var deadline = Deadline.in(properties.lease(), ticker);
        var reply = router.reverse(leased.route(), messages.reversalOf(payment, leased), deadline);
        meters.count(reply);
        switch (reply) {
            case ReversalReply.Acknowledged _ -> finish(leased, Finished.ACKNOWLEDGED);
            case ReversalReply.NoSuchOriginal _ -> finish(leased, Finished.NOT_DONE);
            case ReversalReply.Refused(var code) -> refused(leased, code);
            case ReversalReply.NotSent _ ->
                    transactions.run(() -> reversals.postpone(leased, NOT_SENT_PAUSE));
            case ReversalReply.NoReply _ -> unanswered(leased, "no answer");
        }
    }

    /// An attempt ended with an exception, which is an attempt too unless the database was away.
    void failed(Leased leased, RuntimeException failure) {
        if (DatabaseFaults.passing(failure)) {
            transactions.run(() -> reversals.letGo(leased, properties.backOff(leased.attempts())));
        } else {
            unanswered(leased, "failed: " + failure.getClass().getSimpleName());
        }
    }

    /// Empty if the lease was lost, and somebody else does it.
    private Optional<Payment> begin(Leased leased) {
        return transactions.in(
                () -> {
                    var payment = payments.lock(leased.paymentId()).orElseThrow();
                    if (!reversals.begin(leased)) {
                        return Optional.empty();
                    }
                    var attempt = "attempt " + (leased.attempts() + 1);
                    return switch (payment.state()) {
                        case UNKNOWN ->
                                payments.move(
                                        payment.id(),
                                        Edge.REVERSE_UNKNOWN,
                                        Change.of(Step.REVERSAL_SENT).detailed(attempt));
                        default -> {
                            payments.note(payment.id(), Step.REVERSAL_SENT, null, attempt);
                            yield Optional.of(payment);
                        }
                    };
                });
    }

    private void finish(Leased leased, Finished as) {
        transactions.run(
                () -> {
                    var payment = payments.lock(leased.paymentId()).orElseThrow();
                    if (reversals.finish(leased, as)) { // Else another instance had the last word.
                        endings.end(payment, as);
                    }
                });
    }

    private void unanswered(Leased leased, String why) {
        if (!properties.last(leased)) {
            var pause = properties.backOff(leased.attempts());
            transactions.run(() -> reversals.retry(leased, pause));
        } else if (transactions.in(() -> putAside(leased, why))) {
            alarm(leased, why);
        }
    }

    private void refused(Leased leased, String code) {
        var why = "answer " + code;
        boolean last = leased.refusals() + 1 >= properties.maxRefusals() || properties.last(leased);
        if (transactions.in(() -> refused(leased, why, last))) {
            alarm(leased, why);
        }
    }

    /// @return whether it was put aside
    private boolean refused(Leased leased, String why, boolean last) {
        payments.lock(leased.paymentId());
        if (!reversals.refuse(leased, properties.backOff(leased.attempts()))) {
            return false;
        }
        if (last) {
            return putAside(leased, why);
        }
        payments.note(leased.paymentId(), Step.REVERSAL_REFUSED, null, why);
        return false;
    }

    private boolean putAside(Leased leased, String why) {
        payments.lock(leased.paymentId());
        if (!reversals.putAside(leased)) {
            return false;
        }
        payments.note(
                leased.paymentId(), Step.REVERSAL_QUARANTINED, Cause.REVERSAL_QUARANTINED, why);
        return true;
    }

    private void alarm(Leased leased, String why) {
        meters.quarantined();
        LOG.atError()
                .addKeyValue("transaction_id", leased.paymentId())
                .addKeyValue("why", why)
                .addKeyValue("attempts", leased.attempts() + 1)
                .log("reversal put aside: the network does not acknowledge it");
    }
}
