package io.shoudan.benchmarks.load;

import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.simulator.terminal.Card;
import io.shoudan.simulator.terminal.Memory;
import io.shoudan.simulator.terminal.Terminal;
import io.shoudan.simulator.terminal.TerminalSettings;

/// A terminal that never settles: before its batch is full of slips it forgets them, and signs on
/// again with the next trace number.
final class TerminalBuyer implements Buyer {

    private static final int SLIPS = 900;
    private static final long AMOUNT = 10_00;
    private static final Card CARD = Card.typed("6225000000000014", "3012");

    private final TerminalSettings settings;
    private Terminal terminal;

    TerminalBuyer(TerminalSettings settings) {
        this.settings = settings;
        this.terminal = new Terminal(settings);
    }

    /// @throws IllegalStateException if the host refuses
    void signOn() {
        var exchange = terminal.signOn();
        if (!exchange.approved()) {
            throw new IllegalStateException("must be signed on: " + exchange.responseCode());
        }
    }

    @Override
    public String buy() {
        return terminal.purchase(AMOUNT, CARD).responseCode().orElse("none");
    }

    @Override
    public void rest() {
        var memory = terminal.memory();
        if (memory.slips().size() < SLIPS) {
            return;
        }
        var last = terminal.journal().getLast().request().message();
        int trace = Integer.parseInt(last.get(TerminalDialect.TRACE_NUMBER));
        terminal.close();
        terminal =
                new Terminal(
                        settings,
                        Memory.startingAt(memory.batchNumber(), "%06d".formatted(trace + 1)),
                        _ -> {});
        signOn();
    }
}
