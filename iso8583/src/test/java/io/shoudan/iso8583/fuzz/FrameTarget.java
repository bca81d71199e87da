package io.shoudan.iso8583.fuzz;

import io.shoudan.iso8583.MalformedMessage;
import io.shoudan.iso8583.framing.FrameReader;
import io.shoudan.iso8583.framing.FrameWriter;
import io.shoudan.iso8583.framing.FramingException;
import io.shoudan.iso8583.interchange.InterchangeDialect;
import io.shoudan.iso8583.interchange.InterchangeFrame;
import io.shoudan.iso8583.terminal.ProcessingRequirement;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import io.shoudan.iso8583.terminal.TerminalFrame.Received;
import io.shoudan.iso8583.terminal.TransactionKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Bytes as what a terminal's connection delivers: frames, each answered as a host would.
final class FrameTarget {

    private FrameTarget() {}

    static void run(byte[] input) {
        var frames = frames(new ByteArrayInputStream(input));
        Claims.hold(
                frames.size() <= input.length / (2 + TerminalFrame.MIN_BYTES), "frames in bytes");
        var dripping = frames(new Dripping(input));
        Claims.same(frames.size(), dripping.size(), "frames however bytes come");
        int position = 0;
        for (int i = 0; i < frames.size(); i++) {
            var framed = FrameWriter.framed(frames.get(i));
            int end = position + framed.length;
            Claims.same(Arrays.copyOfRange(input, position, end), framed, "frame");
            Claims.same(frames.get(i), dripping.get(i), "frame that comes byte by byte");
            position = end;
            frame(frames.get(i));
        }
        interchange(input);
    }

    /// All of the bytes as one frame of the interchange.
    private static void interchange(byte[] bytes) {
        try {
            var received = InterchangeFrame.read(bytes);
            var frame = received.frame();
            Claims.same(bytes, frame.body(), "bytes as received");
            Claims.same(frame.header(), frame.header().swapped().swapped(), "institutions");
            Claims.hold(frame.toString().length() < 8 * bytes.length + 8000, "bounded text");
            if (frame.message().isAnswerable()) {
                var answer =
                        frame.answer(reply -> reply.set(InterchangeDialect.RESPONSE_CODE, "30"));
                var again = InterchangeFrame.unpack(answer.body());
                Claims.same(frame.message().answerMti(), again.message().mti(), "answer");
            }
            if (received instanceof InterchangeFrame.Received.Complete) {
                MessageTarget.sound(frame.message());
            }
        } catch (MalformedMessage why) {
            Claims.hold(why.path().matches("end|mti|header([.][0-9]+)?"), "nothing to answer to");
        }
    }

    private static List<byte[]> frames(InputStream stream) {
        var reader = new FrameReader(stream, TerminalFrame.MIN_BYTES, TerminalFrame.MAX_BYTES);
        var frames = new ArrayList<byte[]>();
        try {
            for (var frame = reader.next(); frame.isPresent(); frame = reader.next()) {
                frames.add(frame.get());
            }
        } catch (FramingException e) {
            Claims.hold(!e.reason().name().isEmpty(), "reason");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return frames;
    }

    private static void frame(byte[] body) {
        var sender = sender(body);
        var received = Claims.allocating(200L * body.length + 100_000, () -> read(body));
        Claims.same(sender.isPresent(), received.isPresent(), "frames with somebody to answer");
        received.ifPresent(
                it -> {
                    var frame = it.frame();
                    Claims.same(body, frame.body(), "bytes as received");
                    Claims.same(frame.tpdu(), frame.tpdu().swapped().swapped(), "addresses");
                    Claims.hold(frame.toString().length() < 8 * body.length + 8000, "bounded text");
                    var _ = TransactionKind.of(frame.message());
                    var _ = TransactionKind.reversedBy(frame.message());
                    answered(frame);
                    if (it instanceof Received.Complete) {
                        MessageTarget.sound(frame.message());
                        authenticated(frame);
                    }
                });
    }

    private static Optional<Received> read(byte[] body) {
        try {
            return Optional.of(TerminalFrame.read(body));
        } catch (MalformedMessage why) {
            Claims.hold(List.of("mti", "end").contains(why.path()), "nothing to answer to");
            return Optional.empty();
        }
    }

    private static Optional<Received> sender(byte[] body) {
        try {
            return Optional.of(TerminalFrame.readSender(body));
        } catch (MalformedMessage why) {
            Claims.hold(List.of("mti", "end").contains(why.path()), "nothing to answer to");
            return Optional.empty();
        }
    }

    private static void answered(TerminalFrame frame) {
        if (!frame.message().isAnswerable()) {
            return;
        }
        var answer =
                frame.answer(
                        ProcessingRequirement.SIGN_ON,
                        content ->
                                content.set(TerminalDialect.LOCAL_TIME, LocalTime.NOON)
                                        .set(TerminalDialect.LOCAL_DATE, MonthDay.of(11, 22))
                                        .set(TerminalDialect.RETRIEVAL_REFERENCE, "632600000042")
                                        .set(TerminalDialect.RESPONSE_CODE, "30"));
        var again = TerminalFrame.unpack(answer.body());
        Claims.same(answer.message(), again.message(), "answer");
        Claims.same(frame.message().answerMti(), again.message().mti(), "MTI of the answer");
    }

    private static void authenticated(TerminalFrame frame) {
        var message = frame.message();
        if (frame.body().length + 8 > TerminalFrame.MAX_BYTES) {
            return;
        }
        var sealed =
                frame.authenticated(
                        input -> {
                            byte sum = 0;
                            for (byte octet : input) {
                                sum ^= octet;
                            }
                            return new byte[] {sum, 1, 2, 3, 4, 5, 6, 7};
                        });
        Claims.same(message.mti(), sealed.message().mti(), "MTI");
        byte sum = 0;
        for (byte octet : sealed.macInput()) {
            sum ^= octet;
        }
        var mac = sealed.message().get(TerminalDialect.MAC).toArray();
        Claims.same(mac[0], sum, "MAC over what is sent");
    }

    /// Gives one byte at a time, however many are asked for.
    private static final class Dripping extends InputStream {

        private final byte[] bytes;
        private int position;

        Dripping(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return position == bytes.length ? -1 : bytes[position++] & 0xFF;
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            if (position == bytes.length) {
                return -1;
            }
            if (length > 0) {
                to[offset] = bytes[position++];
            }
            return Math.min(1, length);
        }
    }
}
