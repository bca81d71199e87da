package io.shoudan.transaction.reversal;

import io.shoudan.contracts.transaction.model.ReversalReason;
import io.shoudan.contracts.transaction.model.TransactionState;
import io.shoudan.iso8583.Bytes;
import io.shoudan.transaction.payment.Payment;
import io.shoudan.transaction.simulation.MemoryDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The table `terminal_reversal` in memory.
final class MemoryTerminalReversals implements TerminalReversalStore {

    private final MemoryDatabase database;
    private final MemoryDatabase.Table<String, Cells> rows;
    private final Function<UUID, Payment> payments;
    private final LocalDate businessDate;

    private record Cells(
            @Nullable UUID paymentId,
            ReversalReason reason,
            Bytes panHash,
            @Nullable Long amountMinor,
            String retrievalReference,
            Instant at,
            boolean withheld) {

        Cells withheld(boolean value) {
            return new Cells(
                    paymentId, reason, panHash, amountMinor, retrievalReference, at, value);
        }
    }

    /// @param payments as the calling transaction sees them
    MemoryTerminalReversals(
            MemoryDatabase database, Function<UUID, Payment> payments, LocalDate businessDate) {
        this.database = database;
        this.rows = database.table("terminal_reversal");
        this.payments = payments;
        this.businessDate = businessDate;
    }

    @Override
    public Optional<Recorded> find(TerminalReversal reversal) {
        return database.statement(
                "find terminal's reversal",
                () -> Optional.ofNullable(rows.find(key(reversal))).map(this::recorded));
    }

    private Recorded recorded(Cells row) {
        var payment = row.paymentId() == null ? null : payments.apply(row.paymentId());
        var issuer = payment == null ? null : payment.card().issuer();
        return new Recorded(
                row.panHash(),
                row.amountMinor(),
                row.retrievalReference(),
                businessDate,
                row.at(),
                issuer == null
                        ? null
                        : new ReversalOutcome.Original(issuer.code(), issuer.scheme()));
    }

    @Override
    public boolean add(
            TerminalReversal reversal,
            Bytes panHash,
            @Nullable UUID payment,
            String retrievalReference) {
        var key = key(reversal);
        var amount = reversal.amount();
        var row =
                new Cells(
                        payment,
                        reversal.reason(),
                        panHash,
                        amount == null ? null : amount.minorUnits(),
                        retrievalReference,
                        database.now(),
                        false);
        return database.write(
                "add terminal's reversal", () -> rows.find(key) == null && rows.insert(key, row));
    }

    @Override
    public void withhold(TerminalReversal reversal) {
        var key = key(reversal);
        database.write(
                "withhold terminal's reversal",
                () -> {
                    var row = rows.lock(key);
                    if (row != null) {
                        rows.put(key, row.withheld(true));
                    }
                    return true;
                });
    }

    @Override
    public List<Withheld> released(@Nullable UUID after, int limit) {
        return database.statement(
                "find released",
                () ->
                        withheld()
                                .filter(it -> payment(it).refundedMinor() == 0)
                                .filter(it -> payment(it).state() != TransactionState.VOIDED)
                                .filter(it -> after == null || text(it).compareTo("" + after) > 0)
                                .sorted(Comparator.comparing(MemoryTerminalReversals::text))
                                .limit(limit)
                                .map(
                                        it ->
                                                new Withheld(
                                                        Objects.requireNonNull(it.paymentId()),
                                                        it.reason()))
                                .toList());
    }

    private static String text(Cells row) {
        return Objects.requireNonNull(row.paymentId()).toString();
    }

    private Stream<Cells> withheld() {
        return rows.all().filter(Cells::withheld);
    }

    private Payment payment(Cells row) {
        return payments.apply(Objects.requireNonNull(row.paymentId()));
    }

    @Override
    public boolean letGo(UUID paymentId) {
        return database.write("let withheld go", () -> letGoOf(paymentId));
    }

    private boolean letGoOf(UUID paymentId) {
        for (var key : rows.keys()) {
            var seen = rows.find(key);
            if (seen != null && seen.withheld() && paymentId.equals(seen.paymentId())) {
                var row = Objects.requireNonNull(rows.lock(key));
                rows.put(key, row.withheld(false));
                return row.withheld();
            }
        }
        return false;
    }

    @Override
    public long withholding() {
        return database.statement(
                "count withheld",
                () -> withheld().map(this::payment).filter(it -> partly(it)).count());
    }

    private static boolean partly(Payment it) {
        var amount = it.amount();
        return amount != null && it.refundedMinor() > 0 && it.refundedMinor() < amount.minorUnits();
    }

    @Override
    public int forget(Duration age) {
        throw new UnsupportedOperationException("time is too short to forget");
    }

    private static String key(TerminalReversal reversal) {
        var original = reversal.original();
        var slip = original.slip();
        return String.join(
                " ",
                slip.terminalId(),
                slip.merchantId(),
                slip.batchNumber(),
                slip.traceNumber(),
                original.mtiClass(),
                original.processingCode(),
                original.transactionType());
    }
}
