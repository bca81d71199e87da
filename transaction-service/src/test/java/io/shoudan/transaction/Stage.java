package io.shoudan.transaction;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// One running service and its network, shared by the tests of this JVM that need nothing special.
/// Each test takes a terminal of its own, so none sees another's payments.
final class Stage {

    static final String MERCHANT = "898310058120001";

    private static final AtomicInteger TERMINALS = new AtomicInteger(90_010_000);

    /// Loaded, and so started, by the first test; ends with the JVM.
    private static final class Running {
        static final ScriptedNetwork NETWORK = ScriptedNetwork.start();
        static final RunningService SERVICE =
                RunningService.anew(
                        NETWORK,
                        Map.of(
                                "shoudan.reversal.max-refusals",
                                3,
                                "shoudan.reversal.max-attempts",
                                8,
                                "shoudan.batch.upload-patience",
                                "1h"));
    }

    private Stage() {}

    static RunningService service() {
        return Running.SERVICE;
    }

    /// The network, playing by amount.
    static ScriptedNetwork network() {
        Running.NETWORK.plays(ScriptedNetwork::byAmount);
        Running.NETWORK.ignoresReversals(false);
        Running.NETWORK.holdsReversals(false);
        return Running.NETWORK;
    }

    /// A terminal of the first merchant, signed on.
    static Terminal newTerminal() {
        return newTerminal(MERCHANT);
    }

    static Terminal newTerminal(String merchantId) {
        return service().terminal(merchantId, Integer.toString(TERMINALS.incrementAndGet()));
    }
}
