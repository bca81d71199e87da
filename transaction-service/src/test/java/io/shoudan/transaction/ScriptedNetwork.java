package io.shoudan.transaction;

import static io.shoudan.iso8583.network.NetworkDialect.ADDITIONAL_AMOUNTS;
import static io.shoudan.iso8583.network.NetworkDialect.AMOUNT;
import static io.shoudan.iso8583.network.NetworkDialect.AUTHORIZATION_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.PROCESSING_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.RETRIEVAL_REFERENCE;

import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.framing.FrameReader;
import io.shoudan.iso8583.framing.FrameWriter;
import io.shoudan.iso8583.network.NetworkDialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// A card network whose answers the test decides, on a real socket. Keeps everything it received.
///
/// By itself it decides by the amount modulo 100: 51, 54, 55, 61, 91 and 96 decline with that code,
/// 98 stays silent, 97 answers when the test says so, 99 answers with another reference and amount,
/// all else approves.
final class ScriptedNetwork implements AutoCloseable {

    /// What the network does with one request.
    enum Play {
        ANSWER,
        DECLINE,
        STAY_SILENT,
        HOLD,
        ECHO_WRONGLY,
        ECHO_WRONGLY_FIRST,
        HANG_UP
    }

    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<Message> received = new CopyOnWriteArrayList<>();
    private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> heldReversals = new ConcurrentLinkedQueue<>();
    private final Queue<String> reversalAnswers = new ConcurrentLinkedQueue<>();
    private final Queue<String> answers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger codes = new AtomicInteger(100_000);
    private volatile Function<Message, Play> script = ScriptedNetwork::byAmount;
    private volatile boolean silentToReversals;
    private volatile boolean holdsReversals;

    private ScriptedNetwork(ServerSocket server) {
        this.server = server;
    }

    static ScriptedNetwork start() {
        try {
            var network =
                    new ScriptedNetwork(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().name("scripted-network").start(network::accept);
            return network;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /// Replaces the decision by amount.
    void plays(Function<Message, Play> next) {
        script = next;
    }

    /// What the next reversals are answered; 00 afterwards.
    void answersReversalsWith(String... responseCodes) {
        reversalAnswers.addAll(List.of(responseCodes));
    }

    /// What the next requests are answered; by amount afterwards.
    void answersWith(String... responseCodes) {
        answers.addAll(List.of(responseCodes));
    }

    void ignoresReversals(boolean ignores) {
        silentToReversals = ignores;
    }

    /// Decides about reversals and keeps the answers back.
    void holdsReversals(boolean holds) {
        holdsReversals = holds;
    }

    /// Sends the answers that were held back, but those to reversals.
    void release() {
        release(held);
    }

    void releaseReversals() {
        release(heldReversals);
    }

    private static void release(Queue<Runnable> answers) {
        for (var answer = answers.poll(); answer != null; answer = answers.poll()) {
            answer.run();
        }
    }

    int holdingReversals() {
        return heldReversals.size();
    }

    int holding() {
        return held.size();
    }

    /// Message types received for one retrieval reference, in order.
    List<String> heard(String retrievalReference) {
        return received.stream()
                .filter(
                        it ->
                                it.find(RETRIEVAL_REFERENCE)
                                        .filter(retrievalReference::equals)
                                        .isPresent())
                .map(Message::mti)
                .toList();
    }

    List<Message> received() {
        return List.copyOf(received);
    }

    /// Ends all connections, as a network does that restarts.
    void hangUp() {
        sockets.forEach(ScriptedNetwork::close);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException _) {
            // It is gone either way.
        }
        hangUp();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var reader =
                    new FrameReader(
                            socket.getInputStream(),
                            NetworkDialect.MIN_BYTES,
                            NetworkDialect.MAX_BYTES);
            for (var frame = reader.next(); frame.isPresent(); frame = reader.next()) {
                var message = NetworkDialect.DIALECT.unpack(frame.get());
                received.add(message);
                react(socket, message);
            }
        } catch (IOException _) {
            // The other side is gone.
        } finally {
            sockets.remove(socket);
        }
    }

    private void react(Socket socket, Message message) {
        switch (message.mti()) {
            case "0800" -> send(socket, answer(message, "00"));
            case "0420", "0421" -> {
                if (!silentToReversals) {
                    undo(socket, message);
                }
            }
            default -> decide(socket, message);
        }
    }

    private void undo(Socket socket, Message message) {
        var code = reversalAnswers.poll();
        var answer = answer(message, code == null ? "00" : code);
        if (holdsReversals) {
            heldReversals.add(() -> send(socket, answer));
        } else {
            send(socket, answer);
        }
    }

    private void decide(Socket socket, Message message) {
        switch (script.apply(message)) {
            case ANSWER -> send(socket, decision(message));
            case DECLINE -> send(socket, answer(message, "05"));
            case STAY_SILENT -> {}
            case HOLD -> held.add(() -> send(socket, decision(message)));
            case ECHO_WRONGLY -> send(socket, wrongEcho(message));
            case ECHO_WRONGLY_FIRST -> {
                send(socket, wrongEcho(message));
                send(socket, decision(message));
            }
            case HANG_UP -> close(socket);
        }
    }

    private Message wrongEcho(Message request) {
        return decision(request).toBuilder()
                .set(RETRIEVAL_REFERENCE, "000000000000")
                .set(AMOUNT, request.get(AMOUNT) + 1)
                .unchecked();
    }

    private Message decision(Message request) {
        long cents = request.find(AMOUNT).orElse(0L) % 100;
        var scripted = answers.poll();
        var byAmount = Set.of(51L, 54L, 55L, 61L, 91L, 96L).contains(cents) ? "" + cents : "00";
        var code = scripted == null ? byAmount : scripted;
        var answer = answer(request, code).toBuilder();
        if (code.equals("00")) {
            answer.set(AUTHORIZATION_CODE, Integer.toString(codes.incrementAndGet()));
            if (request.get(PROCESSING_CODE).startsWith("31")) {
                answer.set(ADDITIONAL_AMOUNTS, "1002156C000000012345");
            }
        }
        return answer.unchecked();
    }

    private static Message answer(Message request, String code) {
        return request.answer(Set.of()).set(RESPONSE_CODE, code).unchecked();
    }

    static Play byAmount(Message request) {
        return switch ((int) (request.find(AMOUNT).orElse(0L) % 100)) {
            case 97 -> Play.HOLD;
            case 98 -> Play.STAY_SILENT;
            case 99 -> Play.ECHO_WRONGLY;
            default -> Play.ANSWER;
        };
    }

    private static void send(Socket socket, Message message) {
        var frame = NetworkDialect.DIALECT.pack(message);
        synchronized (socket) {
            try {
                new FrameWriter(socket.getOutputStream()).write(frame);
            } catch (IOException _) {
                // Whoever waits for it finds out.
            }
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone either way.
        }
    }
}
