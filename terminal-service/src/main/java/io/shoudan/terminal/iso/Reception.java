package io.shoudan.terminal.iso;

import io.micrometer.core.instrument.MeterRegistry;
import io.shoudan.iso8583.MalformedMessage;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import io.shoudan.iso8583.terminal.TransactionKind;
import io.shoudan.platform.Ticker;
import io.shoudan.platform.database.DatabaseFaults;
import io.shoudan.platform.problem.Faults;
import io.shoudan.platform.request.Deadline;
import io.shoudan.platform.request.Request;
import io.shoudan.platform.request.Requests;
import io.shoudan.terminal.answer.Answers;
import io.shoudan.terminal.answer.Reply;
import io.shoudan.terminal.attempt.AttemptRecorder;
import io.shoudan.terminal.batch.Settlements;
import io.shoudan.terminal.batch.Uploads;
import io.shoudan.terminal.check.CheckedRequest;
import io.shoudan.terminal.check.HostChecks;
import io.shoudan.terminal.check.Verdict;
import io.shoudan.terminal.payment.Payments;
import io.shoudan.terminal.payment.Reversals;
import io.shoudan.terminal.payment.Unbuilt;
import io.shoudan.terminal.signon.SignOns;
import io.shoudan.terminal.transactions.TransactionsProperties;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Where every frame arrives, from whatever wire: reads it, has it checked and decided, and writes
/// the one log line about it.
@Component
class Reception {

    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    /// One place in so many may be a sign-on's: those wait for their turn, and purchases and
    /// reversals must find room beside a crowd of them.
    private static final int SIGN_ON_SHARE = 4;

    /// How its MTIs begin: sign-on, sign-off, echo, downloads.
    private static final String NETWORK_MANAGEMENT = "08";

    private final HostChecks checks;
    private final SignOns signOns;
    private final Payments payments;
    private final Reversals reversals;
    private final Unbuilt unbuilt;
    private final Settlements settlements;
    private final Uploads uploads;
    private final Answers answers;
    private final AttemptRecorder attempts;
    private final Duration deadline;
    private final Semaphore places;
    private final Semaphore signOnPlaces;
    private final Ticker ticker;
    private final MeterRegistry meters;

    Reception(
            HostChecks checks,
            SignOns signOns,
            Payments payments,
            Reversals reversals,
            Unbuilt unbuilt,
            Settlements settlements,
            Uploads uploads,
            Answers answers,
            AttemptRecorder attempts,
            TransactionsProperties properties,
            TcpProperties tcp,
            Ticker ticker,
            MeterRegistry meters) {
        this.checks = checks;
        this.signOns = signOns;
        this.payments = payments;
        this.reversals = reversals;
        this.unbuilt = unbuilt;
        this.settlements = settlements;
        this.uploads = uploads;
        this.answers = answers;
        this.attempts = attempts;
        this.deadline = properties.deadline();
        this.places = new Semaphore(tcp.maxRequests());
        this.signOnPlaces = new Semaphore(Math.max(1, tcp.maxRequests() / SIGN_ON_SHARE));
        this.ticker = ticker;
        this.meters = meters;
    }

    /// What becomes of a frame.
    sealed interface Result {

        record Replied(Reply reply) implements Result {}

        /// It was no request.
        record Dropped() implements Result {}
    }

    /// Decides one frame. Blocks until its deadline at most.
    ///
    /// @param body a frame without its length
    /// @throws FramingError if nothing can be answered
    Result receive(byte[] body) {
        var frame = read(body);
        if (!frame.message().isAnswerable()) {
            meters.counter("shoudan.terminal.frames.dropped").increment();
            return new Result.Dropped();
        }
        var request = new Request(Requests.newId(), Deadline.in(deadline, ticker));
        return new Result.Replied(
                Requests.scope(request).call(() -> admitted(frame, ticker.nanos())));
    }

    void framingError(FramingError.Kind kind) {
        meters.counter("shoudan.terminal.framing.errors", "kind", kind.name()).increment();
        // Port scanners would fill the log; the counter is what alarms look at.
        LOG.atDebug().addKeyValue("kind", kind).log("connection closed: no frame");
    }

    private static TerminalFrame read(byte[] body) {
        try {
            return switch (TerminalFrame.readSender(body)) {
                case TerminalFrame.Received.Complete(var frame) -> frame;
                case TerminalFrame.Received.Broken(var partial, _) -> addressed(partial);
            };
        } catch (MalformedMessage _) {
            throw new FramingError(FramingError.Kind.MTI);
        }
    }

    private static TerminalFrame addressed(TerminalFrame frame) {
        var message = frame.message();
        boolean addressed =
                message.has(TerminalDialect.TRACE_NUMBER) && message.has(TerminalDialect.TERMINAL);
        if (!addressed && message.isAnswerable()) {
            throw new FramingError(FramingError.Kind.NO_ADDRESSEE);
        }
        return frame;
    }

    private Reply admitted(TerminalFrame frame, long began) {
        boolean signOn =
                TransactionKind.of(frame.message())
                        .filter(TransactionKind.SIGN_ON::equals)
                        .isPresent();
        return signOn
                ? placed(signOnPlaces, frame, began, () -> placed(frame, began))
                : placed(frame, began);
    }

    private Reply placed(TerminalFrame frame, long began) {
        return placed(places, frame, began, () -> reply(frame, began));
    }

