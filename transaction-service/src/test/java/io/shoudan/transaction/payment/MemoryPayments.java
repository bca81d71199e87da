package io.shoudan.transaction.payment;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.contracts.transaction.model.TransactionState;
import io.shoudan.transaction.payment.Payments.Move;
import io.shoudan.transaction.simulation.Bug;
import io.shoudan.transaction.simulation.MemoryDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The tables `transaction` and `transaction_step` in memory.
final class MemoryPayments implements PaymentStore, CaptureStore {

    private static final Set<TransactionState> OPEN =
            Set.of(TransactionState.RECEIVED, TransactionState.SENT);
    private static final Set<TransactionState> MOVED =
            Set.of(TransactionState.APPROVED, TransactionState.CAPTURED, TransactionState.SETTLED);
    private static final Set<TransactionState> CLOSED =
            Set.of(TransactionState.CAPTURED, TransactionState.SETTLED);

    private final MemoryDatabase database;
    private final MemoryDatabase.Table<UUID, PaymentCells> rows;
    private final NumbersInMemory numbers;
    private final LocalDate businessDate;
    private final Bug bug;

    MemoryPayments(
            MemoryDatabase database, NumbersInMemory numbers, LocalDate businessDate, Bug bug) {
        this.bug = bug;
        this.database = database;
        this.rows = database.table("transaction");
        this.numbers = numbers;
        this.businessDate = businessDate;
    }

    List<PaymentCells> all() {
        return rows.all().toList();
    }

    @Nullable PaymentCells joined(UUID id) {
        return rows.find(id);
    }

    @Override
    public List<Payment> insert(List<NewPayment> drafts) {
        return database.write(
                "insert payments",
                () ->
                        drafts.stream()
                                .sorted(Comparator.comparing(it -> ordered(it.id())))
                                .map(this::insert)
                                .toList());
    }

    /// PostgreSQL compares the bytes of an id, Java its signed halves.
    private static String ordered(UUID id) {
        return id.toString();
    }

    private Payment insert(NewPayment draft) {
        var row = PaymentCells.of(draft, numbers, database.now(), businessDate);
        if (!rows.insert(draft.id(), row)) {
            throw new IllegalStateException("must be new: id=" + draft.id());
        }
        return row.payment();
    }

    @Override
    public List<Payment> move(List<Move> moves) {
        return database.write("move payments", () -> moved(moves));
    }

    private List<Payment> moved(List<Move> moves) {
        var sorted = moves.stream().sorted(Comparator.comparing(it -> ordered(it.id()))).toList();
        sorted.forEach(it -> rows.lock(it.id()));
        var moved = new ArrayList<Payment>();
        for (var each : sorted) {
            var row = rows.find(each.id());
            if (row != null
                    && (row.payment().state() == each.edge().from()
                            || bug == Bug.MOVES_WITHOUT_GUARD)) {
                var next = row.moved(each.edge().to(), each.change(), database.now());
                rows.put(each.id(), next);
                moved.add(next.payment());
            }
        }
        return moved;
    }

    @Override
    public void note(UUID id, Step step, @Nullable Cause cause, @Nullable String detail) {
        update(
                "note",
                id,
                it -> it.payment().stepCount() < MAX_STEPS,
                it -> it.noted(step, cause == null ? null : cause.code(), detail));
    }

    @Override
    public Optional<Payment> find(UUID id) {
        return database.statement("find payment", () -> payment(rows.find(id)));
    }

    @Override
    public Optional<Payment> lock(UUID id) {
        return database.write("lock payment", () -> payment(rows.lock(id)));
    }

    private Optional<Payment> payment(@Nullable PaymentCells row) {
        return Optional.ofNullable(row).map(it -> it.seenAt(database.now()).payment());
    }

    private List<Payment> where(Predicate<PaymentCells> condition) {
        return rows.all()
                .filter(condition)
                .sorted(Comparator.comparing(it -> ordered(it.payment().id())))
                .map(it -> it.seenAt(database.now()).payment())
                .toList();
    }

    @Override
    public Optional<Payment> findByReference(String retrievalReference) {
        return database.statement(
                "find by reference",
                () ->
                        where(it -> it.payment().retrievalReference().equals(retrievalReference))
                                .stream()
                                .findFirst());
    }

    @Override
    public Optional<Payment> findPurchase(String merchantId, String retrievalReference) {
        return findByReference(retrievalReference)
                .filter(it -> it.kind() == TransactionKind.PURCHASE)
                .filter(it -> it.slip().merchantId().equals(merchantId));
    }

    @Override
    public List<Payment> findPurchases(Slip named) {
        return database.statement(
                "find purchases",
                () ->
                        where(
                                        it ->
                                                it.payment().slip().equals(named)
                                                        && it.payment().kind()
                                                                == TransactionKind.PURCHASE)
                                .reversed()
                                .stream()
                                .limit(10)
                                .toList());
    }

    @Override
    public List<UUID> overdue(@Nullable UUID after, int limit) {
        return database.statement(
                "find overdue",
                () ->
                        where(it -> overdue(it, database.now())).stream()
                                .map(Payment::id)
                                .filter(
                                        it ->
                                                after == null
                                                        || ordered(it).compareTo(ordered(after))
                                                                > 0)
                                .limit(limit)
                                .toList());
    }

    private static boolean overdue(PaymentCells row, Instant now) {
        return OPEN.contains(row.payment().state())
                && Objects.requireNonNull(row.sendDeadline()).isBefore(now);
    }

