package io.shoudan.transaction.simulation;

import io.shoudan.transaction.payment.PaymentTables;
import io.shoudan.transaction.reversal.ReversalTables;
import java.util.function.Supplier;
import org.springframework.transaction.PlatformTransactionManager;

/// Where a simulation keeps its rows. As time goes by, it ends transactions that were left alone.
interface Storage extends World.Housekeeping {

    PaymentTables payments();

    ReversalTables reversals();

    /// Transactions of one node.
    ///
    /// @param fates asked at each commit
    PlatformTransactionManager transactions(Node node, Supplier<Fate> fates);

    /// The node's connections are gone, and with them its transactions.
    void disconnect(Node node);

    /// What becomes of a commit.
    enum Fate {
        DONE,
        /// It happens, and nobody hears of it.
        DONE_UNHEARD,
        /// It does not happen, and nobody hears of it.
        LOST_UNHEARD,
        /// It does not happen, and the caller believes that it did. No database does this.
        LOST_BELIEVED
    }
}
