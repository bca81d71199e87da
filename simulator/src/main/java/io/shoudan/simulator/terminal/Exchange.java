package io.shoudan.simulator.terminal;

import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.terminal.ProcessingRequirement;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import java.util.Optional;

/// One request with what was heard of it.
///
/// @param request as sent
public record Exchange(TerminalFrame request, Heard heard) {

    /// The answer, believed or not.
    public Optional<Message> answer() {
        return frame().map(TerminalFrame::message);
    }

    /// The answer with its addresses and header.
    public Optional<TerminalFrame> frame() {
        return switch (heard) {
            case Heard.Answered(var frame, _) -> Optional.of(frame);
            case Heard.Unanswered _ -> Optional.empty();
        };
    }

    /// Field 39 of the answer, believed or not.
    public Optional<String> responseCode() {
        return answer().flatMap(message -> message.find(TerminalDialect.RESPONSE_CODE));
    }

    /// What the answer's header asks for.
    public Optional<ProcessingRequirement> requirement() {
        return frame().flatMap(frame -> frame.header().processingRequirement());
    }

    /// Whether there is an answer that the terminal acts on.
    public boolean believed() {
        return heard instanceof Heard.Answered(_, var trust) && trust.believed();
    }

    /// Whether the host said yes and can be believed.
    public boolean approved() {
        return believed() && responseCode().filter("00"::equals).isPresent();
    }

    /// Field 11 of the request.
    public String traceNumber() {
        return request.message().get(TerminalDialect.TRACE_NUMBER);
    }

    /// Field 37 of the answer.
    public Optional<String> retrievalReference() {
        return answer().flatMap(message -> message.find(TerminalDialect.RETRIEVAL_REFERENCE));
    }
}
