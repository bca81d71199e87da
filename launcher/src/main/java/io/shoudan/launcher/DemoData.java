package io.shoudan.launcher;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Two merchants, each with an outlet, a tariff, a terminal with its main key, and an API client.
/// Made through the gateway by an operator, like everybody's.
///
/// May be repeated: what is there already stays as it is.
public final class DemoData {

    /// Some attempts to connect, with their pauses.
    private static final Duration NETWORK_LIMIT = Duration.ofSeconds(30);

    private final ApiCaller operator;
    private final TerminalSetup terminals;

    /// @param operator a caller of role operator
    /// @param keyTransportKey under which main keys travel to terminal-service; 32 hexadecimal
    ///   digits
    public DemoData(ApiCaller operator, String keyTransportKey) {
        this.operator = operator;
        this.terminals = new TerminalSetup(operator, keyTransportKey);
    }

    /// Where the secrets of API clients are kept: the API tells each only once.
    public interface ClientSecrets {
        /// The secret of this client, or empty text.
        String get(String clientId);

        void put(String clientId, String secret);
    }

    /// Makes what is missing, and returns when terminal-service knows the terminals and the card
    /// network has let us in. The other services may still lack it; see [Arrivals].
    ///
    /// @throws ApiCaller.Refused if the API refuses a step
    public void make(ClientSecrets secrets) throws InterruptedException {
        for (DemoMerchant merchant : List.of(DemoMerchant.FIRST, DemoMerchant.SECOND)) {
            putMerchant(merchant);
            putClient(merchant, secrets);
        }
        for (DemoMerchant merchant : List.of(DemoMerchant.FIRST, DemoMerchant.SECOND)) {
            terminals.await(merchant.terminalId());
        }
        awaitNetwork();
    }

    /// A service is ready without the card network: it declines. A demo is not.
    private void awaitNetwork() throws InterruptedException {
        long deadline = System.nanoTime() + NETWORK_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            boolean signedOn =
                    operator.get("/v1/switches")
                            .path("items")
                            .valueStream()
                            .anyMatch(each -> each.path("signedOn").asBoolean(false));
            if (signedOn) {
                return;
            }
            Pause.briefly();
        }
        throw new StartFailure(
                "transaction-service has not signed on to the card network after "
                        + Output.seconds(NETWORK_LIMIT));
    }

    private void putMerchant(DemoMerchant merchant) throws InterruptedException {
        String path = "/v1/merchants/" + merchant.merchantId();
        operator.put(
                path,
                Map.of(
                        "name", merchant.name(),
                        "licence", merchant.licence(),
                        "regionCode", "310115",
                        "categoryCode", "5812",
                        "settlementAccount", merchant.settlementAccount(),
                        "status", "ACTIVE",
                        "products", List.of("PURCHASE", "VOID", "REFUND", "BALANCE_INQUIRY")));
        operator.put(
                path + "/outlets/main",
                Map.of(
                        "name", merchant.name(),
                        "address", "1 Century Avenue, Shanghai",
                        "regionCode", "310115"));
        // 0.55 %, at least 0.01 and at most 20.00; foreign cards 1.6 %.
        operator.put(
                path + "/tariff",
                Map.of(
                        "currency",
                        "CNY",
                        "domestic",
                        Map.of(
                                "basisPoints", 55,
                                "capMinor", 2000,
                                "minimumMinor", 1,
                                "rounding", "HALF_UP"),
                        "foreign",
                        Map.of("basisPoints", 160, "minimumMinor", 1, "rounding", "HALF_UP"),
                        "refundsReturnFee",
                        true));
        terminals.bind(merchant.terminalId(), merchant.serialNumber(), merchant);
    }

    private void putClient(DemoMerchant merchant, ClientSecrets secrets)
            throws InterruptedException {
        String path = "/v1/clients/" + merchant.clientId();
        Map<String, String> setting =
                Map.of("role", "MERCHANT", "merchantId", merchant.merchantId());
        JsonNode client = operator.put(path, setting);
        if (!client.has("secret") && secrets.get(merchant.clientId()).isEmpty()) {
            // Made by a run that ended before it could keep the secret.
            operator.call("DELETE", path, null);
            client = operator.put(path, setting);
        }
        if (client.has("secret")) {
            secrets.put(merchant.clientId(), client.path("secret").asString());
        }
    }
}
