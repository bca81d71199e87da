package io.shoudan.settlement.ledger;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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
        var flat = new Flat();
        for (var entry : entries) {
            flat.add(entry);
        }
        jdbc.sql(
                        """
                        insert into journal_entry
                            (source_type, source_id, business_date, posted_at)
                        select 'SETTLEMENT_LINE', source_id, business_date, :now
                          from unnest(:sources::text[], :dates::date[])
                               as entry (source_id, business_date)
                        """)
                .param("sources", flat.sources.toArray(String[]::new))
                .param("dates", flat.dates.toArray(String[]::new))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql(
                        """
                        insert into posting
                            (entry_id, number, account, side, amount_minor, currency)
                        select entry_id, number, account, side, amount_minor, currency
                          from unnest(:owners::text[], :numbers::int[], :accounts::text[],
                                      :sides::text[], :amounts::bigint[], :currencies::text[])
                               as posting
                                  (source_id, number, account, side, amount_minor, currency)
                          join journal_entry
                            on source_type = 'SETTLEMENT_LINE'
                           and journal_entry.source_id = posting.source_id
                        """)
                .param("owners", flat.owners.toArray(String[]::new))
                .param("numbers", flat.numbers.toArray(Integer[]::new))
                .param("accounts", flat.accounts.toArray(String[]::new))
                .param("sides", flat.sides.toArray(String[]::new))
                .param("amounts", flat.amounts.toArray(Long[]::new))
                .param("currencies", flat.currencies.toArray(String[]::new))
                .update();
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
        private final List<String> sources = new ArrayList<>();
        private final List<String> dates = new ArrayList<>();
        private final List<String> owners = new ArrayList<>();
        private final List<Integer> numbers = new ArrayList<>();
        private final List<String> accounts = new ArrayList<>();
        private final List<String> sides = new ArrayList<>();
        private final List<Long> amounts = new ArrayList<>();
        private final List<String> currencies = new ArrayList<>();

        private void add(JournalEntry entry) {
            sources.add(entry.sourceId());
            dates.add(entry.businessDate().toString());
            int number = 0;
            for (var posting : entry.postings()) {
                owners.add(entry.sourceId());
                numbers.add(++number);
                accounts.add(posting.account().code());
                sides.add(posting.side().name());
                amounts.add(posting.amount().minorUnits());
                currencies.add(posting.amount().currency().getCurrencyCode());
            }
        }
    }
}
