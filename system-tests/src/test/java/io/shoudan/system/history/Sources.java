package io.shoudan.system.history;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Where a running house is read.
///
/// @param databases     by service
/// @param kafka         bootstrap servers
/// @param networkRecord the card network's own record
/// @param logs          everything in this folder is a log
/// @param metrics       Prometheus endpoints, by service
/// @param processes     by service, on this machine
public record Sources(
        Map<String, Database> databases,
        String kafka,
        Path networkRecord,
        Path logs,
        Map<String, URI> metrics,
        Map<String, Long> processes) {

    /// One service's database; only read.
    public record Database(String url, String user, String password) {}

    /// Services that keep something.
    static List<String> keeping() {
        return List.of(
                "merchant-service",
                "terminal-service",
                "transaction-service",
                "settlement-service");
    }
}
