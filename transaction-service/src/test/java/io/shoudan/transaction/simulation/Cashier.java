package io.shoudan.transaction.simulation;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.transaction.model.ReversalReason;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.iso8583.Pan;
import io.shoudan.platform.request.Deadline;
import io.shoudan.transaction.authorization.AuthorizationNode.Wish;
import io.shoudan.transaction.payment.Answer;
import io.shoudan.transaction.payment.Identity;
import io.shoudan.transaction.payment.Payment;
import io.shoudan.transaction.payment.Slip;
import io.shoudan.transaction.reversal.ReversalOutcome;
import io.shoudan.transaction.reversal.TerminalReversal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One terminal: buys, and sometimes voids or refunds. What it does not hear it repeats or
/// reverses, at whichever node, before it does anything else.
final class Cashier {

    private static final Pan CARD = Pan.of("6225000000000014");
    private static final Duration NODE_PATIENCE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(35);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Simulation house;
    private final World world;
    private final Choices choices;
    private final String terminalId;
    private final List<Told> told = new ArrayList<>();
    private final List<Identity> reversed = new ArrayList<>();
    private int trace;
    private boolean done;

    Cashier(Simulation house, int number) {
        this.house = house;
        this.world = house.world();
        this.choices = house.choices();
        this.terminalId = "9001000" + number;
    }

    /// An answer that a node gave, whether or not the terminal heard it.
    record Told(Identity identity, Payment payment) {

        Answer answer() {
            var answer = payment.answer();
            if (answer == null) {
                throw new IllegalStateException("must not be told before it is decided");
            }
            return answer;
        }
    }

    private static final class Call {
        private @Nullable Payment heard;
        private boolean over;
    }

    List<Told> told() {
        return told;
    }

    /// Whose reversal was acknowledged.
    List<Identity> reversed() {
        return reversed;
    }

    boolean done() {
        return done;
    }

    void work() {
        try {
            int wishes = 1 + choices.below(2);
            @Nullable Wish bought = null;
            for (int i = 0; i < wishes; i++) {
                var wish = next(bought);
                if (carryOut(wish) && wish.kind() == TransactionKind.PURCHASE) {
                    bought = wish;
                }
            }
            if (bought != null && choices.oneIn(6)) {
                reverse(bought); // Whatever became of it since.
            }
        } finally {
            done = true;
        }
    }

    private Wish next(@Nullable Wish bought) {
        if (bought == null) {
            return wish(TransactionKind.PURCHASE, 1_000, null);
        }
        return switch (choices.below(3)) {
            case 0 -> wish(TransactionKind.VOID, 1_000, bought.slip());
            case 1 -> wish(TransactionKind.REFUND, 400, bought.slip());
            default -> wish(TransactionKind.PURCHASE, 2_000, null);
        };
    }

    private Wish wish(TransactionKind kind, long minorUnits, @Nullable Slip original) {
        var number = Integer.toString(1_000_000 + ++trace).substring(1);
        return new Wish(
                kind,
                new Slip(terminalId, Simulation.MERCHANT, Simulation.BATCH, number),
                Money.of(minorUnits, Simulation.CNY),
                CARD,
                original);
    }

    /// @return whether the terminal heard an approval and kept it
    private boolean carryOut(Wish wish) {
        for (int i = 0; i < 3; i++) {
            var heard = transmit(wish);
            if (heard != null && !choices.oneIn(12)) {
                return told(heard) == Answer.Result.APPROVED;
            }
            if (heard != null || choices.oneIn(2)) {
                break; // It could not verify the answer, or heard none.
            }
        }
        reverse(wish);
        return false;
    }

    private static Answer.@Nullable Result told(Payment payment) {
        var answer = payment.answer();
        return answer == null ? null : answer.result();
    }

    private @Nullable Payment transmit(Wish wish) {
        var call = new Call();
        var node = house.anyNode();
        call(node, wish, call);
        if (choices.oneIn(8)) {
            call(house.anyNode(), wish, call); // Whoever is between repeats what got no answer.
        }
        world.await(() -> call.over || !node.alive(), PATIENCE);
        return house.plan().losesMessages() && choices.oneIn(6) ? null : call.heard;
    }

    /// Asks one node for the first purchase, once, and does not wait.
    void ask(Node node) {
        done = true;
        call(node, first(), new Call());
    }

    /// Asks one node to reverse it.
    void askToReverse(Node node) {
        done = true;
        var call = new ReversalCall();
        reverse(node, first(), call);
    }

    private Wish first() {
        trace = 0;
        return wish(TransactionKind.PURCHASE, 1_000, null);
    }

    private void call(Node node, Wish wish, Call call) {
        if (world.recording()) {
            world.note(wish.kind() + " " + wish.slip().traceNumber() + " to " + node);
        }
        world.start(
                wish.kind() + " " + terminalId + " at " + node,
                node,
                () -> {
                    try {
                        var answer =
                                node.authorizations()
                                        .authorize(wish, Deadline.in(NODE_PATIENCE, world));
                        answer.ifPresent(
                                it -> {
                                    told.add(new Told(wish.identity(), it));
                                    note(it);
                                });
                        call.heard = answer.orElse(null);
                    } catch (RuntimeException fault) { // The connection is closed.
                        house.closed(fault);
                    }
                    call.over = true;
                });
    }

    private void note(Payment told) {
        if (world.recording()) {
            world.note("told " + told.state() + " " + told.answer());
        }
    }

    private void reverse(Wish wish) {
        while (true) {
            var call = new ReversalCall();
            var node = house.anyNode();
            reverse(node, wish, call);
            world.await(() -> call.over || !node.alive(), PATIENCE);
            if (call.heard instanceof ReversalOutcome.Recorded && !choices.oneIn(8)) {
                return;
            }
            world.sleep(PAUSE);
        }
    }

    private void reverse(Node node, Wish wish, ReversalCall call) {
        var reversal =
                new TerminalReversal(
                        wish.identity(), wish.amount(), CARD, ReversalReason.NO_ANSWER);
        if (world.recording()) {
            world.note("reversal of " + wish.slip().traceNumber() + " to " + node);
        }
        world.start(
                "reversal " + terminalId + " at " + node,
                node,
                () -> {
                    try {
                        call.heard = node.reversals().terminalReversals().record(reversal);
                        if (call.heard instanceof ReversalOutcome.Recorded) {
                            reversed.add(wish.identity());
                        }
                    } catch (RuntimeException fault) { // The connection is closed.
                        house.closed(fault);
                    }
                    call.over = true;
                });
    }

    private static final class ReversalCall {
        private @Nullable ReversalOutcome heard;
        private boolean over;
    }
}
