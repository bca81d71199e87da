package io.shoudan.transaction.simulation;

import java.time.Duration;

/// What can happen around one purchase.
enum Event {
    PURCHASE {
        @Override
        void happen(Simulation house, Cashier cashier) {
            cashier.ask(house.node(0));
        }
    },
    REPEAT_ELSEWHERE {
        @Override
        void happen(Simulation house, Cashier cashier) {
            cashier.ask(house.node(1));
        }
    },
    REVERSE {
        @Override
        void happen(Simulation house, Cashier cashier) {
            cashier.askToReverse(house.node(1));
        }
    },
    /// The next message to or from the network arrives.
    DELIVER {
        @Override
        void happen(Simulation house, Cashier cashier) {
            house.network().deliver();
        }
    },
    /// Longer than the network may take.
    TIME_OUT {
        @Override
        void happen(Simulation house, Cashier cashier) {
            house.world().pass(Duration.ofSeconds(21));
        }
    },
    SWEEP {
        @Override
        void happen(Simulation house, Cashier cashier) {
            house.job(house.node(1), 0);
        }
    },
    CRASH {
        @Override
        void happen(Simulation house, Cashier cashier) {
            house.crash(0);
        }
    };

    abstract void happen(Simulation house, Cashier cashier);
}
