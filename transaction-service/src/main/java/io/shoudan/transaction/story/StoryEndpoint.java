package io.shoudan.transaction.story;

import io.shoudan.contracts.transaction.api.TransactionsApi;
import io.shoudan.contracts.transaction.model.Timeline;
import io.shoudan.contracts.transaction.model.Transaction;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.contracts.transaction.model.TransactionPage;
import io.shoudan.contracts.transaction.model.TransactionState;
import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.security.Callers;
import io.shoudan.transaction.payment.Payment;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/// Where merchants and operators read payments. A merchant sees its own only; what belongs to
/// another one is not found.
@RestController
class StoryEndpoint implements TransactionsApi {

    /// A terminal can use one trace number for a few kinds, and again after numbers wrapped.
    private static final int MAX_BY_TRACE = 20;

    /// Far more than any payment goes through.
    private static final int MAX_STEPS = 1_000;

    private final Stories stories;
    private final StoryModels models;

    StoryEndpoint(Stories stories, StoryModels models) {
        this.stories = stories;
        this.models = models;
    }

    @Override
    public ResponseEntity<TransactionPage> listTransactions(
            @Nullable String merchantId,
            @Nullable String terminalId,
            @Nullable TransactionState state,
            @Nullable TransactionKind kind,
            @Nullable LocalDate businessDateFrom,
            @Nullable LocalDate businessDateTo,
            @Nullable String lastFour,
            @Nullable Long amountMinor,
            @Nullable String authorizationCode,
            Integer limit,
            @Nullable String after) {
        var tenant = tenant();
        if (tenant != null && merchantId != null && !tenant.equals(merchantId)) {
            throw Problem.forbidden();
        }
        var found =
                stories.list(
                        new Filter(
                                tenant,
                                merchantId,
                                terminalId,
                                state,
                                kind,
                                businessDateFrom,
                                businessDateTo,
                                lastFour,
                                amountMinor,
                                authorizationCode,
                                Cursor.parse(after),
                                limit));
        if (found.size() <= limit) {
            return ResponseEntity.ok(page(found));
        }
        var shown = found.subList(0, limit);
        return ResponseEntity.ok(page(shown).next(Cursor.of(shown.getLast().id())));
    }

    @Override
    public ResponseEntity<Transaction> getTransaction(UUID transactionId) {
        return one(stories.find(tenant(), transactionId).orElseThrow(Problem::notFound));
    }

    @Override
    public ResponseEntity<Transaction> getTransactionByReference(String retrievalReference) {
        return one(
                stories.findByReference(tenant(), retrievalReference)
                        .orElseThrow(Problem::notFound));
    }

    @Override
    public ResponseEntity<TransactionPage> findTransactionsByTrace(
            String terminalId, String batchNumber, String traceNumber) {
        return ResponseEntity.ok(
                page(
                        stories.findBySlip(
                                tenant(), terminalId, batchNumber, traceNumber, MAX_BY_TRACE)));
    }

    @Override
    public ResponseEntity<Timeline> getTimeline(UUID transactionId) {
        var tenant = tenant();
        var steps = stories.steps(tenant, transactionId, MAX_STEPS);
        if (steps.isEmpty()) {
            throw Problem.notFound();
        }
        var locale = locale();
        return ResponseEntity.ok(
                new Timeline(
                        transactionId,
                        steps.stream()
                                .map(it -> tenant == null ? it : it.withoutOperatorsWords())
                                .map(it -> models.step(it, locale))
                                .toList()));
    }

    private ResponseEntity<Transaction> one(Payment payment) {
        return ResponseEntity.ok(models.transaction(payment, locale()));
    }

    private TransactionPage page(List<Payment> payments) {
        var locale = locale();
        return new TransactionPage(
                payments.stream().map(it -> models.transaction(it, locale)).toList());
    }

    private static @Nullable String tenant() {
        return Callers.current().merchant().orElse(null);
    }

    /// From `Accept-Language`.
    private static Locale locale() {
        return LocaleContextHolder.getLocale();
    }
}
