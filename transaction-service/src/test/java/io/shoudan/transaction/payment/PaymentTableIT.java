package io.shoudan.transaction.payment;

import io.shoudan.transaction.calendar.Cell;
import io.shoudan.transaction.simulation.SqlHouse;
import io.shoudan.transaction.simulation.StoreHouse;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import org.junit.jupiter.api.BeforeAll;

/// The tables in PostgreSQL.
class PaymentTableIT implements PaymentStoreCases {

    private static SqlHouse house;
    private static PaymentStore store;
    private static Identities identities;

    @BeforeAll
    static void start() {
        house = new SqlHouse();
        var cell =
                new Cell(
                        ZoneId.of("Asia/Shanghai"),
                        LocalTime.of(23, 0),
                        "00098310",
                        Currency.getInstance("CNY"));
        store = new PaymentTable(house.jdbc(), cell);
        identities = new IdentityTable(house.jdbc());
    }

    @Override
    public StoreHouse house() {
        return house;
    }

    @Override
    public PaymentStore store() {
        return store;
    }

    @Override
    public Identities identities() {
        return identities;
    }
}
