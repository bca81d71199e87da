package io.shoudan.launcher;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// Brings terminals into service: binds them to a merchant's outlet and loads their main keys.
public final class TerminalSetup {

    /// Far longer than an event needs from merchant-service to terminal-service.
    private static final Duration ARRIVAL_LIMIT = Duration.ofSeconds(30);

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final ApiCaller operator;
    private final String keyTransportKey;

    /// @param operator        a caller of role operator
    /// @param keyTransportKey under which main keys travel to terminal-service; 32 hexadecimal
    ///   digits
    public TerminalSetup(ApiCaller operator, String keyTransportKey) {
        this.operator = operator;
        this.keyTransportKey = keyTransportKey;
    }

    /// Binds a terminal to the outlet `main` of `merchant` and gives it that merchant's main key.
    /// May be repeated.
    ///
    /// @throws ApiCaller.Refused if the API refuses a step
    public void bind(String terminalId, String serialNumber, DemoMerchant merchant)
            throws InterruptedException {
        operator.put(
                "/v1/terminals/" + terminalId + "/binding",
                Map.of(
                        "merchantId", merchant.merchantId(),
                        "outletId", "main",
                        "serialNumber", serialNumber,
                        "model", "DEMO-POS",
                        "status", "ACTIVE"));
        byte[] mainKey = HEX.parseHex(merchant.mainKey());
        byte[] cryptogram = encrypted(HEX.parseHex(keyTransportKey), mainKey);
        operator.put(
                "/v1/terminals/" + terminalId + "/main-key",
                Map.of(
                        "cryptogram", HEX.formatHex(cryptogram),
                        "checkValue", HEX.formatHex(encrypted(mainKey, new byte[8]), 0, 4)));
    }

    /// Returns when the binding has arrived at terminal-service; it travels there by event. The
    /// other services may still lack it; see [Arrivals].
    void await(String terminalId) throws InterruptedException {
        long deadline = System.nanoTime() + ARRIVAL_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            var answer = operator.call("GET", "/v1/terminals/" + terminalId + "/status", null);
            if (answer.status() == 200 && answer.json().has("merchantId")) {
                return;
            }
            Pause.briefly();
        }
        throw new StartFailure(
                "the binding of terminal %s has not reached terminal-service after %s"
                        .formatted(terminalId, Output.seconds(ARRIVAL_LIMIT)));
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
