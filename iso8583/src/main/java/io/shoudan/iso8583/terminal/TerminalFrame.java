package io.shoudan.iso8583.terminal;

import static io.shoudan.iso8583.terminal.TerminalDialect.MAC;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.FieldOffsets;
import io.shoudan.iso8583.MalformedMessage;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Read;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// One frame of the terminal protocol without its length: TPDU, header, message.
///
/// Keeps the bytes it was read from, because a MAC is over what was sent and not over what we would
/// have sent. Immutable.
public final class TerminalFrame {

    /// Shortest frame in bytes, without the length in front: TPDU, header, MTI and bitmap.
    public static final int MIN_BYTES = 21;

    /// Longest frame in bytes, without the length in front.
    public static final int MAX_BYTES = 4096;

    private static final int MESSAGE_AT = Tpdu.BYTES + TerminalHeader.BYTES;
    private static final int MAC_BYTES = 8;

    /// What is echoed of a request whose kind can't be told.
    private static final Set<Field<?>> ECHOED = Set.of(TerminalMessages.echoed());

    private final Tpdu tpdu;
    private final TerminalHeader header;
    private final Message message;
    private final byte[] body;

    private TerminalFrame(Tpdu tpdu, TerminalHeader header, Message message, byte[] body) {
        this.tpdu = tpdu;
        this.header = header;
        this.message = message;
        this.body = body;
    }

    /// What came out of reading a frame that has a length and an MTI.
    public sealed interface Received {

        /// The frame, with as much of its message as could be read.
        TerminalFrame frame();

        /// Every byte was read.
        record Complete(TerminalFrame frame) implements Received {}

        /// Something in the message is malformed; see [Read.Broken].
        ///
        /// @param frame with what could be read of the message
        record Broken(TerminalFrame frame, MalformedMessage why) implements Received {}
    }

    /// A frame to send.
    ///
    /// @throws IllegalArgumentException if it is longer than [#MAX_BYTES]
    public static TerminalFrame of(Tpdu tpdu, TerminalHeader header, Message message) {
        var packed = message.dialect().pack(message);
        if (MESSAGE_AT + packed.length > MAX_BYTES) {
            throw new IllegalArgumentException("must be at most " + MAX_BYTES + " bytes: frame");
        }
        var body = ByteBuffer.allocate(MESSAGE_AT + packed.length);
        tpdu.write(body);
        body.put(header.bytes()).put(packed);
        return new TerminalFrame(tpdu, header, message, body.array());
    }

    /// Reads a frame in [TerminalDialect#DIALECT] that must be sound in every byte.
    ///
    /// @param body what follows the length, [#MIN_BYTES] to [#MAX_BYTES] bytes
    /// @throws MalformedMessage if it isn't sound; positions count from the first byte of `body`
    public static TerminalFrame unpack(byte[] body) {
        return switch (read(body)) {
            case Received.Complete(var frame) -> frame;
            case Received.Broken(_, var why) -> throw why;
        };
    }

    /// Reads a frame in [TerminalDialect#DIALECT].
    ///
    /// @param body what follows the length, [#MIN_BYTES] to [#MAX_BYTES] bytes
    /// @throws MalformedMessage if there is nothing to answer to: the frame is too short or too
    ///                          long, or its MTI isn't digits
    public static Received read(byte[] body) {
        return read(body, TerminalDialect.DIALECT);
    }

    /// Reads a frame in the dialect that its terminal's profile has ([TerminalProfile#dialect]).
    ///
    /// @param body what follows the length, [#MIN_BYTES] to [#MAX_BYTES] bytes
    /// @throws MalformedMessage if there is nothing to answer to: the frame is too short or too
    ///                          long, or its MTI isn't digits
    public static Received read(byte[] body, Dialect dialect) {
        checkLength(body);
        return readKept(body.clone(), dialect);
    }

    /// Reads a frame whose terminal's profile isn't known yet, to learn from fields 41 and 42 whose
    /// it is. With the profile it is read again ([#readAgain]), unless the message's dialect is the
    /// profile's already.
    ///
    /// Profiles differ in what stands before field 41, too: lengths packed or in ASCII. The frame
    /// is read in the dialect of [TerminalProfile#STANDARD]; if it isn't sound so, in the first
    /// other way of writing in which it is; if in none, in the first in which its fields end where
    /// it ends; else in the first in which there is a field 41. So a sound frame costs one reading
    /// if it is written as usual, and a broken one is taken for an unusual one only if it fits
    /// better.
    ///
    /// @param body what follows the length, [#MIN_BYTES] to [#MAX_BYTES] bytes
    /// @throws MalformedMessage if there is nothing to answer to: the frame is too short or too
    ///                          long, or its MTI isn't digits
    public static Received readSender(byte[] body) {
        checkLength(body);
        var kept = body.clone();
        Received best = null;
        int most = -1;
        for (var dialect : TerminalProfile.writings()) {
            var received = readKept(kept, dialect);
            switch (received) {
                case Received.Complete _ -> {
                    return received;
                }
                case Received.Broken(var partial, _) -> {
                    int fit = partial.fit();
                    if (fit > most) {
                        most = fit;
                        best = received;
                    }
                }
            }
        }
        return Objects.requireNonNull(best);
    }

