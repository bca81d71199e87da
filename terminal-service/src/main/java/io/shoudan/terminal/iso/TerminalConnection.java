package io.shoudan.terminal.iso;

import io.shoudan.platform.Ticker;
import io.shoudan.platform.problem.Faults;
import io.shoudan.terminal.answer.Reply;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One terminal's, or concentrator's, connection.
///
/// One virtual thread reads; each request gets one of its own, so that a slow decision holds up
/// nothing but its own answer. Answers are written whole, in whatever order they come to be.
final class TerminalConnection {

    private static final Logger LOG = LoggerFactory.getLogger(TerminalConnection.class);

    /// Beyond a request's own deadline: no request takes longer.
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(70);

    private final Socket socket;
    private final Reception reception;
    private final TcpProperties properties;
    private final Ticker ticker;
    private final Semaphore places;
    private final FrameOutput output;

    TerminalConnection(
            Socket socket, Reception reception, TcpProperties properties, Ticker ticker) {
        this.socket = socket;
        this.reception = reception;
        this.properties = properties;
        this.ticker = ticker;
        this.places = new Semaphore(properties.maxInFlight());
        this.output = new FrameOutput(socket, ticker);
    }

    /// Serves the connection until it ends, then waits for what is in flight and closes it.
    void serve() {
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            read(new FrameInput(socket, properties, ticker));
        } catch (FramingError e) {
            reception.framingError(e.kind());
        } catch (IOException e) {
            LOG.debug("connection broke", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            awaitEndOfRequests();
            close();
        }
    }

    private void read(FrameInput input) throws IOException, InterruptedException {
        for (var frame = input.next(); frame.isPresent(); frame = input.next()) {
            if (!places.tryAcquire(LONGEST_REQUEST.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            var request = frame.get();
            Thread.ofVirtual().name("terminal-request").start(() -> handle(request));
        }
    }

    private void handle(byte[] frame) {
        try {
            switch (reception.receive(frame)) {
                case Reception.Result.Replied(Reply.Answer answer) -> output.write(answer.frame());
                case Reception.Result.Replied(Reply.Unanswered _) -> finish();
                case Reception.Result.Dropped() -> {
                    // An answer that nobody asked for.
                }
            }
        } catch (FramingError e) {
            reception.framingError(e.kind());
            finish();
        } catch (IOException e) {
            LOG.debug("answer not written", e);
            close();
        } catch (RuntimeException e) {
            // Outermost frame of the request's thread. The outcome, if there is one, is recorded;
            // the terminal repeats or reverses.
            LOG.atError().setCause(Faults.masked(e)).log("request failed, connection closed");
            finish();
        } finally {
            places.release();
        }
    }

    /// Closes the connection if its terminal doesn't take its answers. Called now and then.
    void closeIfStalled() {
        if (output.stalledFor(properties.writeTimeout())) {
            close();
        }
    }

    /// Reads no more; the connection is closed as soon as what is in flight has been answered.
    void finish() {
        try {
            socket.shutdownInput();
        } catch (IOException _) {
            close();
        }
    }

    /// Closes the connection at once.
    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("connection not closed", e);
        }
    }

    private void awaitEndOfRequests() {
        try {
            boolean ended =
                    places.tryAcquire(
                            properties.maxInFlight(),
                            LONGEST_REQUEST.toMillis(),
                            TimeUnit.MILLISECONDS);
            if (!ended) {
                LOG.warn("requests still in flight when their connection was closed");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
