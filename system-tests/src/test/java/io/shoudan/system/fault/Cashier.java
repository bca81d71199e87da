package io.shoudan.system.fault;

import static io.shoudan.iso8583.terminal.TerminalDialect.PROCESSING_CODE;

import io.shoudan.iso8583.terminal.ProcessingRequirement;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.simulator.terminal.Card;
import io.shoudan.simulator.terminal.Exchange;
import io.shoudan.simulator.terminal.Terminal;
import io.shoudan.system.history.Fact.Flaw;
import io.shoudan.system.history.Journal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Who works at a terminal: buys, voids, refunds, asks, repeats, reverses and settles as the seed
/// decides. What was not heard is repeated or reversed before anything else happens, as a real
/// terminal does: only so a batch can balance.
///
/// One thread each.
final class Cashier implements AutoCloseable {

    private static final Card CARD = Card.typed("6225000000000014", "3012");

    /// Refused before anything was looked up: says nothing about an earlier transmission.
    private static final Set<String> NOT_LOOKED_AT =
            Set.of("97", "77", "A0", "99", "30", "03", "58", "96");

    private static final Set<String> SIGN_ON_CODES = Set.of("77", "99");
    private static final String PURCHASE = "000000";
    private static final List<Integer> ENDINGS = List.of(51, 54, 55, 61, 91, 96, 97, 98, 99);

    private static final int SOLD_AT_MOST = 20;
    private static final long SHORTEST_PAUSE_MS = 50;
    private static final long LONGEST_PAUSE_MS = 400;

    private final Terminal terminal;
    private final Journal journal;
    private final Random random;
    private final int oddities;
    private final List<Exchange> sold = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private String batch = "";
    private boolean signOnDue = true;
    private @Nullable Exchange unheard;
    private boolean reversing;
    private @Nullable Exchange closing;
    private boolean uploading;
    private String lastHeard = "";

    /// @param oddities how many of 100 amounts the network does not simply approve
    Cashier(Terminal terminal, Journal journal, Random random, int oddities) {
        this.terminal = terminal;
        this.journal = journal;
        this.random = random;
        this.oddities = oddities;
    }

    /// Works as long as the shop is open.
    void work(BooleanSupplier open) {
        while (open.getAsBoolean()) {
            if (owes()) {
                comeToTerms();
            } else {
                act();
            }
            pause();
        }
    }

    /// Comes to terms with what is open.
    ///
    /// @param inTime false when it takes too long
    void tidyUp(BooleanSupplier inTime) {
        while (owes() && inTime.getAsBoolean()) {
            comeToTerms();
            pause();
        }
        if (owes()) {
            complain("has not come to terms with trace " + traceOf(unheard));
        }
    }

    /// Somebody else pretends to be this terminal, and does not know its keys.
    void intrude() {
        journal.hear(
                terminal,
                Flaw.WRONG_MAC,
                it -> it.exchange(it.frameWithWrongMac(it.drafts().purchase(amount(), CARD))));
    }

    /// Settles the batch; host and terminal must agree (I14).
    void settle(BooleanSupplier inTime) {
        var before = terminal.memory().batchNumber();
        while (terminal.memory().batchNumber().equals(before) && inTime.getAsBoolean()) {
            close(journal.hear(terminal, Terminal::settle));
            tidyUp(inTime);
        }
        if (terminal.memory().batchNumber().equals(before)) {
            complain("could not settle");
        }
    }

    /// What did not end as it should, for people.
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /// Purchases of this batch that stand, as the terminal sees it; the oldest first.
    List<Exchange> sold() {
        return List.copyOf(sold);
    }

    private void complain(String what) {
        complaints.add(
                "terminal %s, batch %s: %s; last heard: %s"
                        .formatted(
                                terminal.drafts().echo().get(TerminalDialect.TERMINAL),
                                terminal.memory().batchNumber(),
                                what,
                                lastHeard));
    }

    private static @Nullable String traceOf(@Nullable Exchange exchange) {
        return exchange == null ? null : exchange.traceNumber();
    }

    private boolean owes() {
        return signOnDue || unheard != null || closing != null || uploading;
    }

