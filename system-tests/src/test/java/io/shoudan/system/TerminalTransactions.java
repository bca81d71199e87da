package io.shoudan.system;

import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.launcher.ApiCaller;
import io.shoudan.simulator.terminal.Terminal;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What the platform says of one terminal's transactions.
final class TerminalTransactions {

    private final ApiCaller api;
    private final String terminalId;

    private TerminalTransactions(ApiCaller api, String terminalId) {
        this.api = api;
        this.terminalId = terminalId;
    }

    static TerminalTransactions of(Terminal terminal, ApiCaller api) {
        return new TerminalTransactions(
                api, terminal.drafts().echo().get(TerminalDialect.TERMINAL));
    }

    /// Newest first.
    List<JsonNode> all() throws InterruptedException {
        return api.get(
                        ApiCaller.query(
                                "/v1/transactions",
                                Map.of("terminalId", terminalId, "limit", "200")))
                .path("items")
                .valueStream()
                .toList();
    }

    /// `PURCHASE APPROVED 1000`, newest first.
    List<String> story() throws InterruptedException {
        return all().stream()
                .map(
                        each ->
                                each.path("kind").asString()
                                        + " "
                                        + each.path("state").asString()
                                        + " "
                                        + each.path("amount").path("minorUnits").asLong())
                .toList();
    }
}
