package io.shoudan.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Starts the services, waits until they accept, starts one again that ends, and stops them.
///
/// Safe for any number of threads. One virtual thread per service waits for its end.
final class Supervisor {

    private static final Duration START_LIMIT = Duration.ofSeconds(150);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    /// A service that ends again and again is started at most this often.
    static final Duration RESTART_INTERVAL = Duration.ofSeconds(10);

    private static final int LINES_SHOWN = 25;

    private final Path logs;
    private final Guardian guardian;
    private final Output output;
    private final Duration restartInterval;
    private final Map<Service, ChildProcess> running = new LinkedHashMap<>();
    private volatile boolean stopping;

    Supervisor(Path logs, Guardian guardian, Output output) {
        this(logs, guardian, output, RESTART_INTERVAL);
    }

    Supervisor(Path logs, Guardian guardian, Output output, Duration restartInterval) {
        this.logs = logs;
        this.guardian = guardian;
        this.output = output;
        this.restartInterval = restartInterval;
    }

    /// Starts all of `services` at once and returns when each accepts work.
    ///
    /// @throws StartFailure if one ends or does not accept in time; the message has the end of its
    ///   log
    void start(List<Service> services) throws InterruptedException {
        long begin = System.nanoTime();
        output.say("starting " + String.join(", ", services.stream().map(Service::name).toList()));
        for (Service service : services) {
            launch(service);
        }
        List<Service> waiting = new ArrayList<>(services);
        while (!waiting.isEmpty()) {
            var elapsed = Duration.ofNanos(System.nanoTime() - begin);
            for (Service service : List.copyOf(waiting)) {
                ChildProcess child = child(service);
                if (!child.alive()) {
                    throw new StartFailure(obituary(service, child, "ended while it was starting"));
                }
                if (service.accepts()) {
                    output.say(service.name() + " accepts after " + Output.seconds(elapsed));
                    waiting.remove(service);
                    Thread.ofVirtual().name("watch-" + service.name()).start(() -> watch(service));
                }
            }
            if (elapsed.compareTo(START_LIMIT) > 0) {
                Service late = waiting.getFirst();
                throw new StartFailure(
                        obituary(
                                late,
                                child(late),
                                "does not accept work after " + Output.seconds(elapsed)));
            }
            Pause.briefly();
        }
    }

    private static String obituary(Service service, ChildProcess child, String fate) {
        return "%s %s. The end of %s:\n    %s"
                .formatted(
                        service.name(),
                        fate,
                        child.log(),
                        String.join("\n    ", child.lastLines(LINES_SHOWN)));
    }

    private void launch(Service service) {
        synchronized (running) {
            if (stopping) {
                throw new StartFailure("stopped before " + service.name() + " was started");
            }
            running.put(service, ChildProcess.start(service.program(), logs, guardian));
        }
    }

    private ChildProcess child(Service service) {
        synchronized (running) {
            ChildProcess child = running.get(service);
            if (child == null) {
                throw new IllegalStateException("must have been started: " + service.name());
            }
            return child;
        }
    }

    private void watch(Service service) {
        try {
            while (true) {
                long started = System.nanoTime();
                int code = child(service).awaitEnd();
                if (stopping) {
                    return;
                }
                child(service).forgetIn(guardian);
                output.say(
                        "%s ended with code %d and is started again; what it said is in %s"
                                .formatted(service.name(), code, child(service).keepLog()));
                long early = restartInterval.toNanos() - (System.nanoTime() - started);
                if (early > 0) {
                    Thread.sleep(Duration.ofNanos(early));
                }
                launch(service);
            }
        } catch (InterruptedException | StartFailure e) {
            if (!stopping) {
                output.say(service.name() + " is not started again: " + e.getMessage());
            }
        }
    }

    /// Stops the services in the opposite order of their start, the edges before what they call.
    void stop() {
        List<ChildProcess> children;
        synchronized (running) {
            stopping = true;
            children = new ArrayList<>(running.values()).reversed();
        }
        for (ChildProcess child : children) {
            child.terminate();
        }
        try {
            for (ChildProcess child : children) {
                child.awaitEndOrKill(STOP_LIMIT);
            }
        } catch (InterruptedException _) {
            // Only a JVM that is about to halt interrupts the thread that ends the program; the
            // guardian does the rest.
            Thread.currentThread().interrupt();
        }
    }
}