    @Override
    public boolean anyOpen(String terminalId, long batchId) {
        return database.statement(
                "any open",
                () ->
                        rows.all()
                                .map(PaymentCells::payment)
                                .anyMatch(
                                        it ->
                                                it.batchId() == batchId
                                                        && it.slip().terminalId().equals(terminalId)
                                                        && OPEN.contains(it.state())));
    }

    /// Sign-ons are not simulated, so reversals without a payment don't count here.
    @Override
    public int highestTrace(long batchId) {
        return database.statement(
                "highest trace",
                () ->
                        rows.all()
                                .map(PaymentCells::payment)
                                .filter(it -> it.batchId() == batchId)
                                .mapToInt(it -> Integer.parseInt(it.slip().traceNumber()))
                                .max()
                                .orElse(0));
    }

    @Override
    public String newReference() {
        return database.statement("new reference", numbers::reference);
    }

    @Override
    public boolean claimForVoid(UUID original, UUID claimant) {
        return update(
                "claim for void",
                original,
                it ->
                        it.payment().state() == TransactionState.APPROVED
                                && it.payment().kind() == TransactionKind.PURCHASE
                                && it.payment().voidClaimId() == null
                                && it.payment().refundedMinor() == 0,
                it -> it.claimed(claimant));
    }

    @Override
    public boolean claimForRefund(UUID original, long minorUnits) {
        return update(
                "claim for refund",
                original,
                it ->
                        MOVED.contains(it.payment().state())
                                && it.payment().kind() == TransactionKind.PURCHASE
                                && it.payment().voidClaimId() == null
                                && it.payment().captureReversedOn() == null
                                && it.payment().refundedMinor() + minorUnits
                                        <= amount(it.payment()),
                it -> it.refunded(minorUnits));
    }

    private static long amount(Payment payment) {
        Money amount = payment.amount();
        return amount == null ? 0 : amount.minorUnits();
    }

    @Override
    public boolean letGo(UUID claimant) {
        return update("let go", claimant, PaymentCells::holdsClaim, PaymentCells::holdingNothing);
    }

    @Override
    public void releaseVoid(UUID original, UUID claimant) {
        update(
                "release void",
                original,
                it -> claimant.equals(it.payment().voidClaimId()),
                it -> it.claimed(null));
    }

    @Override
    public void releaseRefund(UUID original, long minorUnits) {
        update("release refund", original, _ -> true, it -> it.refunded(-minorUnits));
    }

    private boolean update(
            String what,
            UUID id,
            Predicate<PaymentCells> guard,
            UnaryOperator<PaymentCells> change) {
        return database.write(
                what,
                () -> {
                    // A row that does not match at first is not waited for.
                    var seen = rows.find(id);
                    if (seen == null || !guard.test(seen)) {
                        return false;
                    }
                    var row = Objects.requireNonNull(rows.lock(id));
                    if (!guard.test(row)) {
                        return false;
                    }
                    rows.put(id, change.apply(row));
                    return true;
                });
    }

    @Override
    public List<Payment> capturable(String terminalId, String merchantId, long batchId) {
        return database.statement(
                "find capturable", () -> where(it -> capturable(it, terminalId, merchantId)));
    }

    /// Batches stay open in memory: there are no closed ones before.
    private static boolean capturable(PaymentCells row, String terminalId, String merchantId) {
        var it = row.payment();
        return it.slip().terminalId().equals(terminalId)
                && it.slip().merchantId().equals(merchantId)
                && it.state() == TransactionState.APPROVED
                && (it.kind() == TransactionKind.PURCHASE || it.kind() == TransactionKind.REFUND);
    }

    @Override
    public List<Payment> capture(String terminalId, String merchantId, long batchId) {
        return database.write(
                "capture",
                () ->
                        where(it -> capturable(it, terminalId, merchantId)).stream()
                                .map(
                                        it ->
                                                step(
                                                        it.id(),
                                                        row ->
                                                                capturable(
                                                                        row,
                                                                        terminalId,
                                                                        merchantId),
                                                        row -> row.captured(batchId)))
                                .flatMap(Optional::stream)
                                .toList());
    }

    @Override
    public List<Payment> settle(long batchId, String terminalId) {
        return database.write(
                "settle",
                () ->
                        where(it -> settleable(it, batchId, terminalId)).stream()
                                .map(
                                        it ->
                                                step(
                                                        it.id(),
                                                        row -> settleable(row, batchId, terminalId),
                                                        PaymentCells::settled))
                                .flatMap(Optional::stream)
                                .toList());
    }

    private static boolean settleable(PaymentCells row, long batchId, String terminalId) {
        var it = row.payment();
        return it.state() == TransactionState.CAPTURED
                && Objects.equals(it.captureBatchId(), batchId)
                && it.slip().terminalId().equals(terminalId);
    }

    @Override
    public Optional<Payment> compensate(UUID id, Cause cause) {
        return database.write(
                "compensate",
                () ->
                        step(
                                id,
                                it ->
                                        CLOSED.contains(it.payment().state())
                                                && it.payment().captureReversedOn() == null,
                                it -> it.compensated(businessDate, cause.code())));
    }

    private Optional<Payment> step(
            UUID id, Predicate<PaymentCells> guard, UnaryOperator<PaymentCells> change) {
        var row = rows.lock(id);
        if (row == null || !guard.test(row)) {
            return Optional.empty();
        }
        var next = change.apply(row).seenAt(database.now());
        rows.put(id, next);
        return Optional.of(next.payment());
    }
}
