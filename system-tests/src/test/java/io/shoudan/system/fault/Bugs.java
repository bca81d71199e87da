package io.shoudan.system.fault;

import static io.shoudan.system.history.Invariant.I1;
import static io.shoudan.system.history.Invariant.I11;
import static io.shoudan.system.history.Invariant.I17;
import static io.shoudan.system.history.Invariant.I18;
import static io.shoudan.system.history.Invariant.I2;
import static io.shoudan.system.history.Invariant.I22;
import static io.shoudan.system.history.Invariant.I24;
import static io.shoudan.system.history.Invariant.I3;
import static io.shoudan.system.history.Invariant.I4;
import static io.shoudan.system.history.Invariant.I7;
import static io.shoudan.system.history.Invariant.I8;
import static io.shoudan.system.history.Invariant.I9;

import java.util.List;

/// Mistakes that hosts like this one are known to make, each of which the history checker must
/// notice. The rules are those of `money-rules`.
final class Bugs {

    private static final String TRANSACTION = "transaction-service";
    private static final String TERMINAL = "terminal-service";
    private static final String SETTLEMENT = "settlement-service";
    private static final String PLATFORM = "platform";

    static final List<Nest> NESTS =
            List.of(
                    Nest.quiet(
                            15,
                            12,
                            anAuthorizationIsSentAgain(),
                            nobodyLooksWhetherARequestCameBefore(),
                            aRefundClaimsNothing(),
                            settlementHasNoInbox(),
                            theFeeIsNotPosted(),
                            aCardNumberIsLogged(),
                            anyMacIsRight()),
                    Nest.quiet(
                            5,
                            60,
                            noAnswerIsTakenForADecline(),
                            aChangeSaysNoEvent(),
                            aLineIsPostedTwice()),
                    Nest.quiet(
                            5,
                            60,
                            aReversalIsForgotten(),
                            anUnknownOutcomeIsToldAsAnApproval(),
                            aRefundCountsAsAPurchase()),
                    Nest.under(
                            "cut during COMMIT|kill -9 of Kafka",
                            30,
                            12,
                            anOutcomeIsToldBeforeItsCommit(),
                            theOutboxIsPolledById()),
                    Nest.under(
                            "host and network: (requests lost|answers late)"
                                    + "|terminals and host: (connections cut|answers lost)",
                            60,
                            12,
                            aReversalWithoutAnAnswerCountsAsDone(),
                            answersAreMatchedOnTraceAndTerminal(),
                            aVoidKeepsItsClaim()),
                    Nest.under("kill -9 of terminal", 40, 60, anEdgeIsTakenFromAnywhere()));

    private Bugs() {}

    static List<Bug> all() {
        return NESTS.stream().flatMap(it -> it.bugs().stream()).toList();
    }

    /// Rule 1. It is told while its transaction still is at work.
    private static Bug anOutcomeIsToldBeforeItsCommit() {
        return Bug.of(
                        "an outcome is told before its commit",
                        Edit.in(
                                TRANSACTION,
                                "authorization/Outcomes",
                                "moves -> transactions.in(() -> moved(moves)));",
                                """
                                moves -> {
                                    var told = new java.util.concurrent.CompletableFuture<
                                            List<Optional<Payment>>>();
                                    Thread.ofVirtual().start(() -> transactions.run(() -> {
                                        told.complete(moved(moves));
                                        java.util.concurrent.locks.LockSupport.parkNanos(
                                                300_000_000L);
                                    }));
                                    return told
                                            .orTimeout(5, java.util.concurrent.TimeUnit.SECONDS)
                                            .join();
                                });
                                """))
                .seenAs(I1, "approval and row differ in")
                .seenAs(I7, "stands at the network and not here");
    }

    /// Rule 2. A terminal reverses while its payment is with the network, which never answers.
    private static Bug anEdgeIsTakenFromAnywhere() {
        return Bug.of(
                        "an edge is taken wherever the payment stands",
                        Edit.in(
                                TRANSACTION,
                                "payment/PaymentTable",
                                "where it.id = asked.id and it.state = from_state",
                                "where it.id = asked.id"),
                        Edit.in(
                                TRANSACTION,
                                "authorization/Outcomes",
                                "payment.state() != TransactionState.SENT",
                                "payment.state() == TransactionState.RECEIVED"))
                .seenAs(I3, ") went ");
    }

