package io.shoudan.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Starts each service once on empty databases of its own, so that the JVM can keep the classes
/// that a start loads. `./run` does so after each build; a service that the build left as it was
/// keeps what it has.
///
/// A service ends by itself once everything in it has been made and before any of it is at work: it
/// takes no port, hears no event and sends nothing.
final class Rehearsal {

    private static final List<String> TO_THE_CURTAIN =
            List.of("-Dspring.context.exit=onRefresh", "-Dspring.main.banner-mode=off");

    private static final int STAGES = 2;
    private static final int LINES_SHOWN = 25;

    private final Path home;
    private final Output output;

    private Rehearsal(Path home, Output output) {
        this.home = home;
        this.output = output;
    }

    /// Exit codes: 0 every service can start faster, 1 not every one.
    ///
    /// @param arguments names of the only services to rehearse; none means all
    public static void main(String[] arguments) throws InterruptedException {
        Path home = Path.of(System.getProperty("shoudan.home", "."));
        try {
            new Rehearsal(home, Output.standard()).run(List.of(arguments));
        } catch (StartFailure | IOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private void run(List<String> only) throws InterruptedException, IOException {
        Path data = home.resolve("launcher/target/rehearsal");
        DataDirectory.delete(data);
        try (var directory = DataDirectory.open(data, output)) {
            var ports = Ports.free();
            var secrets = Secrets.in(directory.secrets());
            List<Programs.Configured> services = new ArrayList<>();
            for (Programs.Configured each : new Programs(home, ports).services(secrets)) {
                if (only.isEmpty() || only.contains(each.name())) {
                    services.add(each);
                }
            }
            try (var infrastructure = Infrastructure.under(directory, ports, secrets, output)) {
                infrastructure.startPostgres();
                infrastructure.startKafka();
                rehearse(services, directory, infrastructure.guardian());
            }
        }
        DataDirectory.delete(data);
    }

    /// A few at a time: each takes a processor, and half a gigabyte while it writes its cache.
    private void rehearse(
            List<Programs.Configured> services, DataDirectory directory, Guardian guardian)
            throws InterruptedException {
        try (var stages = Executors.newFixedThreadPool(STAGES)) {
            List<Future<?>> rehearsals = new ArrayList<>();
            for (Programs.Configured service : services) {
                rehearsals.add(
                        stages.submit(
                                () -> {
                                    rehearse(service, directory.logs(), guardian);
                                    return null;
                                }));
            }
            for (Future<?> rehearsal : rehearsals) {
                try {
                    rehearsal.get();
                } catch (ExecutionException e) {
                    throw new StartFailure("not every service was rehearsed: " + e.getCause(), e);
                }
            }
        }
    }

    private void rehearse(Programs.Configured service, Path logs, Guardian guardian)
            throws InterruptedException, IOException {
        var cache = StartCache.of(home, service.name());
        if (cache.usable()) {
            output.say(service.name() + " is as it was");
            return;
        }
        long begin = System.nanoTime();
        DataDirectory.delete(cache.folder());
        run(
                new ChildProcess.Program(
                        service.name() + "-unpacking", cache.unpackingCommand(), Map.of()),
                logs,
                guardian);
        Path unfinished = cache.folder().resolve("classes.aot.part");
        List<String> options = new ArrayList<>(TO_THE_CURTAIN);
        options.addAll(
                List.of(
                        "-XX:AOTCacheOutput=" + unfinished,
                        "-jar",
                        cache.unpackedJar().toString()));
        run(Programs.program(service, options), logs, guardian);
        cache.accept(unfinished);
        output.say(
                service.name()
                        + " rehearsed in "
                        + Output.seconds(Duration.ofNanos(System.nanoTime() - begin)));
    }

    private static void run(ChildProcess.Program program, Path logs, Guardian guardian)
            throws InterruptedException {
        var child = ChildProcess.start(program, logs, guardian);
        int code = child.awaitEnd();
        child.forgetIn(guardian);
        if (code != 0) {
            throw new StartFailure(
                    "%s ended with code %d:%n    %s"
                            .formatted(
                                    program.name(),
                                    code,
                                    String.join("\n    ", child.lastLines(LINES_SHOWN))));
        }
    }
}
