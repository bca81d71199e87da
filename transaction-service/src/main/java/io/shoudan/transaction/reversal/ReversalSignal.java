package io.shoudan.transaction.reversal;

import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;

/// Says that reversals became due, so that they leave at once and not with the next look at the
/// table.
@Component
class ReversalSignal {

    private final AtomicReference<Runnable> listener = new AtomicReference<>(() -> {});

    /// Who is told, from now on.
    void wakes(Runnable sleeper) {
        listener.set(sleeper);
    }

    /// Never blocks.
    void raise() {
        listener.get().run();
    }
}