    private void act() {
        int dice = random.nextInt(100);
        if (sold.isEmpty() || dice < 50) {
            begin(journal.hear(terminal, it -> it.purchase(amount(), card())));
        } else if (dice < 60) {
            var trace = take().traceNumber();
            begin(journal.hear(terminal, it -> it.voidOf(trace)));
        } else if (dice < 70) {
            var trace = take().traceNumber();
            long part = 1 + random.nextLong(100);
            begin(journal.hear(terminal, it -> it.refund(trace, part)));
        } else if (dice < 82) {
            var purchase = sold.get(random.nextInt(sold.size()));
            hear(journal.hearAgain(terminal, purchase));
        } else if (dice < 88) {
            unheard = take();
            reversing = true;
        } else if (dice < 96) {
            hear(journal.hear(terminal, it -> it.balance(card())));
        } else if (dice < 98) {
            close(journal.hear(terminal, Terminal::settle));
        } else {
            signOnDue = true;
        }
    }

    private Exchange take() {
        return sold.remove(random.nextInt(sold.size()));
    }

    /// 10.00 to 99.00 and an ending by which the network decides.
    private long amount() {
        int ending =
                random.nextInt(100) < oddities
                        ? ENDINGS.get(random.nextInt(ENDINGS.size()))
                        : random.nextInt(50);
        return 1_000 + 100L * random.nextInt(90) + ending;
    }

    private Card card() {
        return random.nextInt(10) == 0 ? CARD.withPin("1234") : CARD;
    }

    /// Notices what concerns the terminal as a whole.
    private Exchange hear(Exchange exchange) {
        lastHeard =
                "%s %s: %s"
                        .formatted(
                                exchange.request().message().mti(),
                                exchange.traceNumber(),
                                exchange.responseCode().orElse(exchange.heard().toString()));
        signOnDue |=
                exchange.requirement().filter(ProcessingRequirement.SIGN_ON::equals).isPresent()
                        || SIGN_ON_CODES.contains(exchange.responseCode().orElse(""));
        if (!terminal.memory().batchNumber().equals(batch)) {
            batch = terminal.memory().batchNumber();
            sold.clear();
        }
        return exchange;
    }

    /// After a payment was sent.
    private void begin(Exchange exchange) {
        hear(exchange);
        if (!exchange.believed()) {
            unheard = exchange;
            reversing = false;
        } else if (exchange.approved()
                && PURCHASE.equals(exchange.request().message().get(PROCESSING_CODE))
                && sold.size() < SOLD_AT_MOST) {
            sold.add(exchange);
        }
    }

    /// After a settlement was sent.
    private void close(Exchange exchange) {
        var before = batch;
        hear(exchange);
        closing = exchange.believed() ? null : exchange;
        uploading = exchange.approved() && batch.equals(before);
        if (uploading) {
            complain("the host's totals differ");
        }
    }

    /// One attempt to bring to its end what is open.
    private void comeToTerms() {
        if (signOnDue) {
            signOnDue = false;
            signOnDue = !hear(journal.hear(terminal, Terminal::signOn)).approved();
        } else if (unheard != null) {
            learnOrUndo(unheard);
        } else if (closing != null) {
            close(journal.hearAgain(terminal, closing));
        } else if (uploading) {
            boolean all =
                    terminal.uploadLines().isEmpty()
                            || hear(journal.hear(terminal, it -> it.upload().getLast())).approved();
            uploading = !all || !hear(journal.hear(terminal, Terminal::uploadEnd)).approved();
        }
    }

    private void learnOrUndo(Exchange first) {
        reversing |= random.nextBoolean();
        if (reversing) {
            var reversal = journal.hear(terminal, it -> it.reverse(first.traceNumber()));
            if (hear(reversal).approved()) {
                unheard = null;
            }
            return;
        }
        var again = journal.hearAgain(terminal, first);
        if (again.believed() && NOT_LOOKED_AT.contains(again.responseCode().orElse(""))) {
            hear(again);
            reversing = true; // The slip says declined by now, whatever became of the first one.
        } else {
            unheard = null;
            begin(again);
        }
    }

    private void pause() {
        long millis = SHORTEST_PAUSE_MS + random.nextLong(LONGEST_PAUSE_MS - SHORTEST_PAUSE_MS);
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }

    @Override
    public void close() {
        terminal.close();
    }
}
