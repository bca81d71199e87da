package io.shoudan.transaction.reversal;

import io.shoudan.transaction.payment.Cause;
import io.shoudan.transaction.payment.NumbersInMemory;
import io.shoudan.transaction.payment.Payment;
import io.shoudan.transaction.reversal.ReversalCells.State;
import io.shoudan.transaction.route.Route;
import io.shoudan.transaction.simulation.MemoryDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The table `reversal` in memory, as one node uses it.
final class MemoryReversals implements ReversalStore {

    private static final Duration LONGEST_REST = Duration.ofSeconds(30);
    private static final Duration SHORTEST_REST = Duration.ofSeconds(1);

    private final Tables tables;
    private final MemoryDatabase database;
    private final ReversalSignal signal;

    MemoryReversals(Tables tables, ReversalSignal signal) {
        this.tables = tables;
        this.database = tables.database;
        this.signal = signal;
    }

    /// What all nodes share: those that are live, by their payment, and how the others ended.
    static final class Tables {

        private final MemoryDatabase database;
        private final MemoryDatabase.Table<UUID, ReversalCells> live;
        private final MemoryDatabase.Table<Long, ReversalCells> ended;
        private final NumbersInMemory numbers;
        private final Function<UUID, Payment> payments;
        private long last;

        /// @param payments as the calling transaction sees them
        Tables(MemoryDatabase database, NumbersInMemory numbers, Function<UUID, Payment> payments) {
            this.database = database;
            this.live = database.table("reversal");
            this.ended = database.table("reversal ended");
            this.numbers = numbers;
            this.payments = payments;
        }

        List<ReversalCells> all() {
            var all = new ArrayList<>(ended.all().toList());
            all.addAll(live.all().toList());
            all.sort(Comparator.comparingLong(ReversalCells::id));
            return all;
        }
    }

    @Override
    public void owe(Payment payment, Cause cause) {
        database.write("owe reversal", () -> tables.live.insert(payment.id(), due(payment, cause)));
        database.onCommit(signal::raise);
    }

    private ReversalCells due(Payment payment, Cause cause) {
        var now = database.now();
        return new ReversalCells(
                ++tables.last,
                payment.id(),
                State.DUE,
                cause.code(),
                tables.numbers.next(now),
                0,
                0,
                now,
                null,
                0,
                now);
    }

    @Override
    public void oweAfterApproval(Payment payment, Cause cause) {
        boolean restarted =
                update(
                        "owe reversal again",
                        payment.id(),
                        it -> it.state() == State.SENT,
                        it -> it.restarted(tables.numbers.next(database.now()), database.now()));
        if (restarted) {
            database.onCommit(signal::raise);
        } else {
            owe(payment, cause);
        }
    }

    @Override
    public List<Leased> lease(int limit, Duration length) {
        return database.write("lease reversals", () -> leased(limit, length));
    }

    private List<Leased> leased(int limit, Duration length) {
        var now = database.now();
        var free =
                tables.live
                        .all()
                        .filter(it -> free(it, now) && !tables.live.heldByAnother(it.paymentId()))
                        .sorted(Comparator.comparing(ReversalCells::nextAttemptAt))
                        .limit(limit)
                        .toList();
        var leased = new ArrayList<Leased>();
        for (var each : free) {
            tables.live.lock(each.paymentId());
            var taken = each.leased(now.plus(length));
            tables.live.put(each.paymentId(), taken);
            leased.add(leased(taken));
        }
        return leased;
    }

    private static boolean free(ReversalCells row, Instant now) {
        return inWork(row)
                && !row.nextAttemptAt().isAfter(now)
                && (row.leaseUntil() == null || row.leaseUntil().isBefore(now));
    }

    private static boolean inWork(ReversalCells row) {
        return row.state() == State.DUE || row.state() == State.SENT;
    }

    private Leased leased(ReversalCells row) {
        var payment = tables.payments.apply(row.paymentId());
        var issuer = Objects.requireNonNull(payment.card().issuer());
        return new Leased(
                row.id(),
                row.paymentId(),
                new Route(issuer.network(), issuer.name()),
                row.trace(),
                row.attempts(),
                row.refusals(),
                row.fencing(),
                row.state() == State.SENT);
    }

    @Override
    public void rest(List<Leased> leased) {
        for (var each : leased) {
            update(
                    "rest reversal",
                    each.paymentId(),
                    it -> it.id() == each.id(),
                    it -> it.free(database.now().plus(restOf(it))));
        }
    }

    private Duration restOf(ReversalCells row) {
        var quarter = Duration.between(row.createdAt(), database.now()).dividedBy(4);
        var atLeast = quarter.compareTo(SHORTEST_REST) < 0 ? SHORTEST_REST : quarter;
        return atLeast.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : atLeast;
    }

