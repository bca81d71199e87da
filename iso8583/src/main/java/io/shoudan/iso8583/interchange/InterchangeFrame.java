package io.shoudan.iso8583.interchange;

import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.MalformedMessage;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Read;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.function.Consumer;

/// One frame of the interchange: header and message.
///
/// Keeps the bytes it was read from, because a MAC is over what was sent and not over what we would
/// have sent. Immutable.
public final class InterchangeFrame {

    /// Shortest frame in bytes: header, MTI and bitmap.
    public static final int MIN_BYTES = InterchangeHeader.BYTES + 12;

    /// Longest frame in bytes: header and the longest message.
    public static final int MAX_BYTES = InterchangeHeader.BYTES + Dialect.MAX_MESSAGE_BYTES;

    /// What is echoed of a request whose kind can't be told.
    private static final Set<Field<?>> ECHOED = Set.of(InterchangeMessages.echoed());

    private final InterchangeHeader header;
    private final Message message;
    private final byte[] body;

    private InterchangeFrame(InterchangeHeader header, Message message, byte[] body) {
        this.header = header;
        this.message = message;
        this.body = body;
    }

    /// What came out of reading a frame that has a sound header and an MTI.
    public sealed interface Received {

        /// The frame, with as much of its message as could be read.
        InterchangeFrame frame();

        /// Every byte was read.
        record Complete(InterchangeFrame frame) implements Received {}

        /// Something in the message is malformed; see [Read.Broken].
        ///
        /// @param frame with what could be read of the message
        record Broken(InterchangeFrame frame, MalformedMessage why) implements Received {}
    }

    /// A frame to send.
    ///
    /// @param message of [InterchangeDialect#DIALECT]
    /// @throws IllegalArgumentException if the message is of another dialect
    public static InterchangeFrame of(InterchangeHeader header, Message message) {
        var packed = InterchangeDialect.DIALECT.pack(message);
        var frame = ByteBuffer.allocate(InterchangeHeader.BYTES + packed.length);
        header.write(frame.capacity(), frame);
        return new InterchangeFrame(header, message, frame.put(packed).array());
    }

    /// Reads a frame that must be sound in every byte.
    ///
    /// @param body header and message, [#MIN_BYTES] to [#MAX_BYTES] bytes
    /// @throws MalformedMessage if it isn't sound; the first defect, positions are indexes into
    ///                          `body`
    public static InterchangeFrame unpack(byte[] body) {
        return switch (read(body)) {
            case Received.Complete(var frame) -> frame;
            case Received.Broken(_, var why) -> throw why;
        };
    }

    /// Reads a frame.
    ///
    /// @param body header and message, [#MIN_BYTES] to [#MAX_BYTES] bytes
    /// @throws MalformedMessage if there is nothing to answer to: the frame is too short or too
    ///                          long (`end`), its header isn't sound (`header`, `header.1` …), or
    ///                          its MTI isn't digits (`mti`); positions are indexes into `body`
    public static Received read(byte[] body) {
        if (body.length < MIN_BYTES || body.length > MAX_BYTES) {
            throw new MalformedMessage("end", body.length, MIN_BYTES + ".." + MAX_BYTES + " bytes");
        }
        var kept = body.clone();
        var header = InterchangeHeader.read(kept, 0, kept.length);
        int at = InterchangeHeader.BYTES;
        return switch (InterchangeDialect.DIALECT.read(kept, at, kept.length - at)) {
            case Read.Complete(var message) ->
                    new Received.Complete(new InterchangeFrame(header, message, kept));
            case Read.Broken(var partial, var why) ->
                    new Received.Broken(new InterchangeFrame(header, partial, kept), why);
        };
    }

    /// Between whom the message goes.
    public InterchangeHeader header() {
        return header;
    }

    /// The message; of a broken frame, what could be read of it.
    public Message message() {
        return message;
    }

    /// The bytes of header and message, as received or as they will be sent; a copy. The message
    /// starts at [InterchangeHeader#BYTES].
    public byte[] body() {
        return body.clone();
    }

    /// The frame that answers this one: destination and source exchanged, MTI plus 10, the fields
    /// echoed that this kind of message has echoed, and what `content` adds or replaces.
    ///
    /// The answer to a sound request must be sound, too: it needs field 39. The refusal of one in
    /// whose form something is wrong ([Dialect#check]) may lack anything, because what it would
    /// echo may be what is wrong; if the kind can't be told, everything is echoed that the answer
    /// to a card transaction echoes, as far as it could be read.
    ///
    /// @throws io.shoudan.iso8583.IncompleteMessage if the answer to a sound request lacks what
    ///                                              its kind requires
    /// @throws IllegalStateException                if this frame is an answer itself, or a
    ///                                              notification
    public InterchangeFrame answer(Consumer<Message.Builder> content) {
        var reply = message.answer(ECHOED);
        content.accept(reply);
        boolean sound = InterchangeDialect.DIALECT.check(message).isEmpty();
        return of(header.swapped(), sound ? reply.build() : reply.unchecked());
    }

    /// Between whom it goes, and the message in one line, secrets masked.
    @Override
    public String toString() {
        return header.source() + " to " + header.destination() + ": " + message;
    }
}
