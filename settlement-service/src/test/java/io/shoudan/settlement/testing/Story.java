package io.shoudan.settlement.testing;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.event.BatchClosed;
import io.shoudan.contracts.event.BatchTotals;
import io.shoudan.contracts.event.BatchTotalsReceived;
import io.shoudan.contracts.event.BatchUploadEnded;
import io.shoudan.contracts.event.BatchUploadReceived;
import io.shoudan.contracts.event.CaptureReversed;
import io.shoudan.contracts.event.MerchantChanged;
import io.shoudan.contracts.event.TariffChanged;
import io.shoudan.contracts.event.TransactionCaptured;
import io.shoudan.contracts.event.TransactionFacts;
import io.shoudan.contracts.merchant.model.MerchantStatus;
import io.shoudan.contracts.merchant.model.Product;
import io.shoudan.contracts.merchant.model.Rounding;
import io.shoudan.contracts.settlement.model.BatchClosing;
import io.shoudan.contracts.transaction.model.CardRegion;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.contracts.transaction.model.TransactionState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One terminal batch of one merchant, told as the events that transaction-service would say. Each
/// story has a merchant and a terminal of its own unless it is told to share them, so that tests
/// share a database without meeting.
public final class Story {

    public static final Currency CNY = Currency.getInstance("CNY");
    public static final LocalDate DATE = LocalDate.of(2026, 11, 23);
    public static final Instant CAPTURED_AT = Instant.parse("2026-11-23T14:00:00Z");
    public static final String CARD = "622500******0014";

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final int number;
    private final String merchantId;
    private final String terminalId;
    private final List<TransactionCaptured> members = new ArrayList<>();
    private final List<BatchClosed.EarlyRefund> earlyRefunds = new ArrayList<>();
    private final Currency currency;
    private String outletName = "总店";
    private @Nullable String scheme = "UNIONPAY";
    private @Nullable String nextTrace;

    private Story(int number, String merchantId, Currency currency) {
        this.number = number;
        this.merchantId = merchantId;
        this.terminalId = "%08d".formatted(number);
        this.currency = currency;
    }

    public static Story begin() {
        return begin(CNY);
    }

    public static Story begin(Currency currency) {
        int number = COUNTER.incrementAndGet();
        return new Story(number, "8983100%08d".formatted(number), currency);
    }

    /// Another terminal of the same merchant.
    public Story onAnotherTerminal() {
        return new Story(COUNTER.incrementAndGet(), merchantId, currency);
    }

    public Story atOutlet(String name) {
        this.outletName = name;
        return this;
    }

    /// The next member has this trace number instead of the one that is due.
    public Story onTrace(String traceNumber) {
        this.nextTrace = traceNumber;
        return this;
    }

    public Story withoutScheme() {
        this.scheme = null;
        return this;
    }

    public String merchantId() {
        return merchantId;
    }

    public String terminalId() {
        return terminalId;
    }

    public long batchId() {
        return number;
    }

    public MerchantChanged merchant() {
        return new MerchantChanged(
                merchantId,
                1,
                "商户 " + number,
                "310000",
                "5411",
                MerchantStatus.ACTIVE,
                Set.of(Product.PURCHASE));
    }

    /// 0.55 % at home and 1.80 % abroad, at least 0.01, at most 20.00; refunds give the fee back.
    public TariffChanged tariff() {
        return tariff(1, 55, true);
    }

    public TariffChanged tariff(long version, int domesticBasisPoints, boolean refundsReturnFee) {
        return new TariffChanged(
                merchantId,
                version,
                currency,
                new TariffChanged.FeeRate(domesticBasisPoints, 2000L, 1, Rounding.HALF_UP),
                new TariffChanged.FeeRate(180, null, 1, Rounding.HALF_UP),
                refundsReturnFee);
    }

    public TransactionCaptured purchase(long amountMinor) {
        return add(TransactionKind.PURCHASE, amountMinor, CardRegion.DOMESTIC, null);
    }

    public TransactionCaptured foreignPurchase(long amountMinor) {
        return add(TransactionKind.PURCHASE, amountMinor, CardRegion.FOREIGN, null);
    }

    public TransactionCaptured refund(TransactionCaptured original, long amountMinor) {
        return add(
                TransactionKind.REFUND,
                amountMinor,
                CardRegion.DOMESTIC,
                original.transaction().transactionId());
    }

    /// A refund whose purchase isn't captured when the batch closes.
    ///
    /// @param ended the purchase never is captured
    public TransactionCaptured earlyRefund(
            TransactionCaptured original, long amountMinor, boolean ended) {
        var refund = refund(original, amountMinor);
        var bought = original.transaction().amount();
        earlyRefunds.add(
                new BatchClosed.EarlyRefund(
                        refund.transaction().transactionId(),
                        bought == null ? 0 : bought.minorUnits(),
                        ended));
        return refund;
    }

