package io.shoudan.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.transaction.model.AuthorizationOutcome;
import io.shoudan.contracts.transaction.model.AuthorizationRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Many terminals at once: their requests share database transactions, and none notices another.
class CrowdIT {

    private static final int TERMINALS = 48;

    private static final AtomicInteger NEXT_TERMINAL = new AtomicInteger(90_070_000);

    private static ScriptedNetwork network;
    private static RunningService service;

    /// So patient that a crowd on a small machine is no silent network.
    @BeforeAll
    static void start() {
        network = ScriptedNetwork.start();
        service = RunningService.anew(network, Map.of("shoudan.network.reply-timeout", "20s"));
    }

    @AfterAll
    static void stop() {
        service.close();
        network.close();
    }

    /// Every kind of answer is in the crowd, and every request is sent twice at the same time.
    @Test
    void eachHearsItsOwnAnswer() throws Exception {
        var requests = new ArrayList<AuthorizationRequest>();
        for (int i = 0; i < TERMINALS; i++) {
            requests.add(request(newTerminal(), i));
        }

        var told = sendTwice(requests);

        for (int i = 0; i < TERMINALS; i++) {
            var outcomes = told.getOrDefault(i, List.of());
            assertThat(outcomes).hasSize(2).extracting(CrowdIT::tale).containsOnly(expected(i));
            if (expected(i).equals("BATCH_CLOSED")) {
                continue; // Takes no identity: each is told by itself.
            }
            var reference = outcomes.getFirst().getRetrievalReference();
            assertThat(outcomes.getLast().getRetrievalReference()).isEqualTo(reference);
            assertThat(network.heard(reference))
                    .isEqualTo(expected(i).equals("AMOUNT_ZERO") ? List.of() : List.of("0200"));
        }
        assertThat(service.contradictions()).isEmpty();
    }

    /// Identities are written once and never changed, so they still tell which were committed
    /// together.
    @Test
    void shareTheirCommits() throws Exception {
        var requests =
                IntStream.range(0, TERMINALS)
                        .mapToObj(_ -> newTerminal().aPurchase(10_00))
                        .toList();

        sendTwice(requests);

        var terminals = requests.stream().map(it -> it.getTerminalId()).collect(Collectors.toSet());
        assertThat(
                        service.sql()
                                .sql(
                                        """
                                        select count(*) as identities,
                                               count(distinct xmin::text) as commits
                                          from transaction_identity
                                         where terminal_id in (:terminals)
                                        """)
                                .param("terminals", terminals)
                                .query()
                                .singleRow())
                .containsEntry("identities", (long) TERMINALS)
                .extractingByKey("commits")
                .satisfies(it -> assertThat((Long) it).isBetween(1L, TERMINALS - 1L));
    }

    private static Terminal newTerminal() {
        return service.terminal(Stage.MERCHANT, Integer.toString(NEXT_TERMINAL.incrementAndGet()));
    }

    private static AuthorizationRequest request(Terminal terminal, int index) {
        return switch (index % 4) {
            case 0 -> terminal.aPurchase(10_51);
            case 1 -> terminal.aPurchase(0);
            case 2 -> terminal.aPurchase(10_00).batchNumber("000999");
            default -> terminal.aPurchase(10_00);
        };
    }

    private static String expected(int index) {
        return switch (index % 4) {
            case 0 -> "INSUFFICIENT_FUNDS";
            case 1 -> "AMOUNT_ZERO";
            case 2 -> "BATCH_CLOSED";
            default -> "APPROVED";
        };
    }

    private AuthorizationOutcome send(AuthorizationRequest request) {
        return service.internal("/internal/v1/transactions", request)
                .as(AuthorizationOutcome.class);
    }

    private static String tale(AuthorizationOutcome outcome) {
        var cause = outcome.getCause();
        return cause == null ? outcome.getResult().name() : cause;
    }

    /// By the index of their request.
    private Map<Integer, List<AuthorizationOutcome>> sendTwice(List<AuthorizationRequest> requests)
            throws InterruptedException {
        record Heard(int index, AuthorizationOutcome outcome) {}
        var calls = new ArrayList<Callable<Heard>>();
        for (int i = 0; i < requests.size() * 2; i++) {
            int index = i % requests.size();
            calls.add(() -> new Heard(index, send(requests.get(index))));
        }
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            return callers.invokeAll(calls).stream()
                    .map(it -> it.resultNow())
                    .collect(
                            Collectors.groupingBy(
                                    Heard::index,
                                    Collectors.mapping(Heard::outcome, Collectors.toList())));
        }
    }
}
