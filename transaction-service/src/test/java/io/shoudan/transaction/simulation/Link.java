package io.shoudan.transaction.simulation;

import io.shoudan.platform.database.DatabaseFaults;
import io.shoudan.platform.request.Deadline;
import io.shoudan.transaction.network.Clearance;
import io.shoudan.transaction.network.LateAnswers;
import io.shoudan.transaction.network.LateAnswers.LateAnswer;
import io.shoudan.transaction.network.NetworkLink;
import io.shoudan.transaction.network.NetworkReference;
import io.shoudan.transaction.network.NetworkReply;
import io.shoudan.transaction.network.NetworkReply.Reason;
import io.shoudan.transaction.network.NetworkRequest;
import io.shoudan.transaction.network.NetworkReversal;
import io.shoudan.transaction.network.ReversalReply;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One node's way to the network, with who waits for what.
final class Link implements NetworkLink {

    static final Duration REPLY_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration RETRY_PAUSE = Duration.ofMillis(200);

    private final World world;
    private final Node node;
    private final CardNetwork network;
    private final String name;
    private final Consumer<UUID> sent;
    private final Bug bug;
    private final Map<NetworkReference, Waiting<?>> waiting = new HashMap<>();
    private @Nullable LateAnswers lateAnswers;

    /// @param sent told of each request that leaves
    Link(World world, Node node, CardNetwork network, String name, Consumer<UUID> sent, Bug bug) {
        this.bug = bug;
        this.world = world;
        this.node = node;
        this.network = network;
        this.name = name;
        this.sent = sent;
    }

    private static final class Waiting<R> {
        private final Class<R> type;
        private @Nullable R reply;

        Waiting(Class<R> type) {
            this.type = type;
        }

        void take(Object said) {
            reply = type.cast(said);
        }
    }

    void passesLateAnswersTo(LateAnswers desk) {
        lateAnswers = desk;
    }

    Node node() {
        return node;
    }

    @Override
    public String network() {
        return name;
    }

    @Override
    public boolean signedOn() {
        return true;
    }

    @Override
    public NetworkReply send(NetworkRequest request, Deadline deadline, Clearance clearance) {
        world.step("check before sending");
        if (deadline.expired()) {
            return new NetworkReply.NotSent(Reason.DEADLINE_PASSED);
        }
        var refusal = clearance.refusal();
        if (refusal != null) {
            return new NetworkReply.NotSent(refusal);
        }
        var slot = new Waiting<>(NetworkReply.class);
        waiting.put(request.reference(), slot);
        world.step("send");
        sent.accept(request.paymentId());
        network.take(request, this);
        var reply = answer(request.reference(), slot, deadline, new NetworkReply.NoReply());
        if (bug == Bug.SENDS_AGAIN && reply instanceof NetworkReply.NoReply) {
            sent.accept(request.paymentId());
            network.take(request, this);
        }
        return reply;
    }

    @Override
    public ReversalReply reverse(NetworkReversal reversal, Deadline deadline, Clearance clearance) {
        world.step("check before reversing");
        if (deadline.expired()) {
            return new ReversalReply.NotSent();
        }
        var slot = new Waiting<>(ReversalReply.class);
        waiting.put(reversal.reference(), slot);
        world.step("reverse");
        network.take(reversal, this);
        return answer(reversal.reference(), slot, deadline, new ReversalReply.NoReply());
    }

    private <R> R answer(
            NetworkReference reference, Waiting<R> slot, Deadline deadline, R otherwise) {
        var left = deadline.remaining();
        world.await(
                () -> slot.reply != null, left.compareTo(REPLY_TIMEOUT) < 0 ? left : REPLY_TIMEOUT);
        waiting.remove(reference, slot);
        return slot.reply == null ? otherwise : slot.reply;
    }

    /// The network answers a request; whoever waits for it goes on.
    void receive(NetworkReference reference, NetworkReply reply, LateAnswer late) {
        world.start(
                "answer to " + node,
                node,
                () -> {
                    world.step("answer arrives");
                    var slot = waiting.remove(reference);
                    if (slot == null) {
                        if (bug != Bug.DROPS_LATE_ANSWERS) {
                            handle(late);
                        }
                    } else {
                        slot.take(reply);
                    }
                });
    }

    /// The network answers a reversal. Nobody misses what comes too late.
    void receive(NetworkReference reference, ReversalReply reply) {
        world.start(
                "answer to " + node,
                node,
                () -> {
                    world.step("answer arrives");
                    var slot = waiting.remove(reference);
                    if (slot != null) {
                        slot.take(reply);
                    }
                });
    }

    /// As the late desk does: again until the database takes it.
    private void handle(LateAnswer late) {
        while (true) {
            try {
                Objects.requireNonNull(lateAnswers).arrived(late);
                return;
            } catch (RuntimeException fault) {
                if (!DatabaseFaults.passing(fault)) {
                    throw fault;
                }
            }
            world.sleep(RETRY_PAUSE);
        }
    }
}