    /// A member of the terminal's next batch; not one of this story's.
    public TransactionCaptured purchaseAfterTheLast() {
        var next = new TransactionCaptured(purchase(1).transaction(), batchId() + 1_000_000);
        members.removeLast();
        return next;
    }

    private TransactionCaptured add(
            TransactionKind kind, long amountMinor, CardRegion region, @Nullable UUID originalId) {
        int trace = members.size() + 1;
        var id =
                UUID.nameUUIDFromBytes((terminalId + "/" + trace).getBytes(StandardCharsets.UTF_8));
        var facts =
                new TransactionFacts(
                        id,
                        4,
                        kind,
                        TransactionState.CAPTURED,
                        terminalId,
                        merchantId,
                        "O" + number,
                        outletName,
                        "000001",
                        nextTrace == null ? "%06d".formatted(trace) : nextTrace,
                        Money.of(amountMinor, currency),
                        CARD,
                        "中国银联",
                        scheme,
                        region,
                        "6327%04d%04d".formatted(number, trace),
                        "A%05d".formatted(trace),
                        DATE,
                        CAPTURED_AT,
                        null,
                        originalId);
        nextTrace = null;
        var captured = new TransactionCaptured(facts, batchId());
        members.add(captured);
        return captured;
    }

    public List<TransactionCaptured> members() {
        return List.copyOf(members);
    }

    public CaptureReversed reversed(TransactionCaptured member, LocalDate compensationDate) {
        return new CaptureReversed(member.transaction(), compensationDate);
    }

    /// Balanced: the terminal has what we have.
    public BatchClosed closed() {
        var domestic = totals(CardRegion.DOMESTIC);
        var foreign = totals(CardRegion.FOREIGN);
        return closed(BatchClosing.BALANCED, true, domestic, foreign);
    }

    /// The batch has another number than its members' slips.
    public BatchClosed closedAs(String batchNumber) {
        var closed = closed();
        return new BatchClosed(
                closed.batchId(),
                closed.terminalId(),
                closed.merchantId(),
                batchNumber,
                closed.closing(),
                closed.balanced(),
                closed.memberCount(),
                closed.currency(),
                closed.hostDomestic(),
                closed.hostForeign(),
                closed.terminalDomestic(),
                closed.terminalForeign(),
                closed.closedAt(),
                closed.earlyRefunds());
    }

    /// The terminal claims other totals for domestic cards.
    public BatchClosed closedAgainst(BatchTotals terminalDomestic) {
        return closed(BatchClosing.UPLOADED, false, terminalDomestic, totals(CardRegion.FOREIGN));
    }

    /// The terminal never settled.
    public BatchClosed timedOut() {
        return closed(BatchClosing.TIMED_OUT, false, null, null);
    }

    /// After it timed out, the terminal claims other totals for domestic cards.
    public BatchTotalsReceived claims(BatchTotals terminalDomestic) {
        return new BatchTotalsReceived(
                batchId(),
                terminalId,
                merchantId,
                "000001",
                terminalDomestic,
                totals(CardRegion.FOREIGN));
    }

    private BatchClosed closed(
            BatchClosing how,
            boolean balanced,
            @Nullable BatchTotals domestic,
            @Nullable BatchTotals foreign) {
        return new BatchClosed(
                batchId(),
                terminalId,
                merchantId,
                "000001",
                how,
                balanced,
                members.size(),
                currency,
                totals(CardRegion.DOMESTIC),
                totals(CardRegion.FOREIGN),
                domestic,
                foreign,
                CAPTURED_AT.plusSeconds(1),
                earlyRefunds.isEmpty() ? null : List.copyOf(earlyRefunds));
    }

    public BatchTotals totals(CardRegion half) {
        long debit = 0;
        int debits = 0;
        long credit = 0;
        int credits = 0;
        for (var member : members) {
            var facts = member.transaction();
            var amount = facts.amount();
            if (facts.region() != half || amount == null) {
                continue;
            }
            if (facts.kind() == TransactionKind.PURCHASE) {
                debit += amount.minorUnits();
                debits++;
            } else {
                credit += amount.minorUnits();
                credits++;
            }
        }
        return new BatchTotals(debit, debits, credit, credits);
    }

    /// The terminal's own view of a member.
    public BatchUploadReceived.Line line(TransactionCaptured member) {
        var facts = member.transaction();
        var amount = facts.amount();
        return new BatchUploadReceived.Line(
                CardRegion.DOMESTIC,
                facts.traceNumber(),
                facts.maskedPan(),
                amount == null ? 0 : amount.minorUnits());
    }

    public BatchUploadReceived uploads(BatchUploadReceived.Line... lines) {
        return new BatchUploadReceived(
                batchId(), terminalId, merchantId, "000001", "000900", List.of(lines));
    }

    public BatchUploadEnded uploadEnds(int announced) {
        return new BatchUploadEnded(batchId(), terminalId, merchantId, "000001", false, announced);
    }
}