    @Override
    public boolean begin(Leased leased) {
        return update(
                "begin reversal",
                leased.paymentId(),
                it -> current(it, leased) && inWork(it),
                it -> it.in(State.SENT).attempted(it.attempts() + 1));
    }

    private static boolean current(ReversalCells row, Leased leased) {
        return row.id() == leased.id() && row.fencing() == leased.fencing();
    }

    @Override
    public boolean finish(Leased leased, Finished as) {
        return end(leased.paymentId(), as, it -> current(it, leased) && it.state() == State.SENT);
    }

    @Override
    public boolean finish(UUID paymentId, Finished as) {
        return end(paymentId, as, it -> it.state() == State.QUARANTINED);
    }

    private boolean end(UUID paymentId, Finished as, Predicate<ReversalCells> guard) {
        return database.write(
                "finish reversal",
                () -> {
                    var seen = tables.live.find(paymentId);
                    var row = matches(seen, guard) ? tables.live.lock(paymentId) : null;
                    if (row == null || !guard.test(row)) {
                        return false;
                    }
                    tables.live.put(paymentId, null);
                    return tables.ended.insert(row.id(), row.in(State.valueOf(as.name())));
                });
    }

    @Override
    public void postpone(Leased leased, Duration pause) {
        update(
                "postpone reversal",
                leased.paymentId(),
                it -> current(it, leased) && inWork(it),
                it ->
                        it.in(leased.sent() ? State.SENT : State.DUE)
                                .attempted(leased.attempts())
                                .free(database.now().plus(pause)));
    }

    @Override
    public void retry(Leased leased, Duration pause) {
        update(
                "retry reversal",
                leased.paymentId(),
                it -> current(it, leased) && inWork(it),
                it -> it.attempted(leased.attempts() + 1).free(database.now().plus(pause)));
    }

    @Override
    public void letGo(Leased leased, Duration pause) {
        update(
                "let reversal go",
                leased.paymentId(),
                it -> current(it, leased) && inWork(it),
                it -> it.free(database.now().plus(pause)));
    }

    @Override
    public boolean refuse(Leased leased, Duration pause) {
        return update(
                "refuse reversal",
                leased.paymentId(),
                it -> current(it, leased) && it.state() == State.SENT,
                it -> it.refused().free(database.now().plus(pause)));
    }

    @Override
    public boolean putAside(Leased leased) {
        return update(
                "put reversal aside",
                leased.paymentId(),
                it -> current(it, leased) && inWork(it),
                it ->
                        it.in(State.QUARANTINED)
                                .attempted(leased.attempts() + 1)
                                .free(it.nextAttemptAt()));
    }

    @Override
    public List<Quarantined> quarantined(int limit) {
        return database.statement(
                "find quarantined",
                () ->
                        tables.live
                                .all()
                                .filter(it -> it.state() == State.QUARANTINED)
                                .sorted(Comparator.comparingLong(ReversalCells::id))
                                .limit(limit)
                                .map(
                                        it ->
                                                new Quarantined(
                                                        it.paymentId(),
                                                        it.createdAt(),
                                                        it.attempts(),
                                                        it.refusals(),
                                                        it.cause()))
                                .toList());
    }

    @Override
    public boolean resume(UUID paymentId) {
        boolean resumed =
                update(
                        "resume reversal",
                        paymentId,
                        it -> it.state() == State.QUARANTINED,
                        it -> it.resumed(database.now()));
        if (resumed) {
            database.onCommit(signal::raise);
        }
        return resumed;
    }

    @Override
    public Backlog backlog() {
        return database.statement(
                "backlog",
                () -> {
                    var oldest =
                            tables.live
                                    .all()
                                    .filter(MemoryReversals::inWork)
                                    .map(ReversalCells::createdAt)
                                    .min(Comparator.naturalOrder());
                    return new Backlog(
                            tables.live.all().filter(it -> it.state() == State.QUARANTINED).count(),
                            oldest.map(it -> Duration.between(it, database.now()))
                                    .orElse(Duration.ZERO));
                });
    }

    private boolean update(
            String what,
            UUID paymentId,
            Predicate<ReversalCells> guard,
            UnaryOperator<ReversalCells> change) {
        return database.write(
                what,
                () -> {
                    // A row that does not match at first is not waited for.
                    var seen = tables.live.find(paymentId);
                    var row = matches(seen, guard) ? tables.live.lock(paymentId) : null;
                    if (row == null || !guard.test(row)) {
                        return false;
                    }
                    tables.live.put(paymentId, change.apply(row));
                    return true;
                });
    }

    private static boolean matches(@Nullable ReversalCells row, Predicate<ReversalCells> guard) {
        return row != null && guard.test(row);
    }
}
