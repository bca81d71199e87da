package io.shoudan.transaction.payment;

import io.shoudan.contracts.event.DomainEvent;
import io.shoudan.contracts.event.EventTypes;
import io.shoudan.contracts.transaction.model.TransactionState;
import io.shoudan.platform.event.EventJson;
import io.shoudan.transaction.payment.PaymentCells.StepCells;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What PostgreSQL holds of payments, read all at once.
final class CommittedPayments {

    private static final EventJson JSON = new EventJson();

    private final JdbcClient jdbc;

    CommittedPayments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// In the order of ids.
    List<PaymentCells> payments() {
        var steps = steps();
        return jdbc.sql("select *, now() as changed_at from transaction order by id")
                .query((row, number) -> payment(row, number, steps))
                .list();
    }

    private static PaymentCells payment(ResultSet row, int number, Map<UUID, List<StepCells>> steps)
            throws SQLException {
        var payment = PaymentRow.map(row, number);
        var deadline = row.getObject("send_deadline_at", OffsetDateTime.class);
        return new PaymentCells(
                payment,
                deadline == null ? null : deadline.toInstant(),
                row.getBoolean("holds_claim"),
                steps.getOrDefault(payment.id(), List.of()));
    }

    private Map<UUID, List<StepCells>> steps() {
        var steps = new HashMap<UUID, List<StepCells>>();
        jdbc.sql("select * from transaction_step order by transaction_id, sequence")
                .query(
                        row -> {
                            steps.computeIfAbsent(
                                            row.getObject("transaction_id", UUID.class),
                                            _ -> new ArrayList<>())
                                    .add(step(row));
                        });
        return steps;
    }

    private static StepCells step(ResultSet row) throws SQLException {
        @Nullable Integer transition = row.getObject("transition", Integer.class);
        return new StepCells(
                Step.valueOf(row.getString("step")),
                TransactionState.valueOf(row.getString("state")),
                transition,
                row.getString("cause"),
                row.getString("detail"));
    }

    /// In the order in which they were written.
    List<DomainEvent> events() {
        return jdbc.sql("select headers ->> 'ce_type' as type, payload from outbox order by id")
                .query((row, _) -> event(row.getString("type"), row.getBytes("payload")))
                .list();
    }

    private static DomainEvent event(String type, byte[] payload) {
        return JSON.read(payload, Objects.requireNonNull(EventTypes.classOf(type)));
    }
}
