package io.shoudan.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;

/// What a figure means nothing without.
final class Conditions {

    private Conditions() {}

    static void print(Postgres postgres) throws IOException, SQLException {
        System.out.printf(
                "%s, %d processors (%s), %s %s, load %s%n",
                Clock.systemUTC().instant(),
                Runtime.getRuntime().availableProcessors(),
                processor(),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Files.readString(Path.of("/proc/loadavg")).strip());
        System.out.printf(
                "Java %s, %s, %s, all on 127.0.0.1%n",
                Runtime.version(), postgres.described(), Q2Peer.version());
    }

    private static String processor() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(it -> it.startsWith("model name"))
                    .findFirst()
                    .map(it -> it.substring(it.indexOf(':') + 1).strip())
                    .orElse("unknown");
        }
    }
}
