package io.shoudan.platform.outbox;

import io.shoudan.platform.ServiceName;
import io.shoudan.platform.event.EventJson;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The outbox without a relay: events stay in their table.
public final class PlainOutbox {

    private PlainOutbox() {}

    /// @param clock of the time that events carry
    public static Outbox on(JdbcClient jdbc, Clock clock) {
        return new Outbox(
                jdbc, new EventJson(), clock, new ServiceName("test"), new OutboxSignal());
    }
}
