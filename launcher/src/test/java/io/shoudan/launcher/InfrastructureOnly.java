package io.shoudan.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// A launcher without services, for tests that kill it: the guardian, PostgreSQL, Kafka and one
/// child that would run for an hour.
final class InfrastructureOnly {

    private InfrastructureOnly() {}

    public static void main(String[] arguments) throws InterruptedException {
        Output output = Output.standard();
        DataDirectory directory = DataDirectory.open(Path.of(arguments[0]), output);
        Ports ports = Ports.from(Integer.parseInt(arguments[1]));
        ports.requireFree();
        var infrastructure =
                Infrastructure.under(directory, ports, Secrets.in(directory.secrets()), output);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    infrastructure.close();
                                    directory.close();
                                }));
        infrastructure.startPostgres();
        infrastructure.startKafka();
        ChildProcess.start(
                new ChildProcess.Program("sleeper", List.of("sleep", "3600"), Map.of()),
                directory.logs(),
                infrastructure.guardian());
        output.say("up");
        new CountDownLatch(1).await();
    }
}
