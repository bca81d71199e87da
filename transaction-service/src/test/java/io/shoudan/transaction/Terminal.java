package io.shoudan.transaction;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.transaction.model.AuthorizationOutcome;
import io.shoudan.contracts.transaction.model.AuthorizationRequest;
import io.shoudan.contracts.transaction.model.BatchSettlement;
import io.shoudan.contracts.transaction.model.BatchSettlementOutcome;
import io.shoudan.contracts.transaction.model.BatchSignOn;
import io.shoudan.contracts.transaction.model.BatchSignOnOutcome;
import io.shoudan.contracts.transaction.model.BatchUpload;
import io.shoudan.contracts.transaction.model.BatchUploadEnd;
import io.shoudan.contracts.transaction.model.BatchUploadOutcome;
import io.shoudan.contracts.transaction.model.Card;
import io.shoudan.contracts.transaction.model.CardRegion;
import io.shoudan.contracts.transaction.model.OriginalReference;
import io.shoudan.contracts.transaction.model.ReversalOutcome;
import io.shoudan.contracts.transaction.model.ReversalReason;
import io.shoudan.contracts.transaction.model.ReversalRequest;
import io.shoudan.contracts.transaction.model.Totals;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.contracts.transaction.model.UploadLine;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A terminal as terminal-service presents it: counts traces, keeps its batch number.
final class Terminal {

    static final String CARD = "6225000000000014";
    static final String FOREIGN_CARD = "4111111111111111";
    private static final Currency CNY = Currency.getInstance("CNY");

    private final RunningService service;
    final String merchantId;
    final String terminalId;
    String batch = "000000";
    private int trace;

    Terminal(RunningService service, String merchantId, String terminalId) {
        this.service = service;
        this.merchantId = merchantId;
        this.terminalId = terminalId;
    }

    /// The same terminal at another instance of the service.
    Terminal at(RunningService other) {
        var same = new Terminal(other, merchantId, terminalId);
        same.batch = batch;
        same.trace = trace;
        return same;
    }

    /// Its batches in the order opened: number, state, how closed, members; `null` for what is not
    /// known yet.
    List<String> batches() {
        return service.sql()
                .sql(
                        """
                        select batch_number || ' ' || state || ' ' || coalesce(closing, 'null')
                               || ' ' || coalesce(member_count::text, 'null')
                          from terminal_batch where terminal_id = :terminal order by id
                        """)
                .param("terminal", terminalId)
                .query((row, _) -> row.getString(1))
                .list();
    }

    static String six(int number) {
        return "0".repeat(6 - Integer.toString(number).length()) + number;
    }

    String nextTrace() {
        return six(++trace);
    }

    Terminal signOn() {
        batch = signOn(nextTrace(), "0").getBatchNumber();
        return this;
    }

    BatchSignOnOutcome signOn(String traceNumber, String digestOf) {
        return service.internal(
                        "/internal/v1/batches/sign-on",
                        new BatchSignOn(terminalId, merchantId, traceNumber, digestOf.repeat(64)))
                .as(BatchSignOnOutcome.class);
    }

    AuthorizationRequest aPurchase(long minorUnits) {
        return request(TransactionKind.PURCHASE, minorUnits, CARD);
    }

    AuthorizationRequest request(TransactionKind kind, long minorUnits, String pan) {
        var request =
                new AuthorizationRequest(
                        kind,
                        terminalId,
                        merchantId,
                        batch,
                        nextTrace(),
                        "00",
                        new Card(pan, "012").expiry("4912"));
        return kind == TransactionKind.BALANCE_INQUIRY
                ? request
                : request.amount(Money.of(minorUnits, CNY));
    }

    AuthorizationRequest aVoidOf(AuthorizationRequest purchase) {
        return request(
                        TransactionKind.VOID,
                        Objects.requireNonNull(purchase.getAmount()).minorUnits(),
                        purchase.getCard().getPan())
                .original(naming(purchase));
    }

    AuthorizationRequest aRefundOf(AuthorizationRequest purchase, long minorUnits) {
        return request(TransactionKind.REFUND, minorUnits, purchase.getCard().getPan())
                .original(naming(purchase));
    }

    static OriginalReference naming(AuthorizationRequest purchase) {
        return new OriginalReference()
                .batchNumber(purchase.getBatchNumber())
                .traceNumber(purchase.getTraceNumber());
    }

    RunningService.Reply post(AuthorizationRequest request) {
        return service.internal("/internal/v1/transactions", request);
    }

    AuthorizationOutcome send(AuthorizationRequest request) {
        return post(request).as(AuthorizationOutcome.class);
    }

    static ReversalRequest reversalOf(AuthorizationRequest request) {
        return new ReversalRequest(
                        request.getKind(),
                        request.getTerminalId(),
                        request.getMerchantId(),
                        request.getBatchNumber(),
                        request.getTraceNumber(),
                        request.getCard(),
                        ReversalReason.NO_ANSWER)
                .amount(request.getAmount());
    }

    ReversalOutcome reverse(ReversalRequest reversal) {
        return service.internal("/internal/v1/reversals", reversal).as(ReversalOutcome.class);
    }

    ReversalOutcome reverse(AuthorizationRequest request) {
        return reverse(reversalOf(request));
    }

    BatchSettlementOutcome settle(String batchNumber, Totals domestic, @Nullable Totals foreign) {
        return settleIn("CNY", batchNumber, domestic, foreign);
    }

    BatchSettlementOutcome settleIn(
            String currency, String batchNumber, Totals domestic, @Nullable Totals foreign) {
        return service.internal(
                        "/internal/v1/batches/settlement",
                        new BatchSettlement(
                                terminalId,
                                merchantId,
                                batchNumber,
                                currency,
                                domestic,
                                foreign == null ? totals(0, 0, 0, 0) : foreign))
                .as(BatchSettlementOutcome.class);
    }

    BatchUploadOutcome upload(String traceNumber, AuthorizationRequest uploaded) {
        var line =
                new UploadLine(
                        CardRegion.DOMESTIC,
                        uploaded.getTraceNumber(),
                        "0000" + uploaded.getCard().getPan(),
                        Objects.requireNonNull(uploaded.getAmount()).minorUnits());
        return service.internal(
                        "/internal/v1/batches/upload",
                        new BatchUpload(terminalId, merchantId, batch, traceNumber, List.of(line)))
                .as(BatchUploadOutcome.class);
    }

    BatchUploadOutcome endUpload(String traceNumber, int count) {
        return service.internal(
                        "/internal/v1/batches/upload-end",
                        new BatchUploadEnd(
                                terminalId, merchantId, batch, traceNumber, false, count))
                .as(BatchUploadOutcome.class);
    }

    static Totals totals(long debitMinor, int debits, long creditMinor, int credits) {
        return new Totals(debitMinor, debits, creditMinor, credits);
    }
}
