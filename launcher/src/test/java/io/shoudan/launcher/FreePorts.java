package io.shoudan.launcher;

import java.util.concurrent.ThreadLocalRandom;

/// Eleven neighbouring ports that nobody uses at the moment.
final class FreePorts {

    private FreePorts() {}

    static Ports find() {
        for (int attempt = 0; attempt < 100; attempt++) {
            // Below the range from which operating systems take ports for outgoing connections.
            Ports ports = Ports.from(ThreadLocalRandom.current().nextInt(11_000, 30_000));
            try {
                ports.requireFree();
                return ports;
            } catch (StartFailure _) {
                // Somebody uses one of them: try others.
            }
        }
        throw new IllegalStateException("no eleven free ports in a row");
    }
}
