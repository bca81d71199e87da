package io.shoudan.transaction.payment;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.transaction.model.CardRegion;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.contracts.transaction.model.TransactionState;
import io.shoudan.iso8583.Bytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads a row of `transaction`, selected as `*, now() as changed_at`.
public final class PaymentRow {

    private PaymentRow() {}

    /// @param number of the row in its result; rows don't depend on it
    public static Payment map(ResultSet row, int number) throws SQLException {
        return new Payment(
                row.getObject("id", UUID.class),
                TransactionKind.valueOf(row.getString("kind")),
                TransactionState.valueOf(row.getString("state")),
                new Slip(
                        row.getString("terminal_id"),
                        row.getString("merchant_id"),
                        row.getString("batch_number"),
                        row.getString("trace_number")),
                row.getLong("batch_id"),
                row.getString("condition_code"),
                money(row),
                row.getLong("refunded_minor"),
                card(row),
                row.getString("retrieval_reference"),
                networkTrace(row),
                row.getObject("business_date", LocalDate.class),
                instant(row, "received_at"),
                row.getString("cause"),
                answer(row),
                instantOrNull(row, "decided_at"),
                row.getObject("original_id", UUID.class),
                row.getObject("void_claim_id", UUID.class),
                row.getObject("capture_batch_id", Long.class),
                row.getObject("capture_reversed_on", LocalDate.class),
                new Place(
                        row.getString("merchant_name"),
                        row.getString("merchant_category"),
                        row.getString("outlet_id"),
                        row.getString("outlet_name"),
                        row.getString("outlet_address"),
                        row.getString("region_code")),
                row.getString("software_version"),
                row.getInt("step_count"),
                row.getInt("transition_count"),
                instant(row, "changed_at"));
    }

    private static @Nullable Money money(ResultSet row) throws SQLException {
        var currency = row.getString("currency");
        return currency == null
                ? null
                : Money.of(row.getLong("amount_minor"), Currency.getInstance(currency));
    }

    private static Card card(ResultSet row) throws SQLException {
        var issuer = row.getString("issuer");
        return new Card(
                row.getString("masked_pan"),
                Bytes.of(row.getBytes("pan_sealed")),
                Bytes.of(row.getBytes("pan_hash")),
                row.getString("entry_mode"),
                row.getInt("directory_version"),
                issuer == null
                        ? null
                        : new Card.CardIssuer(
                                issuer,
                                row.getString("issuer_code"),
                                row.getString("scheme"),
                                CardRegion.valueOf(row.getString("card_region")),
                                row.getString("matched_range"),
                                row.getString("network")));
    }

    private static @Nullable NetworkTrace networkTrace(ResultSet row) throws SQLException {
        var number = row.getString("network_trace");
        return number == null ? null : new NetworkTrace(number, instant(row, "transmitted_at"));
    }

    private static @Nullable Answer answer(ResultSet row) throws SQLException {
        var result = row.getString("answer_result");
        return result == null
                ? null
                : new Answer(
                        Answer.Result.valueOf(result),
                        row.getString("answer_cause"),
                        row.getString("issuer_response_code"),
                        row.getString("authorization_code"),
                        bytesOrNull(row, "answer_chip_data"),
                        bytesOrNull(row, "answer_balance_sealed"));
    }

    private static @Nullable Bytes bytesOrNull(ResultSet row, String column) throws SQLException {
        var bytes = row.getBytes(column);
        return bytes == null ? null : Bytes.of(bytes);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column)
            throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
