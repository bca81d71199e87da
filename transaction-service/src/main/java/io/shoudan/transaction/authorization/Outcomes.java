package io.shoudan.transaction.authorization;

import io.shoudan.contracts.catalogue.FailureCatalogue;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.contracts.transaction.model.TransactionState;
import io.shoudan.iso8583.Bytes;
import io.shoudan.platform.Ticker;
import io.shoudan.platform.database.DatabaseFaults;
import io.shoudan.platform.database.SharedCommits;
import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.request.Deadline;
import io.shoudan.transaction.network.NetworkReply;
import io.shoudan.transaction.payment.Answer;
import io.shoudan.transaction.payment.Cause;
import io.shoudan.transaction.payment.Change;
import io.shoudan.transaction.payment.Claims;
import io.shoudan.transaction.payment.Edge;
import io.shoudan.transaction.payment.Payment;
import io.shoudan.transaction.payment.Payments;
import io.shoudan.transaction.payment.Payments.Move;
import io.shoudan.transaction.payment.Step;
import io.shoudan.transaction.reversal.LateApprovals;
import io.shoudan.transaction.reversal.Reversals;
import io.shoudan.transaction.vault.Vault;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Records what became of a request, before anybody is told (money rule 1). Whoever decides a
/// payment first is right: an outcome that finds it decided is a late one.
@Component
class Outcomes {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Payments payments;
    private final Claims claims;
    private final Reversals reversals;
    private final LateApprovals lateApprovals;
    private final FailureCatalogue catalogue;
    private final Vault vault;
    private final Transactions transactions;
    private final Ticker ticker;
    private final SharedCommits<Move, Optional<Payment>> commits;

    Outcomes(
            Payments payments,
            Claims claims,
            Reversals reversals,
            LateApprovals lateApprovals,
            FailureCatalogue catalogue,
            Vault vault,
            Transactions transactions,
            SharedCommits.Bounds bounds,
            Ticker ticker) {
        this.payments = payments;
        this.claims = claims;
        this.reversals = reversals;
        this.lateApprovals = lateApprovals;
        this.catalogue = catalogue;
        this.vault = vault;
        this.transactions = transactions;
        this.ticker = ticker;
        this.commits =
                new SharedCommits<>(
                        bounds, ticker, Move::id, moves -> transactions.in(() -> moved(moves)));
    }

    /// Records `reply` and returns the payment as it stands then. A failed commit is tried again
    /// on a new connection: the guard makes that safe, and finding the outcome there is as good.
    ///
    /// @throws RuntimeException the database's fault, if it can't be recorded before `deadline`;
    ///     nothing may be answered then
    Payment record(Payment sent, NetworkReply reply, Deadline deadline) {
        while (true) {
            try {
                return plainly(sent, reply)
                        .orElseGet(() -> transactions.in(() -> recorded(sent.id(), reply)));
            } catch (RuntimeException fault) { // Only passing faults of the database are retried.
                if (!DatabaseFaults.passing(fault) || deadline.expired()) {
                    throw fault;
                }
            }
            ticker.rest(PAUSE);
        }
    }

    /// A purchase or inquiry that was answered in time holds no claim and owes no reversal: its
    /// change of state is all there is to do, and shares its commit with others.
    ///
    /// @return empty if there is more to do, or the payment was decided before
    private Optional<Payment> plainly(Payment sent, NetworkReply reply) {
        if (sent.kind() != TransactionKind.PURCHASE
                && sent.kind() != TransactionKind.BALANCE_INQUIRY) {
            return Optional.empty();
        }
        return switch (reply) {
            case NetworkReply.Approved it -> moved(sent, Edge.APPROVE, approval(sent, it));
            case NetworkReply.Declined it -> moved(sent, Edge.DECLINE, refusal(it));
            case NetworkReply.NotSent it -> moved(sent, Edge.DECLINE, refusal(it));
            case NetworkReply.NoReply _, NetworkReply.Unclear _ -> Optional.empty();
        };
    }

    private Optional<Payment> moved(Payment sent, Edge edge, Change change) {
        return commits.in(new Move(sent.id(), edge, change));
    }

    private List<Optional<Payment>> moved(List<Move> moves) {
        var moved = new HashMap<UUID, Payment>();
        payments.move(moves).forEach(it -> moved.put(it.id(), it));
        return moves.stream().map(it -> Optional.ofNullable(moved.get(it.id()))).toList();
    }

