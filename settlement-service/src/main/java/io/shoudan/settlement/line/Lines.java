package io.shoudan.settlement.line;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.settlement.model.LineKind;
import io.shoudan.contracts.transaction.model.CardRegion;
import io.shoudan.settlement.fee.Fee;
import io.shoudan.settlement.fee.Fees.Refunded;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `settlement_line`. Whoever writes holds the merchant's lock ([#lock]) until the
/// transaction ends.
@Repository
public class Lines {

    private final JdbcClient jdbc;
    private final Clock clock;

    Lines(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Lets one transaction at a time work on a merchant's lines, batches and tariffs. What a line
    /// waits for comes on another topic, or from another terminal and so another partition; without
    /// the lock the two could pass each other unseen and the line would wait for good.
    public void lock(String merchantId) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('settlement:' || :merchant, 0))")
                .param("merchant", merchantId)
                .query((_, _) -> merchantId)
                .single();
    }

    /// @return false if there is a line of this transaction and kind already, which stands
    public boolean add(SettlementLine line) {
        return jdbc.sql(
                                """
                                insert into settlement_line (
                                    transaction_id, kind, merchant_id, terminal_id, batch_id,
                                    batch_number, trace_number, retrieval_reference,
                                    authorization_code, masked_pan, issuer, scheme, region,
                                    outlet_name, amount_minor, currency, business_date,
                                    captured_at, original_id, state)
                                values (
                                    :transaction, :kind, :merchant, :terminal, :batch,
                                    :batchNumber, :trace, :retrievalReference,
                                    :authorizationCode, :maskedPan, :issuer, :scheme, :region,
                                    :outlet, :amount, :currency, :businessDate,
                                    :capturedAt, :original, :state)
                                on conflict (transaction_id, kind) do nothing
                                """)
                        .param("transaction", line.transactionId())
                        .param("kind", line.kind().name())
                        .param("merchant", line.merchantId())
                        .param("terminal", line.terminalId())
                        .param("batch", line.batchId())
                        .param("batchNumber", line.batchNumber())
                        .param("trace", line.traceNumber())
                        .param("retrievalReference", line.retrievalReference())
                        .param("authorizationCode", line.authorizationCode())
                        .param("maskedPan", line.maskedPan())
                        .param("issuer", line.issuer())
                        .param("scheme", line.scheme())
                        .param("region", line.region().name())
                        .param("outlet", line.outletName())
                        .param("amount", line.amount().minorUnits())
                        .param("currency", line.amount().currency().getCurrencyCode())
                        .param("businessDate", line.businessDate())
                        .param("capturedAt", line.capturedAt().atOffset(ZoneOffset.UTC))
                        .param("original", line.originalId())
                        .param("state", line.state().name())
                        .update()
                == 1;
    }

    public Optional<SettlementLine> find(UUID transactionId, LineKind kind, String merchantId) {
        return jdbc.sql(
                        """
                        select * from settlement_line
                         where transaction_id = :transaction and kind = :kind
                           and merchant_id = :merchant
                        """)
                .param("transaction", transactionId)
                .param("kind", kind.name())
                .param("merchant", merchantId)
                .query((row, _) -> line(row))
                .optional();
    }

    /// The oldest lines that nobody could price, at most `limit`.
    public List<SettlementLine> waitingForTariff(String merchantId, Currency currency, int limit) {
        return jdbc.sql(
                        """
                        select * from settlement_line
                         where merchant_id = :merchant and state = 'WAITING_FOR_TARIFF'
                           and currency = :currency
                         order by captured_at, transaction_id
                         limit :limit
                        """)
                .param("merchant", merchantId)
                .param("currency", currency.getCurrencyCode())
                .param("limit", limit)
                .query((row, _) -> line(row))
                .list();
    }

    /// Refunds that wait for this purchase, oldest first.
    public List<SettlementLine> refundsWaitingFor(SettlementLine purchase) {
        return jdbc.sql(
                        """
                        select * from settlement_line
                         where original_id = :purchase and state = 'WAITING_FOR_ORIGINAL'
                           and merchant_id = :merchant
                         order by captured_at, transaction_id
                        """)
                .param("purchase", purchase.transactionId())
                .param("merchant", purchase.merchantId())
                .query((row, _) -> line(row))
                .list();
    }

    /// Refunds among a batch's members that have a tariff and no price.
    public List<SettlementLine> refundsWaitingIn(long batchId) {
        return jdbc.sql(
                        """
                        select * from settlement_line
                         where batch_id = :batch and state = 'WAITING_FOR_ORIGINAL'
                         order by captured_at, transaction_id
                        """)
                .param("batch", batchId)
                .query((row, _) -> line(row))
                .list();
    }

    /// What refunds of a purchase did so far. Those that were reversed don't count.
    ///
    /// @param purchaseFee what it cost, or would
    public Refunded refunded(UUID purchaseId, long purchaseMinor, Fee purchaseFee) {
        return jdbc.sql(
                        """
                        select coalesce(sum(amount_minor), 0) as refunded,
                               coalesce(-sum(fee_minor), 0) as given_back
                          from settlement_line refund
                         where original_id = :purchase and kind = 'REFUND' and fee_minor is not null
                           and not exists (
                               select from settlement_line reversal
                                where reversal.transaction_id = refund.transaction_id
                                  and reversal.kind = 'REFUND_REVERSAL')
                        """)
                .param("purchase", purchaseId)
                .query(
                        (row, _) ->
                                new Refunded(
                                        purchaseMinor,
                                        purchaseFee.minor(),
                                        row.getBigDecimal("refunded").longValueExact(),
                                        row.getBigDecimal("given_back").longValueExact()))
                .single();
    }

    /// Writes down that a tariff is known, but not what the original cost.
    public void awaitOriginal(SettlementLine line) {
        jdbc.sql(
                        """
                        update settlement_line
                           set state = 'WAITING_FOR_ORIGINAL'
                         where transaction_id = :transaction and kind = :kind
                           and state = 'WAITING_FOR_TARIFF'
                        """)
                .param("transaction", line.transactionId())
                .param("kind", line.kind().name())
                .update();
    }

    /// @return the priced line; empty if somebody priced it before
    public Optional<SettlementLine> price(SettlementLine line, Fee fee) {
        int priced = advance(line, LineState.WAITING_FOR_BATCH, fee);
        return priced == 1
                ? Optional.of(line.in(LineState.WAITING_FOR_BATCH, fee))
                : Optional.empty();
    }

    /// @return the posted compensation; empty if it was posted before
    public Optional<SettlementLine> postCompensation(SettlementLine line, Fee fee) {
        int posted = advance(line, LineState.POSTED, fee);
        return posted == 1 ? Optional.of(line.in(LineState.POSTED, fee)) : Optional.empty();
    }

    private int advance(SettlementLine line, LineState state, Fee fee) {
        return jdbc.sql(
                        """
                        update settlement_line
                           set state = :state, fee_minor = :fee, tariff_version = :version,
                               fee_rule = :rule,
                               posted_at = case when :state = 'POSTED' then :now::timestamptz end
                         where transaction_id = :transaction and kind = :kind
                           and state in ('WAITING_FOR_TARIFF', 'WAITING_FOR_ORIGINAL')
                        """)
                .param("state", state.name())
                .param("fee", fee.minor())
                .param("version", fee.tariffVersion())
                .param("rule", fee.rule())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("transaction", line.transactionId())
                .param("kind", line.kind().name())
                .update();
    }

    /// Marks all priced members of a batch as posted.
    ///
    /// @return those that were not before: the caller posts them in the same transaction
    public List<SettlementLine> postMembers(long batchId) {
        return jdbc.sql(
                        """
                        update settlement_line
                           set state = 'POSTED', posted_at = :now
                         where batch_id = :batch and state = 'WAITING_FOR_BATCH'
                        returning *
                        """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("batch", batchId)
                .query((row, _) -> line(row))
                .list();
    }

    /// Compensations that wait for these captures, oldest first.
    public List<SettlementLine> compensationsOf(List<SettlementLine> captures) {
        return jdbc.sql(
                        """
                        select * from settlement_line
                         where transaction_id = any(:captures) and batch_id is null
                           and state = 'WAITING_FOR_ORIGINAL'
                         order by captured_at, transaction_id
                        """)
                .param(
                        "captures",
                        captures.stream().map(SettlementLine::transactionId).toArray(UUID[]::new))
                .query((row, _) -> line(row))
                .list();
    }

    /// The members of a batch that have arrived, in order of trace number.
    public List<SettlementLine> members(long batchId) {
        return jdbc.sql(
                        """
                        select * from settlement_line
                         where batch_id = :batch
                         order by trace_number, transaction_id
                        """)
                .param("batch", batchId)
                .query((row, _) -> line(row))
                .list();
    }

    /// The lines of a merchant's business date in one currency, oldest first, at most `limit`.
    public List<SettlementLine> ofDate(
            String merchantId, LocalDate businessDate, Currency currency, int limit) {
        return jdbc.sql(
                        """
                        select * from settlement_line
                         where merchant_id = :merchant and business_date = :businessDate
                           and currency = :currency
                         order by captured_at, terminal_id, batch_number, trace_number,
                                  transaction_id, kind
                         limit :limit
                        """)
                .param("merchant", merchantId)
                .param("businessDate", businessDate)
                .param("currency", currency.getCurrencyCode())
                .param("limit", limit)
                .query((row, _) -> line(row))
                .list();
    }

    /// How many lines wait in a state, and since when the oldest does.
    public List<Waiting> waiting() {
        return jdbc.sql(
                        """
                        select state, count(*) as lines,
                               extract(epoch from clock_timestamp() - min(captured_at))::bigint
                                   as oldest_seconds
                          from settlement_line
                         where state in ('WAITING_FOR_TARIFF', 'WAITING_FOR_ORIGINAL')
                         group by state
                        """)
                .query(
                        (row, _) ->
                                new Waiting(
                                        LineState.valueOf(row.getString("state")),
                                        row.getLong("lines"),
                                        row.getLong("oldest_seconds")))
                .list();
    }

    /// @param oldestSeconds since the oldest of them was captured
    public record Waiting(LineState state, long lines, long oldestSeconds) {}

    private static SettlementLine line(ResultSet row) throws SQLException {
        @Nullable Long batchId = row.getObject("batch_id", Long.class);
        @Nullable Long fee = row.getObject("fee_minor", Long.class);
        return new SettlementLine(
                row.getObject("transaction_id", UUID.class),
                LineKind.valueOf(row.getString("kind")),
                row.getString("merchant_id"),
                row.getString("terminal_id"),
                batchId,
                row.getString("batch_number"),
                row.getString("trace_number"),
                row.getString("retrieval_reference"),
                row.getString("authorization_code"),
                row.getString("masked_pan"),
                row.getString("issuer"),
                row.getString("scheme"),
                CardRegion.valueOf(row.getString("region")),
                row.getString("outlet_name"),
                Money.of(
                        row.getLong("amount_minor"),
                        Currency.getInstance(row.getString("currency"))),
                row.getObject("business_date", LocalDate.class),
                row.getObject("captured_at", OffsetDateTime.class).toInstant(),
                row.getObject("original_id", UUID.class),
                LineState.valueOf(row.getString("state")),
                fee == null
                        ? null
                        : new Fee(fee, row.getLong("tariff_version"), row.getString("fee_rule")));
    }
}
