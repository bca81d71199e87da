package io.shoudan.transaction.payment;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// What becomes of payments after their batch closes: captured, settled, or compensated when a
/// reversal comes too late for the batch. As in [Payments], each change carries its step and its
/// event with it, and needs the caller's database transaction.
@Component
public final class Captures {

    private final CaptureStore store;
    private final Announcer announcer;

    Captures(CaptureStore store, Announcer announcer) {
        this.store = store;
        this.announcer = announcer;
    }

    /// What [#capture] would capture now, in order of ids.
    public List<Payment> capturable(String terminalId, String merchantId, long batchId) {
        return store.capturable(terminalId, merchantId, batchId);
    }

    /// Captures a terminal's batch, in one statement.
    ///
    /// @return the members, in order of their ids
    public List<Payment> capture(String terminalId, String merchantId, long batchId) {
        var members = store.capture(terminalId, merchantId, batchId);
        announcer.announce(members.stream().map(Edge.CAPTURE::eventOf).toList());
        return members;
    }

    /// Marks the captured members of a terminal's batch settled; a repetition finds none, and so
    /// does who names another terminal.
    public int settle(long batchId, String terminalId) {
        var settled = store.settle(batchId, terminalId);
        announcer.announce(settled.stream().map(Edge.SETTLE::eventOf).toList());
        return settled.size();
    }

    /// Says that a reversal reached a captured or settled payment: its state stays, with `cause`,
    /// and its compensating line belongs to the business date that is open now.
    ///
    /// @return empty if it was neither captured nor settled, or is compensated already
    public Optional<Payment> compensate(UUID id, Cause cause) {
        var compensated = store.compensate(id, cause);
        compensated.ifPresent(
                it ->
                        announcer.announce(
                                switch (it.state()) {
                                    case CAPTURED -> Edge.COMPENSATE_CAPTURED.eventOf(it);
                                    default -> Edge.COMPENSATE_SETTLED.eventOf(it);
                                }));
        return compensated;
    }
}