    private Reply placed(Semaphore room, TerminalFrame frame, long began, Supplier<Reply> work) {
        if (!room.tryAcquire()) {
            return noted(frame, later(frame, "PLATFORM_BUSY"), began);
        }
        try {
            return work.get();
        } finally {
            room.release();
        }
    }

    private Reply reply(TerminalFrame frame, long began) {
        return switch (verdict(frame)) {
            case Checked.Verdicts(Verdict.Passed(var request)) ->
                    noted(request.frame(), decide(request), began);
            case Checked.Verdicts(Verdict.Refused(var read, var told, var detail, var seal)) -> {
                var answer = answers.own(read, told, seal, Answers.NOTHING_MORE);
                yield noted(read, answer.refused(detail), began);
            }
            case Checked.Failed(var cause) -> noted(frame, later(frame, cause), began);
        };
    }

    /// What a terminal hears whose request we can't look at. 96 would be a decline, and an earlier
    /// transmission of the same request may be approved: only network management, which moves no
    /// money, is told so.
    private Reply later(TerminalFrame frame, String cause) {
        return frame.message().mti().startsWith(NETWORK_MANAGEMENT)
                ? answers.refuse(frame, cause, null)
                : new Reply.Unanswered(cause);
    }

    private Reply noted(TerminalFrame frame, Reply reply, long began) {
        if (reply instanceof Reply.Refused refused) {
            attempts.record(frame, refused);
        }
        log(frame.message(), reply, TimeUnit.NANOSECONDS.toMillis(ticker.nanos() - began));
        return reply;
    }

    /// The checks, or why they couldn't be made.
    private sealed interface Checked {

        record Verdicts(Verdict verdict) implements Checked {}

        record Failed(String cause) implements Checked {}
    }

    private Checked verdict(TerminalFrame frame) {
        try {
            return new Checked.Verdicts(checks.check(frame));
        } catch (RuntimeException e) {
            return new Checked.Failed(causeOf(e, "request not checked"));
        }
    }

    private static String causeOf(RuntimeException fault, String what) {
        LOG.atError()
                .setCause(Faults.masked(fault))
                .addKeyValue("request_id", Requests.id())
                .log(what);
        return DatabaseFaults.passing(fault) ? "PLATFORM_BUSY" : "PLATFORM_FAULT";
    }

    private Reply decide(CheckedRequest request) {
        return switch (request.kind()) {
            case SIGN_ON -> repeatable(request, signOns::signOn);
            case SIGN_OFF -> repeatable(request, signOns::signOff);
            case ECHO -> signOns.echo(request);
            case BALANCE, PURCHASE, VOID, REFUND -> payments.pay(request);
            case REVERSAL -> reversals.reverse(request);
            case BATCH_SETTLEMENT -> settlements.settle(request);
            case BATCH_UPLOAD -> uploads.upload(request);
            case BATCH_UPLOAD_END -> uploads.end(request);
            case STATUS_REPORT,
                    PARAMETER_DOWNLOAD,
                    PARAMETER_END,
                    PUBLIC_KEY_LIST,
                    PUBLIC_KEY_FETCH,
                    PUBLIC_KEY_END,
                    CHIP_PARAMETER_LIST,
                    CHIP_PARAMETER_FETCH,
                    CHIP_PARAMETER_END,
                    BATCH_DOWNLOAD,
                    PRE_AUTHORIZATION,
                    PRE_AUTHORIZATION_VOID,
                    COMPLETION,
                    COMPLETION_VOID,
                    COMPLETION_ADVICE,
                    OFFLINE_SALE,
                    TIP_ADJUSTMENT,
                    CHIP_SCRIPT_RESULT ->
                    unbuilt.refuse(request);
        };
    }

    /// No money is in it: whatever became of it, the terminal may be told to try again.
    private Reply repeatable(CheckedRequest request, Function<CheckedRequest, Reply> work) {
        try {
            return work.apply(request);
        } catch (RuntimeException e) {
            var cause = causeOf(e, "sign-on or sign-off failed");
            return answers.refuse(request.frame(), cause, null);
        }
    }

    private void log(Message message, Reply reply, long elapsedMs) {
        var line =
                LOG.atInfo()
                        .addKeyValue("request_id", Requests.id())
                        .addKeyValue(
                                "terminal_id", message.find(TerminalDialect.TERMINAL).orElse("-"))
                        .addKeyValue("mti", message.mti())
                        .addKeyValue(
                                "trace", message.find(TerminalDialect.TRACE_NUMBER).orElse("-"));
        var outcome =
                switch (reply) {
                    case Reply.Answer answer -> {
                        var reference =
                                answer.frame().message().get(TerminalDialect.RETRIEVAL_REFERENCE);
                        line = line.addKeyValue("reference", reference);
                        if (answer.told().cause() != null) {
                            line = line.addKeyValue("cause", answer.told().cause());
                        }
                        yield answer.told().responseCode();
                    }
                    case Reply.Unanswered unanswered -> {
                        line = line.addKeyValue("why", unanswered.why());
                        yield "none";
                    }
                };
        // By kind and not by MTI: those are ours, of a MTI there are ten thousand.
        var kind = TransactionKind.of(message).map(Enum::name).orElse("UNKNOWN");
        meters.counter("shoudan.terminal.answers", "kind", kind, "code", outcome).increment();
        line.addKeyValue("outcome", outcome)
                .addKeyValue("elapsed_ms", elapsedMs)
                .log("terminal request");
    }
}
