package io.shoudan.transaction.payment;

import io.shoudan.iso8583.Bytes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Which requests were taken in (money rule 5). The primary key decides every race: between two
/// transmissions of one request, and between a request and the reversal that overtakes it.
@Component
public final class Identities {

    private final JdbcClient jdbc;

    Identities(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// What is known of an identity.
    public sealed interface Known {
        /// @param digest of the content that came first
        record Taken(UUID paymentId, Bytes digest) implements Known {}

        /// A reversal came first.
        record Tombstone() implements Known {}
    }

    /// Takes an identity in the caller's database transaction.
    ///
    /// @return false if it is taken or has a tombstone; a second statement reads which
    public boolean take(Identity identity, UUID paymentId, Bytes digest) {
        return insert(identity, paymentId, digest);
    }

    /// Takes an identity whose reversal came first, for a payment that is declined.
    ///
    /// @return false if another transmission of the request did so before
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
                        .params(key(identity))
                        .param("payment", paymentId)
                        .param("digest", digest.toArray())
                        .update()
                == 1;
    }

    /// Bars an identity whose reversal came before it.
    ///
    /// @return false if the request came meanwhile
    public boolean bury(Identity identity) {
        return insert(identity, null, null);
    }

    public Optional<Known> find(Identity identity) {
        return jdbc.sql(
                        """
                        select transaction_id, digest from transaction_identity
                         where terminal_id = :terminal and merchant_id = :merchant
                           and batch_number = :batch and trace_number = :trace
                           and mti_class = :mti_class and processing_code = :processing_code
                           and transaction_type = :type
                        """)
                .params(key(identity))
                .query(
                        (row, _) -> {
                            var payment = row.getObject("transaction_id", UUID.class);
                            return payment == null
                                    ? (Known) new Known.Tombstone()
                                    : new Known.Taken(payment, Bytes.of(row.getBytes("digest")));
                        })
                .optional();
    }

    /// Forgets identities older than `age`, at most 10,000 at a time.
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

    private boolean insert(Identity identity, @Nullable UUID payment, @Nullable Bytes digest) {
        return jdbc.sql(
                                """
                                insert into transaction_identity (
                                  terminal_id, merchant_id, batch_number, trace_number, mti_class,
                                  processing_code, transaction_type, transaction_id, digest,
                                  business_date)
                                select :terminal, :merchant, :batch, :trace, :mti_class,
                                       :processing_code, :type, :payment, :digest,
                                       (select business_date from cut_over
                                         where starts_at <= now()
                                         order by starts_at desc limit 1)
                                on conflict do nothing
                                """)
                        .params(key(identity))
                        .param("payment", payment)
                        .param("digest", Sql.bytes(digest))
                        .update()
                == 1;
    }

    /// Names of the key's columns as parameters, for other tables with the same key.
    public static Map<String, Object> key(Identity identity) {
        var slip = identity.slip();
        var key = new HashMap<String, Object>();
        key.put("terminal", slip.terminalId());
        key.put("merchant", slip.merchantId());
        key.put("batch", slip.batchNumber());
        key.put("trace", slip.traceNumber());
        key.put("mti_class", identity.mtiClass());
        key.put("processing_code", identity.processingCode());
        key.put("type", identity.transactionType());
        return key;
    }
}
