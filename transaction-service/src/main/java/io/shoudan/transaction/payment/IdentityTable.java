package io.shoudan.transaction.payment;

import io.shoudan.iso8583.Bytes;
import io.shoudan.platform.database.Columns;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table `transaction_identity` in PostgreSQL.
@Component
class IdentityTable implements Identities {

    private final JdbcClient jdbc;

    IdentityTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<UUID> take(List<Taking> takings) {
        return takings.isEmpty()
                ? Set.of()
                : insert(takings).stream()
                        .flatMap(Optional::stream)
                        .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean takeFromTombstone(Identity identity, UUID paymentId, Bytes digest) {
        return jdbc.sql(
                                """
                                update transaction_identity
                                   set transaction_id = :payment, digest = :digest
                                 where terminal_id = :terminal and merchant_id = :merchant
                                   and batch_number = :batch and trace_number = :trace
                                   and mti_class = :mti_class and processing_code = :processing_code
                                   and transaction_type = :type and transaction_id is null
                                """)
                        .params(Identities.key(identity))
                        .param("payment", paymentId)
                        .param("digest", digest.toArray())
                        .update()
                == 1;
    }

    @Override
    public boolean bury(Identity identity) {
        return insert(List.of(new Taking(identity, null, null))).size() == 1;
    }

    @Override
    public Map<Identity, Known> find(List<Identity> asked) {
        var known = new HashMap<Identity, Known>();
        jdbc.sql(
                        """
                        select asked.position, taken.transaction_id, taken.digest
                          from unnest(:terminals::text[], :merchants::text[], :batches::text[],
                                      :traces::text[], :mti_classes::text[],
                                      :processing_codes::text[], :types::text[]) with ordinality
                               as asked (terminal_id, merchant_id, batch_number, trace_number,
                                         mti_class, processing_code, transaction_type, position)
                          join transaction_identity taken
                         using (terminal_id, merchant_id, batch_number, trace_number, mti_class,
                                processing_code, transaction_type)
                        """)
                .params(keys(asked))
                .query(
                        (ResultSet row) -> {
                            var payment = row.getObject("transaction_id", UUID.class);
                            known.put(
                                    asked.get(row.getInt("position") - 1),
                                    payment == null
                                            ? new Known.Tombstone()
                                            : new Known.Taken(
                                                    payment, Bytes.of(row.getBytes("digest"))));
                        });
        return known;
    }

    @Override
    public int forget(Duration age) {
        return jdbc.sql(
                        """
                        delete from transaction_identity
                         where ctid = any(array(
                               select ctid from transaction_identity
                                where taken_at < now() - :seconds * interval '1 second'
                                limit 10000))
                        """)
                .param("seconds", age.toSeconds())
                .update();
    }

    /// In the order of the key, so that two who take several wait for each other at most once.
    private List<Optional<UUID>> insert(List<Taking> takings) {
        return jdbc.sql(
                        """
                        insert into transaction_identity (
                          terminal_id, merchant_id, batch_number, trace_number, mti_class,
                          processing_code, transaction_type, transaction_id, digest,
                          business_date)
                        select taking.*,
                               (select business_date from cut_over
                                 where starts_at <= now()
                                 order by starts_at desc limit 1)
                          from unnest(:terminals::text[], :merchants::text[], :batches::text[],
                                      :traces::text[], :mti_classes::text[],
                                      :processing_codes::text[], :types::text[], :payments::uuid[], :digests::bytea[])
                               as taking
                         order by 1, 2, 3, 4, 5, 6, 7
                        on conflict do nothing
                        returning transaction_id
                        """)
                .params(keys(takings.stream().map(Taking::identity).toList()))
                .param("payments", Columns.texts(takings, Taking::paymentId))
                .param("digests", Columns.bytes(takings, it -> Sql.bytes(it.digest())))
                .query((row, _) -> Optional.ofNullable(row.getObject(1, UUID.class)))
                .list();
    }

    private static Map<String, Object> keys(List<Identity> identities) {
        var keys = new HashMap<String, Object>();
        keys.put("terminals", Columns.texts(identities, it -> it.slip().terminalId()));
        keys.put("merchants", Columns.texts(identities, it -> it.slip().merchantId()));
        keys.put("batches", Columns.texts(identities, it -> it.slip().batchNumber()));
        keys.put("traces", Columns.texts(identities, it -> it.slip().traceNumber()));
        keys.put("mti_classes", Columns.texts(identities, Identity::mtiClass));
        keys.put("processing_codes", Columns.texts(identities, Identity::processingCode));
        keys.put("types", Columns.texts(identities, Identity::transactionType));
        return keys;
    }
}