    /// How well a broken frame fits the dialect in which it was read; more is better.
    private int fit() {
        int fit = message.has(TerminalDialect.TERMINAL) ? 1 : 0;
        try {
            new FieldOffsets(message.dialect()).read(body, MESSAGE_AT, body.length - MESSAGE_AT);
            return fit + 2;
        } catch (MalformedMessage _) {
            return fit;
        }
    }

    /// The same bytes read in another dialect.
    public Received readAgain(Dialect dialect) {
        return readKept(body, dialect);
    }

    private static Received readKept(byte[] kept, Dialect dialect) {
        var tpdu = Tpdu.read(kept, 0);
        var header = TerminalHeader.read(kept, Tpdu.BYTES);
        return switch (dialect.read(kept, MESSAGE_AT, kept.length - MESSAGE_AT)) {
            case Read.Complete(var message) ->
                    new Received.Complete(new TerminalFrame(tpdu, header, message, kept));
            case Read.Broken(var partial, var why) ->
                    new Received.Broken(new TerminalFrame(tpdu, header, partial, kept), why);
        };
    }

    private static void checkLength(byte[] body) {
        if (body.length < MIN_BYTES || body.length > MAX_BYTES) {
            throw new MalformedMessage("end", body.length, MIN_BYTES + ".." + MAX_BYTES + " bytes");
        }
    }

    /// Where the frame goes and comes from.
    public Tpdu tpdu() {
        return tpdu;
    }

    /// What runs in the terminal, or what we want of it.
    public TerminalHeader header() {
        return header;
    }

    /// The message; of a broken frame, what could be read of it.
    public Message message() {
        return message;
    }

    /// The bytes without the length in front, as received or as they will be sent; a copy.
    public byte[] body() {
        return body.clone();
    }

    /// What the MAC is computed over: the received bytes from the MTI to the last field before 64.
    ///
    /// @throws io.shoudan.iso8583.MissingField if the message has no field 64
    public byte[] macInput() {
        var mac = message.get(MAC);
        // Of a broken frame, bytes may be left over behind it.
        var places =
                new FieldOffsets(message.dialect())
                        .readAsFarAsPossible(body, MESSAGE_AT, body.length - MESSAGE_AT);
        int end = places.has(MAC) ? places.offset(MAC) : body.length - mac.length();
        return Arrays.copyOfRange(body, MESSAGE_AT, end);
    }

    /// The frame with field 64 added, computed over everything before it with bit 64 set.
    ///
    /// @param mac gets the input and returns 8 bytes
    public TerminalFrame authenticated(UnaryOperator<byte[]> mac) {
        var blank = message.toBuilder().set(MAC, Bytes.of(new byte[MAC_BYTES])).unchecked();
        var input = of(tpdu, header, blank).macInput();
        var sealed = message.toBuilder().set(MAC, Bytes.of(mac.apply(input))).unchecked();
        return of(tpdu, header, sealed);
    }

    /// The frame that answers this one: addresses swapped, header echoed but for `requirement`, MTI
    /// plus 10, the fields echoed that this kind of message has echoed, and what `content` adds or
    /// replaces. Has no MAC yet ([#authenticated]).
    ///
    /// The answer to a sound request must be sound, too: it needs fields 12, 13, 37 and 39. The
    /// refusal of one that can't be acted upon ([Dialect#objections]) may lack anything, because
    /// what it would echo may be what is wrong; if the kind can't be told, everything is echoed
    /// that any answer echoes, as far as it could be read.
    ///
    /// @throws io.shoudan.iso8583.IncompleteMessage if the answer to a sound request lacks what
    ///                                              its kind requires or has what it forbids
    /// @throws IllegalStateException                if this frame is an answer itself, or a
    ///                                              notification
    public TerminalFrame answer(
            ProcessingRequirement requirement, Consumer<Message.Builder> content) {
        var reply = message.answer(ECHOED);
        content.accept(reply);
        boolean sound = message.dialect().objections(message).isEmpty();
        return of(
                tpdu.swapped(),
                header.withProcessingRequirement(requirement),
                sound ? reply.build() : reply.unchecked());
    }

    /// Addresses, header and message in one line, secrets masked.
    @Override
    public String toString() {
        return tpdu.text() + " " + header.text() + " " + message;
    }
}
