package io.shoudan.transaction.authorization;

import io.shoudan.platform.Ticker;
import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.problem.ProblemType;
import io.shoudan.platform.request.Deadline;
import io.shoudan.transaction.network.NetworkProperties;
import io.shoudan.transaction.network.NetworkReply;
import io.shoudan.transaction.network.NetworkReply.Reason;
import io.shoudan.transaction.payment.Payment;
import io.shoudan.transaction.route.Route;
import io.shoudan.transaction.route.Router;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Decides purchases, voids, refunds and balance inquiries.
///
/// A request is recorded before it is sent and closed afterwards, in two short database
/// transactions. None is open while the network thinks, and a crash between any two lines leaves a
/// row that [Sweep] resolves.
///
/// Idempotent by the request's identity. Safe for any number of threads; blocks until the network
/// time-out plus a few database round trips, but not beyond the caller's deadline.
@Component
class Authorizer {

    private final Intents intents;
    private final Outcomes outcomes;
    private final Repeats repeats;
    private final Router router;
    private final NetworkRequests messages;
    private final PaymentIds ids;
    private final DecisionLog log;
    private final AuthorizationProperties properties;
    private final NetworkProperties network;
    private final Ticker ticker;
    private final Semaphore places;

    Authorizer(
            Intents intents,
            Outcomes outcomes,
            Repeats repeats,
            Router router,
            NetworkRequests messages,
            PaymentIds ids,
            DecisionLog log,
            AuthorizationProperties properties,
            NetworkProperties network,
            Ticker ticker) {
        this.intents = intents;
        this.outcomes = outcomes;
        this.repeats = repeats;
        this.router = router;
        this.messages = messages;
        this.ids = ids;
        this.log = log;
        this.properties = properties;
        this.network = network;
        this.ticker = ticker;
        this.places = new Semaphore(properties.maxConcurrent());
    }

    /// Decides `request`, or repeats the decision if it was made before.
    ///
    /// @throws Problem `unavailable` if it was not looked at; `deadline-exceeded` if the outcome is
    ///     not known in time. An earlier transmission may have been recorded all the same
    Decision authorize(AuthorizationRequest request, Deadline deadline) {
        if (!places.tryAcquire()) {
            throw Problem.of(ProblemType.UNAVAILABLE);
        }
        try {
            deadline.check();
            long start = ticker.nanos();
            var decision = decide(request, deadline);
            log.tell(request, decision, Duration.ofNanos(ticker.nanos() - start));
            return decision;
        } finally {
            places.release();
        }
    }

    private Decision decide(AuthorizationRequest request, Deadline deadline) {
        return switch (intents.open(request, ids.next(), patience(deadline))) {
            case Opened.Refused(var cause) -> repeats.refusal(cause);
            case Opened.Declined(var payment) -> new Decision.Made(payment, Decision.Telling.FIRST);
            case Opened.Before(var paymentId) ->
                    new Decision.Made(repeats.await(paymentId, deadline), Decision.Telling.AGAIN);
            case Opened.Sent(var payment, var original) ->
                    new Decision.Made(
                            send(request, payment, original, deadline), Decision.Telling.FIRST);
        };
    }

    private Payment send(
            AuthorizationRequest request,
            Payment payment,
            @Nullable Payment original,
            Deadline deadline) {
        var issuer = Objects.requireNonNull(payment.card().issuer());
        var route = new Route(issuer.network(), issuer.name());
        var networkDeadline = networkDeadline(deadline);
        // Asked once more by the link, right before the write.
        NetworkReply reply =
                networkDeadline.expired()
                        ? new NetworkReply.NotSent(Reason.DEADLINE_PASSED)
                        : router.send(
                                route, messages.of(request, payment, original), networkDeadline);
        var decided = outcomes.record(payment, reply, deadline);
        if (decided.open()) {
            throw Problem.of(ProblemType.DEADLINE_EXCEEDED);
        }
        return decided;
    }

    /// What is kept back lets the outcome be recorded and told before the caller gives up.
    private Deadline networkDeadline(Deadline deadline) {
        var left = deadline.remaining().minus(properties.recordTime());
        return deadline.child(left.isNegative() ? Duration.ZERO : left);
    }

    /// After this long the sweep may resolve the row.
    private Duration patience(Deadline deadline) {
        var left = networkDeadline(deadline).remaining();
        var longest = network.replyTimeout();
        return (left.compareTo(longest) < 0 ? left : longest).plus(properties.sweepMargin());
    }
}
