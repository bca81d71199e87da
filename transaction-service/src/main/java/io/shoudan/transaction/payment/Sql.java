package io.shoudan.transaction.payment;

import io.shoudan.iso8583.Bytes;
import org.jspecify.annotations.Nullable;

/// Values as JDBC takes them.
final class Sql {

    private Sql() {}

    static byte @Nullable [] bytes(@Nullable Bytes bytes) {
        return bytes == null ? null : bytes.toArray();
    }
}
