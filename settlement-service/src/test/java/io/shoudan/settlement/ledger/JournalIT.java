package io.shoudan.settlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shoudan.contracts.Money;
import io.shoudan.platform.database.Transactions;
import io.shoudan.settlement.ledger.JournalEntry.Transfer;
import io.shoudan.settlement.testing.RunningService;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DuplicateKeyException;

/// What the database itself refuses, whoever asks: the service's own role, with SQL of its own.
class JournalIT {

    private static final LocalDate DATE = LocalDate.of(2026, 11, 23);

    private final RunningService service = RunningService.shared();
    private final Journal journal = service.bean(Journal.class);
    private final Transactions transactions = service.bean(Transactions.class);

    @Test
    void refusesAnEntryThatDoesNotBalance() {
        assertRefused(
                "must balance per currency",
                """
                with entry as (
                    insert into journal_entry (source_type, source_id, business_date, posted_at)
                    values ('SETTLEMENT_LINE', gen_random_uuid(), '2026-11-23', now())
                    returning entry_id)
                insert into posting
                select entry_id, 1, 'fee-income', 'DEBIT', 5, 'CNY' from entry
                union all
                select entry_id, 2, 'fee-income', 'CREDIT', 4, 'CNY' from entry
                """);
    }

    @Test
    void refusesAnEntryThatBalancesOnlyAcrossCurrencies() {
        assertRefused(
                "must balance per currency",
                """
                with entry as (
                    insert into journal_entry (source_type, source_id, business_date, posted_at)
                    values ('SETTLEMENT_LINE', gen_random_uuid(), '2026-11-23', now())
                    returning entry_id)
                insert into posting
                select entry_id, 1, 'fee-income', 'DEBIT', 5, 'CNY' from entry
                union all
                select entry_id, 2, 'fee-income', 'CREDIT', 5, 'JPY' from entry
                """);
    }

    @Test
    void refusesAnEntryWithoutPostings() {
        assertRefused(
                "must have postings",
                """
                insert into journal_entry (source_type, source_id, business_date, posted_at)
                values ('SETTLEMENT_LINE', gen_random_uuid(), '2026-11-23', now())
                """);
    }

    @Test
    void refusesPostingsWithoutAnEntry() {
        assertRefused(
                "must belong to an entry",
                "insert into posting values (-1, 1, 'fee-income', 'DEBIT', 5, 'CNY')");
    }

    /// Balanced by themselves, but the entry was made and counted before.
    @Test
    void refusesMorePostingsForAnEntryThatStands() {
        var entryId = post(UUID.randomUUID().toString());

        assertRefused(
                "must be posted with its entry",
                """
                insert into posting values
                    (%d, 3, 'fee-income', 'DEBIT', 5, 'CNY'),
                    (%d, 4, 'fee-income', 'CREDIT', 5, 'CNY')
                """
                        .formatted(entryId, entryId));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update posting set amount_minor = amount_minor + 1",
                "update journal_entry set business_date = business_date + 1",
                "delete from posting",
                "delete from journal_entry",
                "truncate posting",
                "truncate journal_entry, posting"
            })
    void refusesEveryChange(String change) {
        post(UUID.randomUUID().toString());

        assertRefused("permission denied", change);
    }

    /// Rights can be granted again by whoever owns the tables; the trigger stands all the same.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "update posting set amount_minor = amount_minor + 1",
                "delete from journal_entry",
                "truncate journal_entry, posting"
            })
    void refusesEveryChangeEvenWithRights(String change) {
        post(UUID.randomUUID().toString());

        assertRefused(
                "must never be",
                "grant update, delete, truncate on journal_entry, posting to current_user; "
                        + change);
    }

    @Test
    void refusesASecondEntryOfOneSource() {
        var source = UUID.randomUUID().toString();
        post(source);

        assertThatThrownBy(() -> post(source)).isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void derivesBalancesFromPostings() {
        var account = new Account.MerchantPayable("merchant " + UUID.randomUUID());
        for (int i = 0; i < 3; i++) {
            post(UUID.randomUUID().toString(), account);
        }

        assertThat(journal.balances())
                .contains(new Journal.Balance(account.code(), "CNY", 0, 3_00));
    }

    private long post(String source) {
        return post(source, new Account.MerchantPayable("898310058120001"));
    }

    private long post(String source, Account merchant) {
        var entry =
                JournalEntry.of(
                        source,
                        DATE,
                        List.of(
                                new Transfer(
                                        new Account.NetworkReceivable("UNIONPAY"),
                                        merchant,
                                        Money.of(1_00, Currency.getInstance("CNY")))));
        transactions.run(() -> journal.record(List.of(entry)));
        return service.jdbc()
                .sql("select entry_id from journal_entry where source_id = :source")
                .param("source", source)
                .query(Long.class)
                .single();
    }

    private void assertRefused(String message, String sql) {
        assertThatThrownBy(
                        () -> {
                            try (var connection = service.connect();
                                    var statement = connection.createStatement()) {
                                connection.setAutoCommit(false);
                                statement.execute(sql);
                                connection.commit();
                            }
                        })
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(message);
    }
}
