package io.shoudan.transaction.simulation;

import io.shoudan.iso8583.Bytes;
import io.shoudan.transaction.network.LateAnswers.LateAnswer;
import io.shoudan.transaction.network.NetworkReply;
import io.shoudan.transaction.network.NetworkRequest;
import io.shoudan.transaction.network.NetworkReversal;
import io.shoudan.transaction.network.ReversalReply;
import io.shoudan.transaction.network.Transmissions;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The card network and the ways to it, with a record of its own. It never fails, but it may be
/// slow, and what is said to it or by it may get lost.
final class CardNetwork {

    private static final int MAX_TELLINGS = 20;

    private final World world;
    private final Choices choices;
    private final Plan plan;
    private final Supplier<Node> anyNode;
    private final Map<String, Entry> entries = new TreeMap<>();
    private boolean healed;
    private boolean holding;
    private int held;
    private int delivered;
    private int codes;

    CardNetwork(World world, Choices choices, Plan plan, Supplier<Node> anyNode) {
        this.world = world;
        this.choices = choices;
        this.plan = plan;
        this.anyNode = anyNode;
    }

    /// What the network knows of one payment of ours, by its field 37.
    static final class Entry {
        private @Nullable NetworkRequest request;
        private int requests;
        private @Nullable NetworkReply reply;
        private boolean deniedBefore;
        private int effects;
        private int refusals;

        /// Requests that arrived.
        int requests() {
            return requests;
        }

        /// Times that a reversal took an approval back.
        int effects() {
            return effects;
        }

        boolean approved() {
            return reply instanceof NetworkReply.Approved || reply instanceof NetworkReply.Unclear;
        }

        boolean stands() {
            return approved() && effects == 0;
        }
    }

    Map<String, Entry> entries() {
        return entries;
    }

    /// No more is lost or slow.
    void heal() {
        healed = true;
        delivered = held;
    }

    /// From now on messages wait until they are delivered, one by one.
    void hold() {
        holding = true;
    }

    /// Delivers the message that has waited longest, if one does.
    void deliver() {
        delivered = Math.min(held, delivered + 1);
    }

    private Entry entry(String reference) {
        return entries.computeIfAbsent(reference, _ -> new Entry());
    }

    /// Bytes leave.
    void take(NetworkRequest request, Link from) {
        world.start(
                "request " + request.reference().retrievalReference(),
                null,
                () -> {
                    if (!way()) {
                        return;
                    }
                    var entry = entry(request.reference().retrievalReference());
                    entry.requests++;
                    if (entry.request == null) {
                        entry.request = request;
                        entry.reply = decide(entry);
                    }
                    if (world.recording()) {
                        world.note("network says " + entry.reply);
                    }
                    if (way()) {
                        tell(entry, from);
                    }
                    if (choices.oneIn(16) && !healed) {
                        tell(entry, from); // A second time.
                    }
                    insist(entry);
                });
    }

    /// A network that approves what it had denied says so until it is heard: nobody else can know.
    private void insist(Entry entry) {
        for (int i = 0; i < MAX_TELLINGS && entry.deniedBefore && entry.stands(); i++) {
            tell(entry, anyNode.get().link());
            world.sleep(Duration.ofSeconds(30));
        }
    }

    private NetworkReply decide(Entry entry) {
        if (entry.deniedBefore && plan.networkRemembers()) {
            return new NetworkReply.Declined("12", null);
        }
        return switch (choices.below(10)) {
            case 0, 1 -> new NetworkReply.Declined("51", null);
            case 2 -> new NetworkReply.Unclear("10"); // Which holds money.
            default ->
                    new NetworkReply.Approved(
                            "00", Integer.toString(100_000 + ++codes), (Bytes) null, null);
        };
    }

    /// Takes a message's time; says whether it arrives.
    private boolean way() {
        if (holding && !healed) {
            int number = held++;
            world.await(() -> number < delivered, Duration.ofHours(10));
            return true;
        }
        if (healed) {
            world.step("on the way");
            return true;
        }
        if (plan.losesMessages() && choices.oneIn(8)) {
            world.note("lost");
            return false;
        }
        switch (plan.slowNetwork() ? choices.below(6) : 5) {
            case 0 -> world.sleep(Duration.ofSeconds(19));
            case 1 -> world.sleep(Duration.ofSeconds(26));
            case 2 -> world.sleep(Duration.ofSeconds(50));
            default -> world.step("on the way");
        }
        return true;
    }

    private void tell(Entry entry, Link from) {
        var request = Objects.requireNonNull(entry.request);
        var reply = Objects.requireNonNull(entry.reply);
        // A connection that is gone takes its answers with it, or the network uses another.
        var link = from.node().alive() ? from : anyNode.get().link();
        link.receive(request.reference(), reply, late(request, reply));
    }

    private static LateAnswer late(NetworkRequest request, NetworkReply reply) {
        var amount = request.amount();
        return new LateAnswer(
                "0210",
                request.reference().traceNumber(),
                request.reference().retrievalReference(),
                Transmissions.text(request.reference().transmittedAt()),
                amount == null ? null : amount.minorUnits(),
                request.acceptor().terminalId(),
                switch (reply) {
                    case NetworkReply.Approved(var code, _, _, _) -> code;
                    case NetworkReply.Declined(var code, _) -> code;
                    case NetworkReply.Unclear(var code) -> code;
                    case NetworkReply.NotSent _, NetworkReply.NoReply _ ->
                            throw new IllegalStateException("must be said by a network");
                },
                reply instanceof NetworkReply.Approved approved
                        ? approved.authorizationCode()
                        : null);
    }

    /// A reversal leaves.
    void take(NetworkReversal reversal, Link from) {
        world.start(
                "reversal " + reversal.reference().retrievalReference(),
                null,
                () -> {
                    if (!way()) {
                        return;
                    }
                    var reply = undo(entry(reversal.reference().retrievalReference()));
                    if (world.recording()) {
                        world.note("network says " + reply);
                    }
                    if (way() && from.node().alive()) {
                        from.receive(reversal.reference(), reply);
                    }
                });
    }

    private ReversalReply undo(Entry entry) {
        if (!healed && entry.refusals < 3 && choices.oneIn(12)) {
            entry.refusals++;
            return new ReversalReply.Refused("96");
        }
        if (entry.request == null) {
            entry.deniedBefore = true;
            return new ReversalReply.NoSuchOriginal();
        }
        if (entry.stands()) {
            entry.effects++;
            return new ReversalReply.Acknowledged();
        }
        return entry.approved() || choices.oneIn(2)
                ? new ReversalReply.Acknowledged()
                : new ReversalReply.NoSuchOriginal();
    }
}
