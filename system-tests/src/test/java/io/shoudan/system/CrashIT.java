package io.shoudan.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.terminal.ProcessingRequirement;
import io.shoudan.launcher.DemoMerchant;
import io.shoudan.simulator.terminal.Card;
import io.shoudan.simulator.terminal.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// transaction-service dies by `kill -9` with a purchase at the card network: the row is there, the
/// bytes have left, and no outcome is known.
@ExtendWith(House.class)
class CrashIT {

    private static final Card CARD = Card.typed("6225000000000014", "3012");
    private static final JsonMapper JSON = new JsonMapper();

    /// Approved by the network, and never answered.
    private static final long NEVER_ANSWERED = 77_798;

    @Test
    void aPurchaseThatWasSentIsReversedOnceAfterTheRestart(RunningHouse house) throws Exception {
        try (Terminal terminal = house.newTerminal(DemoMerchant.SECOND)) {
            assertThat(terminal.signOn().approved()).isTrue();
            var history = TerminalTransactions.of(terminal, house.operator());
            Thread customer =
                    Thread.ofVirtual().start(() -> terminal.purchase(NEVER_ANSWERED, CARD));

            String reference = awaitAtNetwork(house, history);
            ProcessHandle service = house.service("transaction-service");
            service.destroyForcibly();
            service.onExit().join();
            Await.until(
                    Duration.ofMinutes(2),
                    () -> stateOf(house, reference).equals("REVERSED"),
                    () -> stateOf(house, reference));

            JsonNode record = JSON.readTree(house.networkRecord(reference));
            assertThat(received(record, "0200")).as("sent once: %s", record).hasSize(1);
            assertThat(received(record, "0420")).as("reversed once: %s", record).hasSize(1);
            assertThat(record.path("net").size()).as("nothing stands: %s", record).isZero();
            assertThat(history.story()).containsExactly("PURCHASE REVERSED 77798");
            customer.join();
        }
    }

    /// A terminal that signed on before the crash pays after it without another sign-on.
    @Test
    void aRestartCausesNoNewSignOn(RunningHouse house) throws Exception {
        try (Terminal terminal = house.newTerminal(DemoMerchant.SECOND)) {
            assertThat(terminal.signOn().approved()).isTrue();
            ProcessHandle service = house.service("terminal-service");
            service.destroyForcibly();
            service.onExit().join();

            Await.until(
                    Duration.ofSeconds(90),
                    () -> terminal.purchase(1000, CARD).approved(),
                    terminal::journal);

            assertThat(terminal.journal())
                    .filteredOn(
                            exchange ->
                                    exchange.requirement()
                                            .equals(Optional.of(ProcessingRequirement.SIGN_ON)))
                    .isEmpty();
        }
    }

    private static String awaitAtNetwork(RunningHouse house, TerminalTransactions history) {
        Await.until(
                Duration.ofSeconds(15),
                () -> {
                    List<JsonNode> all = history.all();
                    return !all.isEmpty()
                            && house.networkRecord(text(all.getFirst(), "retrievalReference"))
                                    .contains("RECEIVED");
                },
                () -> "nothing has arrived at the card network");
        try {
            return text(history.all().getFirst(), "retrievalReference");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Empty while the service is away.
    private static String stateOf(RunningHouse house, String reference) {
        try {
            var answer =
                    house.operator()
                            .call("GET", "/v1/transactions/by-reference/" + reference, null);
            return answer.status() == 200 ? text(answer.json(), "state") : "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<JsonNode> received(JsonNode record, String mti) {
        return record.path("entries")
                .valueStream()
                .filter(each -> text(each, "kind").equals("RECEIVED"))
                .filter(each -> text(each.path("message"), "mti").equals(mti))
                .toList();
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString();
    }
}
