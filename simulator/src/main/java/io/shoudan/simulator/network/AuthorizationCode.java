package io.shoudan.simulator.network;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/// The issuer's approval code: six digits that follow from the transaction's reference and
/// terminal, so that any run of a test sees the same ones.
final class AuthorizationCode {

    private AuthorizationCode() {}

    static String of(Facts facts) {
        var checksum = new CRC32();
        var identity = facts.retrievalReference() + "/" + facts.terminalId();
        checksum.update(identity.getBytes(StandardCharsets.UTF_8));
        return String.format("%06d", checksum.getValue() % 1_000_000);
    }
}
