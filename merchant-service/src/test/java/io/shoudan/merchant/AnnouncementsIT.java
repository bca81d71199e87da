package io.shoudan.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.platform.testing.TestServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// What the other services hear, byte for byte: a changed golden file is a visible decision,
/// because they have copies of what was said before.
class AnnouncementsIT {

    private static final String ID = "108310058120009";
    private static final String OUTLET = "/v1/merchants/" + ID + "/outlets/main";

    private static final MerchantService service = MerchantService.shared();

    @BeforeAll
    static void change() {
        var merchant = "/v1/merchants/" + ID;
        service.putAsOperator(merchant, Settings.MERCHANT);
        service.putAsOperator(merchant, Settings.MERCHANT);
        service.putAsOperator(merchant, Settings.MERCHANT.replace("ACTIVE", "SUSPENDED"));
        service.putAsOperator(OUTLET, Settings.OUTLET);
        for (var terminal : List.of("80000001", "80000002")) {
            service.putAsOperator(
                    "/v1/terminals/" + terminal + "/binding",
                    Settings.binding(ID, "SN-" + terminal));
        }
        service.putAsOperator(merchant + "/tariff", Settings.TARIFF);
        service.putAsOperator(merchant + "/tariff", Settings.TARIFF);
    }

    @Test
    void saysEachNewStateOfAMerchantOnce() throws IOException {
        var said = Topic.read("merchant.v1", ID, 2);

        assertThat(said.getFirst().value()).isEqualTo(golden("merchant-changed"));
        assertThat(JsonMapper.shared().readTree(said.getLast().value()).path("status").asString())
                .isEqualTo("SUSPENDED");
        assertHeaders(said.getFirst(), "io.shoudan.merchant.MerchantChanged", ID);
    }

    @Test
    void saysATariff() throws IOException {
        var said = Topic.read("tariff.v1", ID, 1);

        assertThat(said.getFirst().value()).isEqualTo(golden("tariff-changed"));
        assertHeaders(said.getFirst(), "io.shoudan.merchant.TariffChanged", ID);
    }

    /// Terminals print their outlet's name, and nobody but us knows where they stand.
    @Test
    void saysEveryTerminalOfAnOutletAnewWhenTheOutletMoves() throws IOException {
        assertThat(Topic.read("binding.v1", "80000001", 1).getFirst().value())
                .isEqualTo(golden("binding-changed"));

        var moved = Settings.OUTLET.replace("1 Century Avenue", "2 Century Avenue");
        service.putAsOperator(OUTLET, moved);
        service.putAsOperator(OUTLET, moved);

        for (var terminal : List.of("80000001", "80000002")) {
            var said = Topic.read("binding.v1", terminal, 2);
            assertHeaders(said.getLast(), "io.shoudan.merchant.BindingChanged", terminal);
            var state = JsonMapper.shared().readTree(said.getLast().value());
            assertThat(state.path("version").asLong()).isEqualTo(2);
            assertThat(state.path("address").asString()).isEqualTo("2 Century Avenue");
        }
    }

    /// A terminal without limits is said as it always was.
    @Test
    void saysATerminalsLimitsAndKeepsSayingThem() throws IOException {
        var terminal = "/v1/terminals/80000003";
        var setting = Settings.binding(ID, "SN-80000003").replace("main", "kiosk");
        service.putAsOperator("/v1/merchants/" + ID + "/outlets/kiosk", Settings.OUTLET);
        service.putAsOperator(terminal + "/binding", setting);
        service.putAsOperator(terminal + "/limits", "{\"amountMinor\": 5000, \"dailyCount\": 9}");
        service.putAsOperator(terminal + "/binding", setting.replace("ACTIVE", "SUSPENDED"));

        var said = Topic.read("binding.v1", "80000003", 3);
        assertThat(said.getFirst().value()).doesNotContain("limits");
        assertThat(said.get(1).value()).isEqualTo(golden("binding-limited"));
        assertThat(said.getLast().value()).contains("SUSPENDED", "\"dailyCount\":9");
    }

    /// Kafka is the archive of these topics: a new service reads every merchant there ever was.
    @ParameterizedTest
    @ValueSource(strings = {"merchant.v1", "binding.v1"})
    void keepsTheNewestStateOfEveryKey(String topic)
            throws ExecutionException, InterruptedException {
        assertThat(configOf(topic).get("cleanup.policy").value()).isEqualTo("compact");
    }

    /// What was captured long ago is priced by the tariff of its time, also after a rebuild.
    @Test
    void keepsEveryVersionOfATariff() throws ExecutionException, InterruptedException {
        var config = configOf("tariff.v1");

        assertThat(config.get("cleanup.policy").value()).isEqualTo("delete");
        assertThat(config.get("retention.ms").value()).isEqualTo("-1");
        assertThat(config.get("retention.bytes").value()).isEqualTo("-1");
    }

    private static Config configOf(String name) throws ExecutionException, InterruptedException {
        Topic.read("tariff.v1", ID, 1); // The topics are there.
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        try (var admin =
                Admin.create(
                        Map.<String, Object>of(
                                "bootstrap.servers", TestServers.kafkaBootstrap()))) {
            return Objects.requireNonNull(
                    admin.describeConfigs(List.of(topic)).all().get().get(topic));
        }
    }

    private static void assertHeaders(
            ConsumerRecord<String, String> said, String type, String subject) {
        assertThat(header(said, "ce_type")).isEqualTo(type);
        assertThat(header(said, "ce_source")).isEqualTo("/shoudan/merchant-service");
        assertThat(header(said, "ce_subject")).isEqualTo(subject);
        assertThat(header(said, "ce_specversion")).isEqualTo("1.0");
        assertThat(header(said, "ce_id")).hasSize(36);
        assertThat(header(said, "content-type")).isEqualTo("application/json");
    }

    private static String header(ConsumerRecord<String, String> said, String name) {
        return new String(said.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static String golden(String name) throws IOException {
        try (var file = AnnouncementsIT.class.getResourceAsStream("/golden/" + name + ".json")) {
            assertThat(file).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
