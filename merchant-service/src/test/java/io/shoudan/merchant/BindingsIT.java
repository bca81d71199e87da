package io.shoudan.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.platform.testing.TestTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which terminal works for whom, and what the house refuses to mix up.
class BindingsIT {

    private static final String ID = "106310058120001";
    private static final String OTHER = "106310058120002";

    private final MerchantService service = MerchantService.shared();
    private final String operator = TestTokens.operator();

    @BeforeEach
    void merchants() {
        for (var id : List.of(ID, OTHER)) {
            service.putAsOperator("/v1/merchants/" + id, Settings.MERCHANT);
            service.putAsOperator("/v1/merchants/" + id + "/outlets/main", Settings.OUTLET);
        }
    }

    @Test
    void bindsSuspendsAndRetires() {
        var setting = Settings.binding(ID, "SN-6001");
        var bound = service.putAsOperator(path("60000001"), setting);
        var again = service.putAsOperator(path("60000001"), setting);
        var suspended =
                service.putAsOperator(path("60000001"), setting.replace("ACTIVE", "SUSPENDED"));

        assertThat(bound.path("version").asLong()).isEqualTo(1);
        assertThat(again).isEqualTo(bound);
        assertThat(suspended.path("version").asLong()).isEqualTo(2);
        assertThat(service.get(path("60000001"), TestTokens.merchant(ID)).body())
                .isEqualTo(suspended);
    }

    @Test
    void showsAMerchantItsOwnTerminalsOnly() {
        service.putAsOperator(path("60000002"), Settings.binding(ID, "SN-6002"));

        assertThat(service.get(path("60000002"), TestTokens.merchant(OTHER)).status())
                .isEqualTo(404);
        assertThat(service.get(path("69999999"), operator).status()).isEqualTo(404);
        assertThat(
                        service.put(
                                        path("60000002"),
                                        TestTokens.merchant(ID),
                                        Settings.binding(ID, "SN-6002"))
                                .status())
                .isEqualTo(403);
    }

    @Test
    void namesTheMerchantOrOutletThatDoesNotExist() {
        var noMerchant =
                service.put(
                        path("60000003"), operator, Settings.binding("999999999999999", "SN-6003"));
        var noOutlet =
                service.put(
                        path("60000003"),
                        operator,
                        Settings.binding(ID, "SN-6003").replace("main", "side"));

        assertThat(noMerchant.status()).isEqualTo(400);
        assertThat(noMerchant.faultyFields()).containsExactly("merchantId");
        assertThat(noOutlet.status()).isEqualTo(400);
        assertThat(noOutlet.faultyFields()).containsExactly("outletId");
    }

    @Test
    void bindsAMachineUnderOneTerminalIdOnly() {
        var setting = Settings.binding(ID, "SN-6004");
        service.putAsOperator(path("60000004"), setting);

        assertThat(service.put(path("60000005"), operator, setting).status()).isEqualTo(409);
        service.putAsOperator(path("60000004"), setting.replace("ACTIVE", "RETIRED"));
        assertThat(service.put(path("60000005"), operator, setting).status()).isEqualTo(200);
        // Its machine is elsewhere now, so the old binding can't come back with it.
        assertThat(service.put(path("60000004"), operator, setting).status()).isEqualTo(409);
    }

    /// Its open batch is the first merchant's money.
    @Test
    void movesATerminalToAnotherMerchantOnlyOnceRetired() {
        service.putAsOperator(path("60000006"), Settings.binding(ID, "SN-6006"));
        var elsewhere = Settings.binding(OTHER, "SN-6006");

        assertThat(service.put(path("60000006"), operator, elsewhere).status()).isEqualTo(409);
        assertThat(service.get(path("60000006"), operator).body().path("merchantId").asString())
                .isEqualTo(ID);

        service.putAsOperator(
                path("60000006"), Settings.binding(ID, "SN-6006").replace("ACTIVE", "RETIRED"));
        var moved = service.putAsOperator(path("60000006"), elsewhere);
        assertThat(moved.path("version").asLong()).isEqualTo(3);
        assertThat(service.get(path("60000006"), TestTokens.merchant(ID)).status()).isEqualTo(404);
    }

