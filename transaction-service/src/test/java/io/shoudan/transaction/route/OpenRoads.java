package io.shoudan.transaction.route;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.shoudan.platform.Ticker;
import io.shoudan.platform.database.Transactions;
import io.shoudan.transaction.network.NetworkLink;
import io.shoudan.transaction.simulation.NoDatabase;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/// Routers of a house in which nothing is switched off and no circuit ever opens.
public final class OpenRoads {

    private final Switches switches = new Switches(new NoSwitches());
    private final Guard guard =
            new Guard(
                    new RouteProperties(1_000, 1_000, 10_000, 100, Duration.ofSeconds(10), 5),
                    new CompositeMeterRegistry());

    /// For one node, to the network at the other end of `link`.
    public Router router(NetworkLink link, Ticker ticker) {
        return new Router(List.of(link), switches, guard, ticker);
    }

    private static final class NoSwitches extends SwitchTable {

        NoSwitches() {
            super(
                    NoDatabase.jdbc(),
                    new Transactions(new DataSourceTransactionManager(new NoDatabase())));
        }

        @Override
        List<SwitchRow> all() {
            return List.of();
        }
    }
}
