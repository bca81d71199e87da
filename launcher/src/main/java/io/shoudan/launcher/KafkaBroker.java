package io.shoudan.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/// A real Kafka in this process: one node, broker and controller, its log kept in the data
/// directory.
final class KafkaBroker implements AutoCloseable {

    private static final int NODE_ID = 1;
    private static final String CONTROLLER = "CONTROLLER";

    private final KafkaRaftServer server;

    private KafkaBroker(KafkaRaftServer server) {
        this.server = server;
    }

    /// Runs one alone in its process, until that is told to end.
    ///
    /// @param arguments its log directory, its port and its controller's port
    public static void main(String[] arguments) throws InterruptedException {
        var broker =
                start(
                        Path.of(arguments[0]),
                        Integer.parseInt(arguments[1]),
                        Integer.parseInt(arguments[2]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        new CountDownLatch(1).await();
    }

    /// Starts the broker and returns when it accepts connections.
    ///
    /// @throws StartFailure if its log directory can't be formatted or read
    static KafkaBroker start(Path log, int port, int controllerPort) {
        try {
            Files.createDirectories(log);
            if (!Files.exists(log.resolve("meta.properties"))) {
                format(log);
            }
        } catch (IOException e) {
            throw new StartFailure("Kafka cannot use " + log + ": " + e, e);
        }
        var server =
                new KafkaRaftServer(
                        KafkaConfig.fromProps(configuration(log, port, controllerPort)),
                        Time.SYSTEM);
        server.startup();
        return new KafkaBroker(server);
    }

    private static void format(Path log) throws IOException {
        var formatter =
                new Formatter()
                        .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false))
                        .setSupportedFeatures(List.copyOf(Feature.PRODUCTION_FEATURES))
                        .setNodeId(NODE_ID)
                        .setClusterId(Uuid.randomUuid().toString())
                        .setControllerListenerName(CONTROLLER)
                        .setMetadataLogDirectory(log.toString())
                        .addDirectory(log.toString());
        try {
            formatter.run();
        } catch (Exception e) { // As wide as Formatter declares it; all of it means the same here.
            throw new IOException("cannot format", e);
        }
    }

    private static Properties configuration(Path log, int port, int controllerPort) {
        var all = new Properties();
        all.setProperty("process.roles", "broker,controller");
        all.setProperty("node.id", String.valueOf(NODE_ID));
        all.setProperty(
                "controller.quorum.voters", NODE_ID + "@" + Ports.HOST + ":" + controllerPort);
        all.setProperty(
                "listeners",
                "PLAINTEXT://%1$s:%2$d,CONTROLLER://%1$s:%3$d"
                        .formatted(Ports.HOST, port, controllerPort));
        all.setProperty("advertised.listeners", "PLAINTEXT://%s:%d".formatted(Ports.HOST, port));
        all.setProperty("controller.listener.names", CONTROLLER);
        all.setProperty(
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        all.setProperty("log.dirs", log.toString());
        // Topics belong to services, which create them with the partitions that their keys need.
        all.setProperty("auto.create.topics.enable", "false");
        for (String topic : List.of("offsets.topic", "transaction.state.log")) {
            all.setProperty(topic + ".replication.factor", "1");
            all.setProperty(topic + ".num.partitions", "4");
        }
        all.setProperty("transaction.state.log.min.isr", "1");
        all.setProperty("share.coordinator.state.topic.replication.factor", "1");
        all.setProperty("share.coordinator.state.topic.min.isr", "1");
        // There is one consumer per group, and nobody to wait for.
        all.setProperty("group.initial.rebalance.delay.ms", "0");
        // After a kill the controller keeps the dead broker's place until its session ends.
        all.setProperty("broker.session.timeout.ms", "3000");
        all.setProperty("broker.heartbeat.interval.ms", "500");
        // A single machine's share of memory and threads; the defaults are a server's.
        all.setProperty("num.network.threads", "1");
        all.setProperty("num.io.threads", "2");
        all.setProperty("background.threads", "2");
        all.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20));
        all.setProperty("log.segment.bytes", String.valueOf(32 << 20));
        all.setProperty("log.index.size.max.bytes", String.valueOf(1 << 20));
        return all;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
