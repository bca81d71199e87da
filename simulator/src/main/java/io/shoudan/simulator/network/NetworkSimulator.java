package io.shoudan.simulator.network;

import io.shoudan.simulator.UsageMistake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A card network on this machine: ISO 8583:1987 in ASCII over TCP, with a record of its own.
///
/// An acquirer signs on over each of its connections (0800, field 70 `001`) before it sends
/// anything financial; what comes before is refused with 91 and moves nothing. Reversals are taken
/// at any time. What is decided stands in `Behaviour` and `Book`.
public final class NetworkSimulator implements AutoCloseable {

    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private final Book book;
    private final LateAnswers lateAnswers;
    private final LinkListener listener;
    private final RecordEndpoint endpoint;

    private NetworkSimulator(
            Book book, LateAnswers lateAnswers, LinkListener listener, RecordEndpoint endpoint) {
        this.book = book;
        this.lateAnswers = lateAnswers;
        this.listener = listener;
        this.endpoint = endpoint;
    }

    /// Accepts connections when it returns.
    ///
    /// @throws IllegalStateException if the record is in use or is no record
    /// @throws UncheckedIOException  if a port is taken or the record can't be read
    public static NetworkSimulator start(NetworkOptions options, Clock clock) {
        try {
            Files.createDirectories(options.record().toAbsolutePath().getParent());
            var json = RecordFormat.mapper();
            var book = new Book(options.record(), json, clock, options.maxTransactions());
            var lateAnswers = new LateAnswers();
            try {
                var host =
                        new Host(
                                book,
                                new FactsReader(CardHash.beside(options.record())),
                                new Replies(clock),
                                lateAnswers,
                                options.lateAnswerAfter());
                var listener =
                        LinkListener.open(
                                new InetSocketAddress(options.host(), options.port()),
                                host,
                                options.maxConnections());
                return start(options, book, lateAnswers, listener);
            } catch (IOException | RuntimeException e) {
                lateAnswers.close();
                book.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NetworkSimulator start(
            NetworkOptions options, Book book, LateAnswers lateAnswers, LinkListener listener)
            throws IOException {
        try {
            var endpoint =
                    new RecordEndpoint(
                            new InetSocketAddress(options.host(), options.httpPort()),
                            book,
                            RecordFormat.mapper());
            listener.start();
            endpoint.start();
            return new NetworkSimulator(book, lateAnswers, listener, endpoint);
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        }
    }

    /// Where the network listens.
    public int port() {
        return listener.port();
    }

    /// Where the record is told.
    public int httpPort() {
        return endpoint.port();
    }

    /// Closes all connections; answers that were to come late never come.
    @Override
    public void close() {
        listener.close();
        lateAnswers.close();
        endpoint.close();
        book.close();
    }

    /// Runs until the process is told to end.
    public static void main(String[] arguments) throws InterruptedException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(NetworkOptions.USAGE);
            return;
        }
        try {
            var options = NetworkOptions.parse(arguments);
            var simulator = start(options, Clock.systemUTC());
            Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
            System.out.println("network simulator " + options.host() + ":" + simulator.port());
            System.out.println("network record " + options.host() + ":" + simulator.httpPort());
            new CountDownLatch(1).await();
        } catch (UsageMistake mistake) {
            System.err.println(mistake.getMessage());
            System.err.println("--help tells what can be done");
            System.exit(USAGE);
        } catch (UncheckedIOException | IllegalStateException e) {
            System.err.println("cannot start: " + reason(e));
            System.exit(FAILED);
        }
    }

    private static String reason(RuntimeException e) {
        if (e.getCause() instanceof BindException bind) {
            return bind.getMessage() + "; is another simulator running?";
        }
        return String.valueOf(e.getMessage());
    }
}
