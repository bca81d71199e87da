package io.shoudan.simulator.network;

import io.shoudan.iso8583.MalformedMessage;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Read;
import io.shoudan.iso8583.network.NetworkDialect;
import io.shoudan.simulator.network.Decision.Outcome;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Reads what the acquirer sends, has it decided, and answers in time, late or not at all.
///
/// Safe for any number of threads. Blocks while the record is written and while the acquirer
/// doesn't read.
final class Host {

    private final Book book;
    private final FactsReader facts;
    private final Replies replies;
    private final LateAnswers lateAnswers;
    private final Duration lateAnswerAfter;
    private final Links links = new Links();

    Host(
            Book book,
            FactsReader facts,
            Replies replies,
            LateAnswers lateAnswers,
            Duration lateAnswerAfter) {
        this.book = book;
        this.facts = facts;
        this.replies = replies;
        this.lateAnswers = lateAnswers;
        this.lateAnswerAfter = lateAnswerAfter;
    }

    Links links() {
        return links;
    }

    /// Takes one message.
    ///
    /// @throws MalformedMessage if it has no type to answer to: the connection is of no more use
    void take(Link link, byte[] body) throws IOException {
        switch (NetworkDialect.DIALECT.read(body)) {
            case Read.Complete(var message) -> take(link, message);
            case Read.Broken(var partial, _) -> {
                if (partial.isAnswerable()) {
                    note(link, partial, Decision.of(Outcome.REFUSED_MALFORMED, "30"));
                }
            }
        }
    }

    private void take(Link link, Message request) throws IOException {
        if (!request.isAnswerable()) {
            // We ask nothing, so nothing answers us; a notification wants no answer.
            return;
        }
        switch (request.mti()) {
            case "0100", "0200", "0220", "0221" ->
                    answer(link, request, book.decide(link, facts.of(request)));
            case "0420", "0421" -> answer(link, request, book.reverse(link, facts.of(request)));
            case "0800" -> manage(link, request);
            default -> note(link, request, Decision.of(Outcome.REFUSED_UNKNOWN_TYPE, "40"));
        }
    }

    private void manage(Link link, Message request) throws IOException {
        var decision =
                switch (facts.of(request).networkCode()) {
                    case NetworkDialect.SIGN_ON -> Decision.of(Outcome.SIGNED_ON, "00");
                    case NetworkDialect.SIGN_OFF -> Decision.of(Outcome.SIGNED_OFF, "00");
                    case NetworkDialect.ECHO -> Decision.of(Outcome.ECHOED, "00");
                    case null, default -> Decision.of(Outcome.REFUSED_MALFORMED, "30");
                };
        if (decision.outcome() == Outcome.SIGNED_ON) {
            link.signOn();
        } else if (decision.outcome() == Outcome.SIGNED_OFF) {
            link.signOff();
        }
        note(link, request, decision);
    }

    /// Writes down and answers what moves nothing.
    private void note(Link link, Message request, Decision decision) throws IOException {
        answer(link, request, book.note(link, facts.of(request), decision));
    }

    private void answer(Link link, Message request, Decision decision) throws IOException {
        var reply = replies.to(request, decision);
        var about = facts.of(request).retrievalReference();
        switch (decision.behaviour()) {
            case ANSWERS_LATE -> answerLate(link, about, reply);
            case NEVER_ANSWERS -> {
                // That is all there is to it.
            }
            case ANSWERS_ANOTHER -> send(link, about, Replies.spoilt(reply));
            case null, default -> send(link, about, reply);
        }
    }

    private void answerLate(Link link, @Nullable String about, Message reply) {
        boolean waiting = lateAnswers.after(lateAnswerAfter, () -> deliver(link, about, reply));
        if (!waiting) {
            book.unsent(link, about, facts.of(reply));
        }
    }

    private void deliver(Link first, @Nullable String about, Message reply) {
        var link = links.reach(first);
        if (link.isEmpty()) {
            book.unsent(first, about, facts.of(reply));
            return;
        }
        try {
            send(link.get(), about, reply);
        } catch (IOException _) {
            // The record says that it was not sent; nobody else is to be told.
        }
    }

    /// Written down before it leaves, so that whoever has the answer finds it in the record.
    private void send(Link link, @Nullable String about, Message reply) throws IOException {
        book.sent(link, about, facts.of(reply));
        try {
            link.send(reply);
        } catch (IOException e) {
            book.unsent(link, about, facts.of(reply));
            throw e;
        }
    }
}
