package io.shoudan.launcher;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/// Two merchants, each with an outlet, a tariff, a terminal with its main key, and an API client.
/// Made through the gateway by an operator, like everybody's.
///
/// May be repeated: what is there already stays as it is.
public final class DemoData {

    private static final Duration ARRIVAL_LIMIT = Duration.ofSeconds(30);
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final ApiCaller operator;
    private final String keyTransportKey;

    /// @param operator a caller of role operator
    /// @param keyTransportKey under which main keys travel to terminal-service; 32 hexadecimal
    ///   digits
    public DemoData(ApiCaller operator, String keyTransportKey) {
        this.operator = operator;
        this.keyTransportKey = keyTransportKey;
    }

    /// Where the secrets of API clients are kept: the API tells each only once.
    public interface ClientSecrets {
        /// The secret of this client, or empty text.
        String get(String clientId);

        void put(String clientId, String secret);
    }

    /// Makes what is missing, and returns when the terminals' bindings have arrived where they are
    /// needed.
    ///
    /// @throws ApiCaller.Refused if the API refuses a step
    public void make(ClientSecrets secrets) throws InterruptedException {
        for (DemoMerchant merchant : List.of(DemoMerchant.FIRST, DemoMerchant.SECOND)) {
            putMerchant(merchant);
            putClient(merchant, secrets);
        }
        for (DemoMerchant merchant : List.of(DemoMerchant.FIRST, DemoMerchant.SECOND)) {
            awaitBinding(merchant);
        }
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
        operator.put(
                "/v1/terminals/" + merchant.terminalId() + "/binding",
                Map.of(
                        "merchantId", merchant.merchantId(),
                        "outletId", "main",
                        "serialNumber", merchant.serialNumber(),
                        "model", "DEMO-POS",
                        "status", "ACTIVE"));
        byte[] mainKey = HEX.parseHex(merchant.mainKey());
        operator.put(
                "/v1/terminals/" + merchant.terminalId() + "/main-key",
                Map.of(
                        "cryptogram",
                                HEX.formatHex(encrypted(HEX.parseHex(keyTransportKey), mainKey)),
                        "checkValue",
                                HEX.formatHex(encrypted(mainKey, new byte[8])).substring(0, 8)));
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

    /// A binding travels by event from merchant-service to those who check it.
    private void awaitBinding(DemoMerchant merchant) throws InterruptedException {
        long deadline = System.nanoTime() + ARRIVAL_LIMIT.toNanos();
        String path = "/v1/terminals/" + merchant.terminalId() + "/status";
        while (System.nanoTime() < deadline) {
            var answer = operator.call("GET", path, null);
            if (answer.status() == 200 && answer.json().has("merchantId")) {
                return;
            }
            Pause.briefly();
        }
        throw new StartFailure(
                "the binding of terminal %s has not reached terminal-service after %s"
                        .formatted(merchant.terminalId(), Output.seconds(ARRIVAL_LIMIT)));
    }

    /// 3DES in ECB, as main keys travel and as check values are made.
    private static byte[] encrypted(byte[] doubleLengthKey, byte[] clear) {
        byte[] key = new byte[24];
        System.arraycopy(doubleLengthKey, 0, key, 0, 16);
        System.arraycopy(doubleLengthKey, 0, key, 16, 8);
        try {
            Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "DESede"));
            return cipher.doFinal(clear);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("3DES must be available", e);
        }
    }
}
