package io.shoudan.simulator.network;

import io.shoudan.simulator.CommandLine;
import io.shoudan.simulator.UsageMistake;
import java.nio.file.Path;
import java.time.Duration;

/// How the network simulator is started.
///
/// @param host            address to listen on
/// @param port            TCP port of the network; 0 takes a free one
/// @param httpPort        TCP port of the record; 0 takes a free one
/// @param record          file of the record; made if it doesn't exist
/// @param lateAnswerAfter how long an answer takes that comes late; more than the host waits (20 s)
/// @param maxConnections  one more is closed at once
/// @param maxTransactions references remembered, about half a kilobyte of memory each; when full,
///     new requests are refused with 96
public record NetworkOptions(
        String host,
        int port,
        int httpPort,
        Path record,
        Duration lateAnswerAfter,
        int maxConnections,
        int maxTransactions) {

    /// What `--help` prints.
    static final String USAGE =
            """
            usage: NetworkSimulator --record FILE [options]

              --host ADDRESS          address to listen on            (127.0.0.1)
              --port PORT             card network, ISO 8583 over TCP (8085)
              --http-port PORT        its record, over HTTP           (8086)
              --record FILE           append-only record; its key is kept in FILE.key
              --late-answer-after T   delay of late answers: 21s, 500ms (21s)
              --max-connections N     (256)
              --max-transactions N    references remembered           (200000)

            The last two digits of an amount decide: 51 54 55 61 91 96 decline with that code,
            97 is approved and answered late, 98 approved and never answered, 99 approved and
            answered wrongly; all else is approved.
            GET /record?rrn=R, GET /net and GET /healthz tell what happened.
            """;

    /// Refuses what can't work.
    public NetworkOptions {
        checkRange(port, 0, 65_535, "--port");
        checkRange(httpPort, 0, 65_535, "--http-port");
        checkRange(maxConnections, 1, 100_000, "--max-connections");
        checkRange(maxTransactions, 1, 100_000_000, "--max-transactions");
        if (lateAnswerAfter.isNegative() || lateAnswerAfter.compareTo(Duration.ofHours(1)) > 0) {
            throw new UsageMistake("must be 0s..3600s: --late-answer-after");
        }
    }

    private static void checkRange(int value, int min, int max, String option) {
        if (value < min || value > max) {
            throw new UsageMistake("must be " + min + ".." + max + ": " + option);
        }
    }

    /// Free ports on this machine, late answers after 21 s.
    public static NetworkOptions onFreePorts(Path record) {
        return new NetworkOptions("127.0.0.1", 0, 0, record, Duration.ofSeconds(21), 256, 200_000);
    }

    /// The same with another delay of late answers.
    public NetworkOptions withLateAnswerAfter(Duration delay) {
        return new NetworkOptions(
                host, port, httpPort, record, delay, maxConnections, maxTransactions);
    }

    static NetworkOptions parse(String... arguments) {
        var line = CommandLine.parse(arguments);
        line.expectNoWords();
        var options =
                new NetworkOptions(
                        line.text("host", "127.0.0.1"),
                        line.integer("port", 8085),
                        line.integer("http-port", 8086),
                        Path.of(line.required("record")),
                        line.duration("late-answer-after", Duration.ofSeconds(21)),
                        line.integer("max-connections", 256),
                        line.integer("max-transactions", 200_000));
        line.expectAllUsed();
        return options;
    }
}
