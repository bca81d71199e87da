package io.shoudan.transaction.payment;

import io.shoudan.iso8583.Bytes;
import io.shoudan.transaction.simulation.Bug;
import io.shoudan.transaction.simulation.MemoryDatabase;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/// The table `transaction_identity` in memory.
final class MemoryIdentities implements Identities {

    private final MemoryDatabase database;
    private final MemoryDatabase.Table<String, Known> rows;
    private final Bug bug;

    MemoryIdentities(MemoryDatabase database, Bug bug) {
        this.bug = bug;
        this.database = database;
        this.rows = database.table("transaction_identity");
    }

    @Override
    public Set<UUID> take(List<Taking> takings) {
        return database.write("take identities", () -> taken(takings));
    }

    private Set<UUID> taken(List<Taking> takings) {
        var taken = new HashSet<UUID>();
        takings.stream()
                .sorted(Comparator.comparing(it -> key(it.identity())))
                .filter(it -> insert(key(it.identity()), known(it)))
                .forEach(it -> taken.add(Objects.requireNonNull(it.paymentId())));
        return taken;
    }

    private static Known known(Taking taking) {
        return new Known.Taken(
                Objects.requireNonNull(taking.paymentId()),
                Objects.requireNonNull(taking.digest()));
    }

    @Override
    public boolean takeFromTombstone(Identity identity, UUID paymentId, Bytes digest) {
        return database.write(
                "take from tombstone",
                () -> {
                    if (!(rows.find(key(identity)) instanceof Known.Tombstone)
                            || !(rows.lock(key(identity)) instanceof Known.Tombstone)) {
                        return false;
                    }
                    rows.put(key(identity), new Known.Taken(paymentId, digest));
                    return true;
                });
    }

    @Override
    public boolean bury(Identity identity) {
        return database.write("bury", () -> insert(key(identity), new Known.Tombstone()));
    }

    /// A row that is there already is not waited for: only one that may come or go is.
    private boolean insert(String key, Known value) {
        if (bug == Bug.TAKES_IDENTITIES_TWICE) {
            rows.lock(key);
            rows.put(key, value);
            return true;
        }
        return rows.find(key) == null && rows.insert(key, value);
    }

    @Override
    public Map<Identity, Known> find(List<Identity> asked) {
        return database.statement(
                "find identities",
                () -> {
                    var known = new HashMap<Identity, Known>();
                    for (var each : asked) {
                        var row = bug == Bug.TAKES_IDENTITIES_TWICE ? null : rows.find(key(each));
                        if (row != null) {
                            known.put(each, row);
                        }
                    }
                    return known;
                });
    }

    @Override
    public int forget(Duration age) {
        throw new UnsupportedOperationException("time is too short to forget");
    }

    private static String key(Identity identity) {
        var slip = identity.slip();
        return String.join(
                " ",
                slip.terminalId(),
                slip.merchantId(),
                slip.batchNumber(),
                slip.traceNumber(),
                identity.mtiClass(),
                identity.processingCode(),
                identity.transactionType());
    }
}
