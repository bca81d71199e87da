package io.shoudan.settlement.ledger;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The tables `journal_entry` and `posting`. There is no way to change what was recorded.
@Repository
public class Journal {

    /// Entries per statement: bounds the arrays that travel to the database.
    private static final int CHUNK = 500;

    private final JdbcClient jdbc;
    private final Clock clock;

    Journal(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Records entries for settlement lines, in the caller's transaction.
    ///
    /// @throws org.springframework.dao.DuplicateKeyException if a source has its entry already: the
    ///     caller's own guard failed, and nothing is posted twice
    public void record(List<JournalEntry> entries) {
        for (int from = 0; from < entries.size(); from += CHUNK) {
            recordChunk(entries.subList(from, Math.min(from + CHUNK, entries.size())));
        }
    }

    private void recordChunk(List<JournalEntry> entries) {
        var ids = insertEntries(entries);
        var flat = new Flat();
        for (var entry : entries) {
            flat.add(Objects.requireNonNull(ids.get(entry.sourceId())), entry.postings());
        }
        jdbc.sql(
                        """
                        insert into posting
                            (entry_id, number, account, side, amount_minor, currency)
                        select * from unnest(:entries::bigint[], :numbers::smallint[],
                                             :accounts::text[], :sides::text[],
                                             :amounts::bigint[], :currencies::text[])
                        """)
                .param("entries", flat.entries.toArray(Long[]::new))
                .param("numbers", flat.numbers.toArray(Integer[]::new))
                .param("accounts", flat.accounts.toArray(String[]::new))
                .param("sides", flat.sides.toArray(String[]::new))
                .param("amounts", flat.amounts.toArray(Long[]::new))
                .param("currencies", flat.currencies.toArray(String[]::new))
                .update();
    }

    /// @return ids by source
    private Map<String, Long> insertEntries(List<JournalEntry> entries) {
        var ids = new HashMap<String, Long>();
        jdbc.sql(
                        """
                        insert into journal_entry
                            (source_type, source_id, business_date, posted_at)
                        select 'SETTLEMENT_LINE', source_id, business_date, :now
                          from unnest(:sources::text[], :dates::date[])
                               as entry (source_id, business_date)
                        returning entry_id, source_id
                        """)
                .param("sources", texts(entries, JournalEntry::sourceId))
                .param("dates", texts(entries, it -> it.businessDate().toString()))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(
                        row -> {
                            ids.put(row.getString("source_id"), row.getLong("entry_id"));
                        });
        return ids;
    }

    private static String[] texts(
            List<JournalEntry> entries, Function<JournalEntry, String> column) {
        return entries.stream().map(column).toArray(String[]::new);
    }

    /// Debits and credits per account and currency, reckoned from all postings in one snapshot.
    List<Balance> balances() {
        return jdbc.sql(
                        """
                        select account, currency,
                               coalesce(sum(amount_minor) filter (where side = 'DEBIT'), 0)
                                   as debit,
                               coalesce(sum(amount_minor) filter (where side = 'CREDIT'), 0)
                                   as credit
                          from posting
                         group by account, currency
                         order by account, currency
                        """)
                .query(
                        (row, _) ->
                                new Balance(
                                        row.getString("account"),
                                        row.getString("currency"),
                                        row.getBigDecimal("debit").longValueExact(),
                                        row.getBigDecimal("credit").longValueExact()))
                .list();
    }

    /// Sums of one account in one currency, in its minor units.
    record Balance(String account, String currency, long debitMinor, long creditMinor) {}

    /// Columns instead of rows, as `unnest` takes them.
    private static final class Flat {
        private final List<Long> entries = new ArrayList<>();
        private final List<Integer> numbers = new ArrayList<>();
        private final List<String> accounts = new ArrayList<>();
        private final List<String> sides = new ArrayList<>();
        private final List<Long> amounts = new ArrayList<>();
        private final List<String> currencies = new ArrayList<>();

        private void add(long entryId, List<Posting> postings) {
            int number = 0;
            for (var posting : postings) {
                entries.add(entryId);
                numbers.add(++number);
                accounts.add(posting.account().code());
                sides.add(posting.side().name());
                amounts.add(posting.amount().minorUnits());
                currencies.add(posting.amount().currency().getCurrencyCode());
            }
        }
    }
}
