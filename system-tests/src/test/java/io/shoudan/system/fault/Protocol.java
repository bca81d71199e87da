package io.shoudan.system.fault;

import io.shoudan.iso8583.MalformedMessage;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a [FrameProxy] must know of the messages that pass.
enum Protocol {
    /// Five bytes of addresses, six of header, then the message with its type in BCD.
    TERMINAL {
        private static final int TYPE_AT = 11;

        // Payments and reversals have a MAC, sign-ons and settlements have none.
        @Override
        boolean sealed(byte[] frame) {
            return frame.length > TYPE_AT + 2 && (frame[TYPE_AT] == 0x02 || frame[TYPE_AT] == 0x04);
        }

        // One bit behind the type, where the MAC notices. The terminal's number stays: an answer
        // that names another one would look as if it had been sent to the wrong terminal.
        @Override
        void corrupt(byte[] frame, int where) {
            int room = frame.length - TYPE_AT - 2;
            var terminal = terminal(frame);
            for (int tries = 0; tries < room; tries++) {
                int at = TYPE_AT + 2 + (where + tries) % room;
                frame[at] ^= (byte) (1 << where % 8);
                var other = terminal(frame);
                if (other.isEmpty() || other.equals(terminal)) {
                    return;
                }
                frame[at] ^= (byte) (1 << where % 8);
            }
        }

        // Empty if nobody can read it.
        private static Optional<String> terminal(byte[] frame) {
            try {
                return TerminalFrame.unpack(frame).message().find(TerminalDialect.TERMINAL);
            } catch (MalformedMessage _) {
                return Optional.empty();
            }
        }
    },
    /// A message in ASCII. Nothing seals it on this link, so a byte takes a value that no field may
    /// have: what another digit does to an answer, nobody could notice.
    NETWORK {
        private static final int TYPE_BYTES = 4;

        @Override
        boolean sealed(byte[] frame) {
            return frame.length > TYPE_BYTES
                    && !new String(frame, 0, 2, StandardCharsets.US_ASCII).equals("08");
        }

        @Override
        void corrupt(byte[] frame, int where) {
            frame[TYPE_BYTES + where % (frame.length - TYPE_BYTES)] = (byte) 0xFF;
        }
    };

    /// Whether whoever gets it can tell that something was changed on its way.
    abstract boolean sealed(byte[] frame);

    /// Changes a frame that is [#sealed].
    ///
    /// @param where not negative; chosen anew for each frame
    abstract void corrupt(byte[] frame, int where);
}
