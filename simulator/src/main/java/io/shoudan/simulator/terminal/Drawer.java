package io.shoudan.simulator.terminal;

import static io.shoudan.iso8583.terminal.TerminalDialect.AMOUNT;
import static io.shoudan.iso8583.terminal.TerminalDialect.AUTHORIZATION_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.LOCAL_DATE;
import static io.shoudan.iso8583.terminal.TerminalDialect.MAC;
import static io.shoudan.iso8583.terminal.TerminalDialect.ORIGINAL;
import static io.shoudan.iso8583.terminal.TerminalDialect.PAN;
import static io.shoudan.iso8583.terminal.TerminalDialect.PIN_BLOCK;
import static io.shoudan.iso8583.terminal.TerminalDialect.RETRIEVAL_REFERENCE;
import static io.shoudan.iso8583.terminal.TerminalDialect.SECURITY_CONTROL;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRACE_NUMBER;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRACK_2;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRACK_3;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRANSACTION;

import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.terminal.OriginalTransaction;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TransactionKind;
import java.time.MonthDay;
import java.util.Optional;

/// Where the terminal keeps its slips: puts one in before a request leaves, and writes on it what
/// the host says.
///
/// Not safe for more than one thread.
final class Drawer {

    private final Memory memory;
    private final SlipSeal seal;

    Drawer(Memory memory, SlipSeal seal) {
        this.memory = memory;
        this.seal = seal;
    }

    /// @throws IllegalArgumentException if there is none
    Slip slip(String traceNumber) {
        return memory.slip(traceNumber)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "must have a slip: trace " + traceNumber));
    }

    /// The request of a slip, without what must not be kept.
    Message requestOf(Slip slip) {
        return TerminalDialect.DIALECT.unpack(seal.open(slip.request()));
    }

    /// Puts in the slip of a request that is about to leave, so that it can be reversed whatever
    /// happens.
    void put(Message request) {
        var kind = TransactionKind.of(request);
        if (kind.isEmpty()
                || !kind.get().financial()
                || kind.get() == TransactionKind.BALANCE
                || slipOf(request).isPresent()) {
            return;
        }
        var pan = request.find(PAN).or(() -> request.find(TRACK_2).flatMap(t -> t.pan()));
        if (pan.isEmpty()) {
            return;
        }
        var kept =
                request.toBuilder()
                        .set(PAN, pan.get())
                        .remove(TRACK_2)
                        .remove(TRACK_3)
                        .remove(PIN_BLOCK)
                        .remove(SECURITY_CONTROL)
                        .remove(MAC)
                        .unchecked();
        memory.add(
                new Slip(
                        kind.get(),
                        request.get(TRANSACTION).batchNumber(),
                        request.get(TRACE_NUMBER),
                        request.find(AMOUNT).orElse(0L),
                        pan.get().masked(),
                        Card.domestic(pan.get()),
                        Slip.State.UNANSWERED,
                        null,
                        request.find(ORIGINAL).map(OriginalTransaction::traceNumber).orElse(null),
                        seal.seal(TerminalDialect.DIALECT.pack(kept))));
    }

    /// The slip of a request, or of the original of a reversal.
    private Optional<Slip> slipOf(Message request) {
        var kind = TransactionKind.reversedBy(request).or(() -> TransactionKind.of(request));
        return memory.slip(request.get(TRACE_NUMBER))
                .filter(slip -> kind.filter(k -> k == slip.kind()).isPresent())
                .filter(slip -> slip.batchNumber().equals(request.get(TRANSACTION).batchNumber()));
    }

    /// Writes the outcome on the slip of `request`.
    void settle(Message request, Exchange exchange) {
        var answer = exchange.answer().orElseThrow();
        // A slip that has its outcome keeps it: a conflict (94) says nothing about the first
        // request.
        var known = slipOf(request).filter(slip -> slip.state() == Slip.State.UNANSWERED);
        if (known.isEmpty()) {
            return;
        }
        var said =
                new Slip.Answer(
                        exchange.responseCode().orElse(""),
                        answer.find(RETRIEVAL_REFERENCE).orElse(null),
                        answer.find(AUTHORIZATION_CODE).orElse(null),
                        answer.find(LOCAL_DATE).map(Drawer::digits).orElse(null));
        var state = exchange.approved() ? Slip.State.APPROVED : Slip.State.DECLINED;
        var slip = known.get().with(said).in(state);
        memory.replace(slip);
        if (exchange.approved() && slip.kind() == TransactionKind.VOID && slip.voids() != null) {
            memory.slip(slip.voids()).ifPresent(s -> memory.replace(s.in(Slip.State.VOIDED)));
        }
    }

    private static String digits(MonthDay date) {
        return String.format("%02d%02d", date.getMonthValue(), date.getDayOfMonth());
    }

    /// The reversal `request` was acknowledged.
    void undo(Message request) {
        slipOf(request).ifPresent(this::undo);
    }

    private void undo(Slip slip) {
        memory.replace(slip.in(Slip.State.REVERSED));
        if (slip.kind() == TransactionKind.VOID && slip.voids() != null) {
            memory.slip(slip.voids())
                    .filter(voided -> voided.state() == Slip.State.VOIDED)
                    .ifPresent(voided -> memory.replace(voided.in(Slip.State.APPROVED)));
        }
    }
}