    /// Rule 3
    private static Bug noAnswerIsTakenForADecline() {
        return Bug.of(
                        "no answer is taken for a decline",
                        Edit.in(
                                TRANSACTION,
                                "authorization/Outcomes",
                                "loseSight(payment, Step.NO_REPLY, Cause.NETWORK_NO_REPLY);",
                                """
                                decline(payment, Change.answering(
                                        Step.NO_REPLY, Answer.declined(Cause.NETWORK_NO_REPLY)));
                                """))
                .seenAs(I2, "the network holds what the terminal heard declined");
    }

    /// Rule 3
    private static Bug aReversalIsForgotten() {
        return Bug.of(
                        "the reversal of an unknown outcome is forgotten",
                        Edit.in(
                                TRANSACTION,
                                "authorization/Outcomes",
                                "reversals.owe(unknown, cause);",
                                ""))
                .seenAs(I3, "still UNKNOWN");
    }

    /// Rule 4
    private static Bug anAuthorizationIsSentAgain() {
        return Bug.of(
                        "an authorization without an answer is sent again",
                        Edit.in(
                                TRANSACTION,
                                "network/IsoNetworkLink",
                                "case Exchange.NoAnswer _ -> new NetworkReply.NoReply();",
                                """
                                case Exchange.NoAnswer _ ->
                                        exchange(message, request.paymentId(), deadline, clearance)
                                                instanceof Exchange.Answered(var again)
                                        ? IsoMessages.reply(again, request.acceptor().currency())
                                        : new NetworkReply.NoReply();
                                """))
                .seenAs(I4, "asked the network 2 times");
    }

    /// Rule 4
    private static Bug aReversalWithoutAnAnswerCountsAsDone() {
        return Bug.of(
                        "a reversal without an answer counts as done",
                        Edit.in(
                                TRANSACTION,
                                "reversal/Reverser",
                                "unanswered(leased, \"no answer\");",
                                "finish(leased, Finished.ACKNOWLEDGED);"))
                .seenAs(I8, "a reversal is acknowledged that the network never received")
                .seenAs(I9, "a late approval was not reversed");
    }

    /// Rule 5
    private static Bug nobodyLooksWhetherARequestCameBefore() {
        return Bug.of(
                        "nobody looks whether a request came before",
                        Edit.in(
                                TRANSACTION,
                                "authorization/PlainIntents",
                                "filter(it -> !known.containsKey(identity(it)))",
                                "filter(it -> !known.containsKey(identity(it)) || true)"),
                        Edit.in(
                                TRANSACTION,
                                "authorization/PlainIntents",
                                "filter(it -> taken.contains(it.intent().id()))",
                                "filter(it -> taken.contains(it.intent().id()) || true)"))
                .seenAs(I4, "rows of one identity");
    }

    /// Rule 6
    private static Bug aRefundClaimsNothing() {
        return Bug.of(
                        "a refund claims nothing of its original",
                        Edit.in(
                                TRANSACTION,
                                "authorization/Intents",
                                """
                                claims.claimForRefund(
                                        original.id(), id,
                                        Objects.requireNonNull(examined.request().amount()));
                                """,
                                "Optional.empty();"))
                .seenAs(I2, "refunded is not what its refunds claim");
    }

    /// Rule 6
    private static Bug aVoidKeepsItsClaim() {
        return Bug.of(
                        "a void that comes to nothing keeps its claim",
                        Edit.in(
                                TRANSACTION,
                                "payment/Claims",
                                "case VOID -> releaseVoid(claimant);",
                                "case VOID -> {}"))
                .seenAs(I2, "claimed by another void");
    }

    /// Rule 10
    private static Bug anUnknownOutcomeIsToldAsAnApproval() {
        return Bug.of(
                        "an unknown outcome is told as an approval",
                        Edit.in(
                                TERMINAL,
                                "payment/Payments",
                                "case UNKNOWN -> codes.unknown(outcome.getCause());",
                                "case UNKNOWN -> Told.APPROVED;"))
                .seenAs(I9, "a late approval was told");
    }

    /// Rule 10. The number that the network repeats is the terminal's: as if all others were used
    /// up in between.
    private static Bug answersAreMatchedOnTraceAndTerminal() {
        return Bug.of(
                        "answers are matched on trace and terminal, and traces come round",
                        Edit.in(
                                TRANSACTION,
                                "network/Waiting",
                                """
                                List.of(TRACE_NUMBER, RETRIEVAL_REFERENCE, TRANSMISSION_TIME,
                                        AMOUNT, TERMINAL);
                                """,
                                "List.of(TRACE_NUMBER, TERMINAL);"),
                        Edit.in(
                                TRANSACTION,
                                "payment/PaymentTable",
                                "then lpad(nextval('network_trace')::text, 6, '0') end",
                                "then lpad(right(terminal_id, 4), 6, '0') end"))
                .seenAs(I7, "under another code")
                .seenAs(I7, "stands here and not at the network");
    }

