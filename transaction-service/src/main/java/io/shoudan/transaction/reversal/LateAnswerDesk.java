package io.shoudan.transaction.reversal;

import io.micrometer.core.instrument.MeterRegistry;
import io.shoudan.platform.database.Transactions;
import io.shoudan.transaction.network.LateAnswers;
import io.shoudan.transaction.network.NetworkReference;
import io.shoudan.transaction.payment.Cause;
import io.shoudan.transaction.payment.Payment;
import io.shoudan.transaction.payment.Payments;
import io.shoudan.transaction.payment.Step;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Looks up whose answer it is that nobody waits for, by everything the network had to repeat.
@Component
class LateAnswerDesk implements LateAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(LateAnswerDesk.class);

    private final Payments payments;
    private final LateApprovals lateApprovals;
    private final Transactions transactions;
    private final MeterRegistry meters;

    LateAnswerDesk(
            Payments payments,
            LateApprovals lateApprovals,
            Transactions transactions,
            MeterRegistry meters) {
        this.payments = payments;
        this.lateApprovals = lateApprovals;
        this.transactions = transactions;
        this.meters = meters;
    }

    @Override
    public void arrived(LateAnswer answer) {
        if (!answer.mti().equals("0210") && !answer.mti().equals("0230")) {
            // An acknowledgement that nobody waits for: its reversal is repeated anyway.
            count("acknowledgement");
            return;
        }
        var known = payments.findByReference(answer.retrievalReference());
        if (known.isEmpty()) {
            count("unmatched");
            LOG.atWarn()
                    .addKeyValue("network_trace", answer.traceNumber())
                    .addKeyValue("response_code", answer.responseCode())
                    .log("answer names no payment of ours");
            return;
        }
        transactions.run(() -> take(known.get().id(), answer));
    }

    @Override
    public void differed(UUID paymentId, String differences) {
        count("wrong_echo");
        transactions.run(
                () ->
                        payments.note(
                                paymentId,
                                Step.WRONG_ECHO,
                                Cause.WRONG_ECHO,
                                "differs in " + differences));
    }

    private void take(UUID paymentId, LateAnswer answer) {
        var payment = payments.lock(paymentId).orElseThrow();
        if (!matches(payment, answer)) {
            count("wrong_echo");
            payments.note(
                    paymentId,
                    Step.WRONG_ECHO,
                    Cause.WRONG_ECHO,
                    "came unasked, differs in trace, time, terminal or amount");
            return;
        }
        if (answer.approved()) {
            count("approved");
            lateApprovals.take(payment, answer.authorizationCode());
            return;
        }
        if (answer.unclear()) {
            count("unclear");
            lateApprovals.takeUnclear(payment, answer.responseCode());
            return;
        }
        count("declined");
        payments.note(paymentId, Step.LATE_ANSWER, null, "answer " + answer.responseCode());
    }

    private static boolean matches(Payment payment, LateAnswer answer) {
        var trace = payment.networkTrace();
        return trace != null
                && answer.answers(
                        new NetworkReference(
                                trace.number(),
                                payment.retrievalReference(),
                                trace.transmittedAt()),
                        payment.slip().terminalId(),
                        payment.amount());
    }

    private void count(String what) {
        meters.counter("shoudan.network.late", "answer", what).increment();
    }
}
