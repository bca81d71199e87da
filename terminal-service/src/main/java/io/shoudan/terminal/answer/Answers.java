package io.shoudan.terminal.answer;

import static io.shoudan.iso8583.terminal.TerminalDialect.LOCAL_DATE;
import static io.shoudan.iso8583.terminal.TerminalDialect.LOCAL_TIME;
import static io.shoudan.iso8583.terminal.TerminalDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.RETRIEVAL_REFERENCE;

import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.terminal.TerminalFrame;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Writes answers: addresses swapped, header and fields echoed, time, reference, field 39 and,
/// where there is a key for it, the MAC.
@Component
public class Answers {

    /// Adds nothing to what every answer has.
    public static final Consumer<Message.Builder> NOTHING_MORE = _ -> {};

    private final ResponseCodes codes;
    private final References references;
    private final ZoneId zone;
    private final String acquirerCode;

    Answers(ResponseCodes codes, References references, Cell cell) {
        this.codes = codes;
        this.references = references;
        this.zone = cell.zone();
        this.acquirerCode = cell.acquirerCode();
    }

    /// An answer of ours alone, under a reference of our own.
    ///
    /// @param seal makes the MAC of a message; absent if the answer has none
    public Reply.Answered own(
            TerminalFrame request,
            Told told,
            @Nullable UnaryOperator<byte[]> seal,
            Consumer<Message.Builder> content) {
        return write(request, told, references.stamp(), seal, content);
    }

    /// A refusal of ours alone.
    ///
    /// @param cause  code of the failure catalogue
    /// @param seal   makes the MAC of a message; absent if the answer has none
    /// @param detail field paths and what was expected, never a value; absent if the cause says all
    public Reply.Refused refuse(
            TerminalFrame request,
            String cause,
            @Nullable UnaryOperator<byte[]> seal,
            @Nullable String detail) {
        return own(request, codes.of(cause), seal, NOTHING_MORE).refused(detail);
    }

    /// As [#refuse(TerminalFrame, String, UnaryOperator, String)], where the cause says all.
    public Reply.Refused refuse(
            TerminalFrame request, String cause, @Nullable UnaryOperator<byte[]> seal) {
        return refuse(request, cause, seal, null);
    }

    /// An answer that says how transaction-service decided.
    ///
    /// @param retrievalReference field 37
    /// @param hostTime           when it was decided
    /// @param seal               makes the MAC of a message; absent if the answer has none
    public Reply.Answered decided(
            TerminalFrame request,
            Told told,
            String retrievalReference,
            OffsetDateTime hostTime,
            @Nullable UnaryOperator<byte[]> seal,
            Consumer<Message.Builder> content) {
        var stamp = new Stamp(retrievalReference, hostTime.toInstant());
        return write(request, told, stamp, seal, content);
    }

    /// Field 32 of answers that transaction-service has no part in.
    public String acquirerCode() {
        return acquirerCode;
    }

    private Reply.Answered write(
            TerminalFrame request,
            Told told,
            Stamp stamp,
            @Nullable UnaryOperator<byte[]> seal,
            Consumer<Message.Builder> content) {
        var time = stamp.time().atZone(zone).truncatedTo(ChronoUnit.SECONDS);
        var answer =
                request.answer(
                        told.requirement(),
                        reply -> {
                            reply.set(LOCAL_TIME, LocalTime.from(time));
                            reply.set(LOCAL_DATE, MonthDay.from(time));
                            reply.set(RETRIEVAL_REFERENCE, stamp.retrievalReference());
                            reply.set(RESPONSE_CODE, told.responseCode());
                            content.accept(reply);
                        });
        var sealed = seal == null ? answer : answer.authenticated(seal);
        return new Reply.Answered(sealed, told);
    }
}
