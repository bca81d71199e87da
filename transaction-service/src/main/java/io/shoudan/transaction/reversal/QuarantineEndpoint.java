package io.shoudan.transaction.reversal;

import io.shoudan.contracts.transaction.api.ReversalsApi;
import io.shoudan.contracts.transaction.model.QuarantineDecision;
import io.shoudan.contracts.transaction.model.QuarantineList;
import io.shoudan.contracts.transaction.model.QuarantinedReversal;
import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.problem.Remark;
import io.shoudan.platform.security.Callers;
import io.shoudan.platform.security.OperatorOnly;
import io.shoudan.transaction.payment.Payments;
import io.shoudan.transaction.payment.Step;
import io.shoudan.transaction.reversal.ReversalStore.Finished;
import java.time.ZoneOffset;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/// Where operators decide about reversals that the network refused too often. Who decided what, and
/// why, stays in the payment's timeline, where operators read it.
@RestController
@OperatorOnly
class QuarantineEndpoint implements ReversalsApi {

    private static final Logger LOG = LoggerFactory.getLogger(QuarantineEndpoint.class);

    private final ReversalStore reversals;
    private final ReversalEndings endings;
    private final Payments payments;
    private final Transactions transactions;

    QuarantineEndpoint(
            ReversalStore reversals,
            ReversalEndings endings,
            Payments payments,
            Transactions transactions) {
        this.reversals = reversals;
        this.endings = endings;
        this.payments = payments;
        this.transactions = transactions;
    }

    @Override
    public ResponseEntity<QuarantineList> listQuarantinedReversals(Integer limit) {
        return ResponseEntity.ok(
                new QuarantineList(
                        reversals.quarantined(limit).stream()
                                .map(
                                        it ->
                                                new QuarantinedReversal(
                                                        it.paymentId(),
                                                        it.createdAt().atOffset(ZoneOffset.UTC),
                                                        it.attempts(),
                                                        it.refusals(),
                                                        it.cause()))
                                .toList()));
    }

    @Override
    public ResponseEntity<Void> decideQuarantinedReversal(
            UUID transactionId, QuarantineDecision decision) {
        var by = Callers.current().clientId();
        Remark.checked("reason", decision.getReason());
        transactions.run(() -> decide(transactionId, decision, by));
        LOG.atWarn()
                .addKeyValue("transaction_id", transactionId)
                .addKeyValue("decision", decision.getDecision())
                .addKeyValue("decided_by", by)
                .log("reversal decided by a person");
        return ResponseEntity.noContent().build();
    }

    private void decide(UUID paymentId, QuarantineDecision decision, String by) {
        var payment = payments.lock(paymentId).orElseThrow(Problem::notFound);
        boolean found =
                switch (decision.getDecision()) {
                    case RETRY -> reversals.resume(paymentId);
                    case ACKNOWLEDGED -> reversals.finish(paymentId, Finished.ACKNOWLEDGED);
                    case NOT_DONE -> reversals.finish(paymentId, Finished.NOT_DONE);
                };
        if (!found) {
            throw Problem.notFound();
        }
        payments.note(
                paymentId,
                Step.REVERSAL_DECIDED,
                null,
                decision.getDecision() + " by " + by + ": " + decision.getReason());
        switch (decision.getDecision()) {
            case RETRY -> {
                // The next run sends it.
            }
            case ACKNOWLEDGED -> endings.end(payment, Finished.ACKNOWLEDGED);
            case NOT_DONE -> endings.end(payment, Finished.NOT_DONE);
        }
    }
}
