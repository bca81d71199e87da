package io.shoudan.transaction.route;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.shoudan.platform.Ticker;
import io.shoudan.platform.request.Deadline;
import io.shoudan.transaction.network.Clearance;
import io.shoudan.transaction.network.NetworkLink;
import io.shoudan.transaction.network.NetworkReply;
import io.shoudan.transaction.network.NetworkReply.Reason;
import io.shoudan.transaction.network.NetworkRequest;
import io.shoudan.transaction.network.NetworkReversal;
import io.shoudan.transaction.network.ReversalReply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Takes requests to the network of their card, if the way is open.
///
/// A request passes switch, circuit and bulkhead, and the switch is asked again right before the
/// write. Reversals pass the switch only: money already moved is not held up by a circuit, and
/// nothing at all is sent to what somebody switched off. Thread-safe; blocks as [NetworkLink] does.
@Component
public final class Router {

    private final Map<String, NetworkLink> links;
    private final Switches switches;
    private final Guard guard;
    private final Ticker ticker;

    Router(List<NetworkLink> links, Switches switches, Guard guard, Ticker ticker) {
        this.links =
                links.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        NetworkLink::network, Function.identity()));
        this.switches = switches;
        this.guard = guard;
        this.ticker = ticker;
    }

    /// Why a request would not be sent now (check 17); a look only, which takes no place.
    public Optional<Reason> refusal(Route route) {
        if (!switches.open(route)) {
            return Optional.of(Reason.SWITCHED_OFF);
        }
        var link = links.get(route.network());
        if (link == null || !link.signedOn()) {
            return Optional.of(Reason.NOT_CONNECTED);
        }
        if (guard.circuit(route.network()).getState() == CircuitBreaker.State.OPEN) {
            return Optional.of(Reason.CIRCUIT_OPEN);
        }
        return guard.hasRoom(route) ? Optional.empty() : Optional.of(Reason.WINDOW_FULL);
    }

    /// Asks the network. See [NetworkLink#send].
    public NetworkReply send(Route route, NetworkRequest request, Deadline deadline) {
        requireNoTransaction();
        var link = links.get(route.network());
        if (link == null) {
            return new NetworkReply.NotSent(Reason.NOT_CONNECTED);
        }
        if (!guard.enter(route)) {
            return new NetworkReply.NotSent(Reason.WINDOW_FULL);
        }
        try {
            return throughCircuit(link, route, request, deadline);
        } finally {
            guard.leave(route);
        }
    }

    /// Whether a reversal could be sent now.
    public boolean reachable(Route route) {
        var link = links.get(route.network());
        return link != null && link.signedOn() && switches.open(route);
    }

    /// Takes a request back. See [NetworkLink#reverse].
    public ReversalReply reverse(Route route, NetworkReversal reversal, Deadline deadline) {
        requireNoTransaction();
        var link = links.get(route.network());
        return link == null
                ? new ReversalReply.NotSent()
                : link.reverse(reversal, deadline, clearance(route));
    }

    /// What is sent must be recorded already, and no connection may be held while the network
    /// thinks.
    private static void requireNoTransaction() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("must not be in a database transaction");
        }
    }

    /// CLOSED, OPEN or HALF_OPEN.
    String circuitState(String network) {
        return guard.circuit(network).getState().name();
    }

    boolean signedOn(String network) {
        var link = links.get(network);
        return link != null && link.signedOn();
    }

    private NetworkReply throughCircuit(
            NetworkLink link, Route route, NetworkRequest request, Deadline deadline) {
        var circuit = guard.circuit(route.network());
        if (!circuit.tryAcquirePermission()) {
            return new NetworkReply.NotSent(Reason.CIRCUIT_OPEN);
        }
        long start = ticker.nanos();
        @Nullable NetworkReply reply = null;
        try {
            reply = link.send(request, deadline, clearance(route));
            return reply;
        } finally {
            judge(circuit, reply, ticker.nanos() - start);
        }
    }

    /// Any answer will do: only silence speaks against a network.
    private static void judge(CircuitBreaker circuit, @Nullable NetworkReply reply, long nanos) {
        switch (reply) {
            case NetworkReply.Approved _, NetworkReply.Declined _, NetworkReply.Unclear _ ->
                    circuit.onSuccess(nanos, TimeUnit.NANOSECONDS);
            case NetworkReply.NoReply _ ->
                    circuit.onError(nanos, TimeUnit.NANOSECONDS, new Unanswered());
            case NetworkReply.NotSent _ -> circuit.releasePermission();
            case null -> circuit.releasePermission();
        }
    }

    private Clearance clearance(Route route) {
        return () -> switches.open(route) ? null : Reason.SWITCHED_OFF;
    }

    /// What the circuit counts; carries nothing.
    private static final class Unanswered extends RuntimeException {
        Unanswered() {
            super("no reply", null, false, false);
        }
    }
}
