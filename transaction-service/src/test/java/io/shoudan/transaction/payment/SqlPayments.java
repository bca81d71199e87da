package io.shoudan.transaction.payment;

import io.shoudan.transaction.calendar.Cell;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The table `transaction` in PostgreSQL for cases of other tables.
public final class SqlPayments {

    private SqlPayments() {}

    static PaymentStore store(JdbcClient jdbc) {
        return new PaymentTable(
                jdbc,
                new Cell(
                        ZoneId.of("Asia/Shanghai"),
                        LocalTime.of(23, 0),
                        "00098310",
                        Currency.getInstance("CNY")));
    }

    /// In the caller's database transaction.
    public static Payment insert(JdbcClient jdbc, NewPayment draft) {
        return store(jdbc).insert(List.of(draft)).getFirst();
    }
}