    /// Rule 14
    private static Bug aRefundCountsAsAPurchase() {
        return Bug.of(
                        "a refund counts as a purchase in a batch's totals",
                        Edit.in(
                                TRANSACTION,
                                "batch/BatchCloser",
                                "member.kind() == TransactionKind.REFUND",
                                "member.kind() == TransactionKind.VOID"))
                .seenAs(I11, "0 journal entries of a capture");
    }

    /// Rule 15
    private static Bug aChangeSaysNoEvent() {
        return Bug.of(
                        "a change of state says no event",
                        Edit.in(
                                TRANSACTION,
                                "payment/Payments",
                                "moved.stream() .map(",
                                """
                                moved.stream()
                                        .filter(it -> edges.get(it.id()) != Edge.ACKNOWLEDGE)
                                        .map(
                                """))
                .seenAs(I17, " events of ");
    }

    /// Rule 15
    private static Bug theOutboxIsPolledById() {
        return Bug.of(
                        "the outbox is polled by id",
                        Edit.in(
                                PLATFORM,
                                "outbox/WaitingEvents",
                                "private final JsonMapper json;",
                                """
                                private final JsonMapper json;
                                private final Map<Integer, Long> last =
                                        new java.util.concurrent.ConcurrentHashMap<>();
                                """),
                        Edit.in(
                                PLATFORM,
                                "outbox/WaitingEvents",
                                "where shard = :shard order by id limit :rows)",
                                "where shard = :shard and id > :last order by id limit :rows)"),
                        Edit.in(
                                PLATFORM,
                                "outbox/WaitingEvents",
                                ".query((row, _) -> toEvent(row)) .list();",
                                """
                                .param("last", last.getOrDefault(shard, 0L))
                                .query((row, _) -> toEvent(row))
                                .list().stream()
                                .peek(it -> last.merge(shard, it.id(), Math::max))
                                .toList();
                                """))
                .seenAs(I17, "events were never said")
                .seenAs(I17, " of a payment in place of ");
    }

    /// Rule 15
    private static Bug settlementHasNoInbox() {
        return Bug.of(
                        "settlement has no inbox",
                        Edit.in(
                                SETTLEMENT,
                                "settle/EventIntake",
                                "inbox.once(event.id(), CONSUMER, effect)",
                                "effect.run()"))
                .seenAs(I18, "taken in 0 times by settlement-service");
    }

    /// Rule 18
    private static Bug theFeeIsNotPosted() {
        return Bug.of(
                        "the fee is not posted",
                        Edit.in(
                                SETTLEMENT,
                                "settle/LinePostings",
                                "Money.of(Math.abs(fee.minor()),",
                                "Money.of(0,"))
                .seenAs(I11, "postings are not those of the line");
    }

    /// Rule 18. In balance all the same.
    private static Bug aLineIsPostedTwice() {
        return Bug.of(
                        "a line is posted twice",
                        Edit.in(
                                SETTLEMENT,
                                "ledger/Journal",
                                "entry.postings());",
                                """
                                java.util.stream.Stream.of(entry.postings(), entry.postings())
                                        .flatMap(List::stream)
                                        .toList());
                                """))
                .seenAs(I11, "postings are not those of the line");
    }

    private static Bug aCardNumberIsLogged() {
        return Bug.of(
                        "a card number is logged",
                        Edit.in(
                                TERMINAL,
                                "payment/Payments",
                                "return switch (transactions.authorize(toRequest(request))) {",
                                """
                                System.out.println("pays " + request.message()
                                        .find(io.shoudan.iso8583.terminal.TerminalDialect.PAN)
                                        .map(io.shoudan.iso8583.Pan::clearText));
                                return switch (transactions.authorize(toRequest(request))) {
                                """))
                .seenAs(I22, "log terminal-service");
    }

    private static Bug anyMacIsRight() {
        return Bug.of(
                        "any MAC is right",
                        Edit.in(
                                TERMINAL,
                                "check/Authenticator",
                                "hsm.verifyMac(g.macKey(), profile.macAlgorithm(), input, sent)",
                                "hsm.verifyMac(g.macKey(), profile.macAlgorithm(), input, sent)"
                                        + " || true"))
                .seenAs(I24, "WRONG_MAC was accepted");
    }
}