    @Test
    void limitsWhatATerminalSells() {
        service.putAsOperator(path("60000007"), Settings.binding(ID, "SN-6007"));
        var limits =
                """
                {"amountMinor": 100000, "dailyAmountMinor": 500000, "dailyCount": 20}
                """;
        var limited = service.putAsOperator(limits("60000007"), limits);

        assertThat(limited.path("version").asLong()).isEqualTo(2);
        assertThat(service.putAsOperator(limits("60000007"), limits)).isEqualTo(limited);
        assertThat(service.get(path("60000007"), TestTokens.merchant(ID)).body())
                .isEqualTo(limited);
        assertThat(limited.path("limits").path("dailyAmountMinor").asLong()).isEqualTo(500_000);

        var unlimited = service.putAsOperator(limits("60000007"), "{}");
        assertThat(unlimited.has("limits")).isFalse();
        assertThat(unlimited.path("version").asLong()).isEqualTo(3);
    }

    /// Whoever suspends a terminal and takes it back must not lift its limits by that.
    @Test
    void keepsLimitsUntilTheTerminalGoesToAnotherMerchant() {
        var setting = Settings.binding(ID, "SN-6008");
        service.putAsOperator(path("60000008"), setting);
        service.putAsOperator(limits("60000008"), "{\"dailyCount\": 20}");

        var retired = service.putAsOperator(path("60000008"), setting.replace("ACTIVE", "RETIRED"));
        assertThat(retired.path("limits").path("dailyCount").asInt()).isEqualTo(20);
        var moved = service.putAsOperator(path("60000008"), Settings.binding(OTHER, "SN-6008"));
        assertThat(moved.has("limits")).isFalse();
    }

    @Test
    void refusesLimitsThatMeanNothing() {
        service.putAsOperator(path("60000009"), Settings.binding(ID, "SN-6009"));
        var path = limits("60000009");

        assertThat(service.put(path, operator, "{\"amountMinor\": 0}").faultyFields())
                .containsExactly("amountMinor");
        assertThat(service.put(path, operator, "{\"weeklyCount\": 1}").status()).isEqualTo(400);
        assertThat(service.put(path, TestTokens.merchant(ID), "{}").status()).isEqualTo(403);
        assertThat(service.put(limits("69999999"), operator, "{}").status()).isEqualTo(404);
    }

    @Test
    void letsOneOfManyWinAMachine() throws Exception {
        var attempts = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 8; i++) {
            var path = path("6000010" + i);
            attempts.add(
                    () -> service.put(path, operator, Settings.binding(ID, "SN-6100")).status());
        }

        assertThat(statuses(attempts)).containsOnlyOnce(200).contains(409).hasSize(8);
    }

    @Test
    void letsOneOfTwoMerchantsWinATerminal() throws Exception {
        var attempts = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 8; i++) {
            var setting = Settings.binding(i % 2 == 0 ? ID : OTHER, "SN-6200");
            attempts.add(() -> service.put(path("60000200"), operator, setting).status());
        }

        var statuses = statuses(attempts);
        assertThat(statuses).containsOnly(200, 409);
        assertThat(statuses.stream().filter(it -> it == 200)).hasSize(4);
    }

    private static List<Integer> statuses(List<Callable<Integer>> attempts) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = new ArrayList<Integer>();
            for (Future<Integer> attempt : threads.invokeAll(attempts)) {
                statuses.add(attempt.get());
            }
            return statuses;
        }
    }

    private static String limits(String terminalId) {
        return "/v1/terminals/" + terminalId + "/limits";
    }

    private static String path(String terminalId) {
        return "/v1/terminals/" + terminalId + "/binding";
    }
}