    private Payment recorded(UUID id, NetworkReply reply) {
        var payment = payments.lock(id).orElseThrow();
        if (payment.state() != TransactionState.SENT) {
            late(payment, reply);
            return payments.find(id).orElseThrow();
        }
        return switch (reply) {
            case NetworkReply.Approved approved -> approve(payment, approved);
            case NetworkReply.Declined declined -> decline(payment, refusal(declined));
            case NetworkReply.NotSent notSent -> decline(payment, refusal(notSent));
            case NetworkReply.NoReply _ ->
                    loseSight(payment, Step.NO_REPLY, Cause.NETWORK_NO_REPLY);
            case NetworkReply.Unclear(var code) ->
                    loseSight(
                            payment,
                            Step.ANSWER_UNCLEAR,
                            Cause.NETWORK_ANSWER_UNCLEAR,
                            "answer " + code);
        };
    }

    /// Somebody else decided meanwhile. Whatever may hold money is reversed, though the network may
    /// have denied before that it knows the original.
    private void late(Payment payment, NetworkReply reply) {
        switch (reply) {
            case NetworkReply.Approved approved when !told(payment) ->
                    lateApprovals.take(payment, approved.authorizationCode());
            case NetworkReply.Unclear(var code) when !lostSight(payment) ->
                    lateApprovals.takeUnclear(payment, code);
            default -> {
                // Holds nothing, or what was recorded before takes care of it.
            }
        }
    }

    /// The approval may be the one that we recorded and lost sight of while committing.
    private static boolean told(Payment payment) {
        var answer = payment.answer();
        return answer != null && answer.result() == Answer.Result.APPROVED;
    }

    /// As with an approval.
    private static boolean lostSight(Payment payment) {
        var answer = payment.answer();
        return answer != null && Cause.NETWORK_ANSWER_UNCLEAR.code().equals(answer.cause());
    }

    private Payment approve(Payment payment, NetworkReply.Approved approved) {
        if (payment.kind() == TransactionKind.VOID && !claims.takeBack(payment)) {
            // The original was reversed meanwhile; the void must be undone, too.
            return loseSight(payment, Step.LATE_ANSWER, Cause.ORIGINAL_STATE);
        }
        return payments.moveLocked(payment, Edge.APPROVE, approval(payment, approved));
    }

    private Payment decline(Payment payment, Change change) {
        claims.release(payment);
        return payments.moveLocked(payment, Edge.DECLINE, change);
    }

    private Change approval(Payment payment, NetworkReply.Approved approved) {
        return Change.answering(
                Step.APPROVED_BY_ISSUER,
                Answer.approved(
                        approved.responseCode(),
                        approved.authorizationCode(),
                        approved.chipData(),
                        sealed(payment.id(), approved.balance())));
    }

    private Change refusal(NetworkReply.Declined declined) {
        var cause = catalogue.ofIssuerCode(declined.responseCode()).code();
        return Change.answering(
                Step.DECLINED_BY_ISSUER,
                Answer.declined(cause, declined.responseCode(), declined.chipData()));
    }

    /// Not one byte left us, so the issuer holds nothing and no reversal is due.
    private static Change refusal(NetworkReply.NotSent notSent) {
        return Change.answering(
                Step.NOT_SENT, Answer.declined(AuthorizationRules.causeOf(notSent.reason())));
    }

    /// Money may be held: its reversal is recorded with it. An inquiry holds nothing.
    Payment loseSight(Payment locked, Step step, Cause cause) {
        return loseSight(locked, step, cause, null);
    }

    private Payment loseSight(Payment locked, Step step, Cause cause, @Nullable String detail) {
        if (locked.kind() == TransactionKind.BALANCE_INQUIRY) {
            return decline(locked, Change.answering(step, Answer.declined(cause)));
        }
        // The terminal hears of a void's own fate only, not of its original's.
        var told = cause == Cause.ORIGINAL_STATE ? Cause.NETWORK_NO_REPLY : cause;
        var change = new Change(step, cause.code(), detail, Answer.unknown(told));
        var unknown = payments.moveLocked(locked, Edge.LOSE_SIGHT, change);
        reversals.owe(unknown, cause);
        return unknown;
    }

    /// Gives up a payment that was never sent.
    Payment giveUp(Payment locked) {
        claims.release(locked);
        return payments.moveLocked(
                locked,
                Edge.GIVE_UP,
                Change.answering(Step.FOUND_OPEN, Answer.declined(Cause.HOST_INTERRUPTED)));
    }

    private @Nullable Bytes sealed(UUID id, NetworkReply.@Nullable NetworkBalance balance) {
        return balance == null ? null : vault.sealText(BalanceText.of(balance), id);
    }
}
