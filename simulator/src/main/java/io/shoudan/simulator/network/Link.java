package io.shoudan.simulator.network;

import io.shoudan.iso8583.Message;
import java.io.IOException;

/// One connection of the acquirer, seen by those who decide and answer.
interface Link {

    /// Which connection since the start, from 1.
    long number();

    /// Whether the acquirer has signed on over this connection. Each connection signs on by itself.
    boolean signedOn();

    void signOn();

    void signOff();

    /// Writes a message; blocks while the other side does not read.
    void send(Message message) throws IOException;
}
