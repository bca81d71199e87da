package io.shoudan.transaction.authorization;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Ids of payments: UUID version 7 (RFC 9562), which grow with time, so that lists are pages of one
/// index. Thread-safe.
@Component
class PaymentIds {

    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    PaymentIds(Clock clock) {
        this.clock = clock;
    }

    UUID next() {
        long high = (clock.millis() << 16) | VERSION_7 | random.nextInt(0x1000);
        long low = VARIANT | (random.nextLong() >>> 2);
        return new UUID(high, low);
    }
}
