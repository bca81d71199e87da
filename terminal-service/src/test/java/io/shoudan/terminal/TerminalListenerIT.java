package io.shoudan.terminal;

import static io.shoudan.iso8583.terminal.TerminalDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRACE_NUMBER;
import static io.shoudan.terminal.FakeTransactionService.APPROVED;
import static io.shoudan.terminal.FakeTransactionService.TRANSACTIONS;
import static io.shoudan.terminal.FakeTransactionService.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.framing.FrameWriter;
import io.shoudan.platform.testing.Eventually;
import io.shoudan.terminal.FakeTransactionService.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sockets that behave badly, and those beside them that must not notice.
class TerminalListenerIT {

    private static final House HOUSE =
            House.shared()
                    .another(
                            Map.of(
                                    "shoudan.terminal.tcp.frame-timeout", "2s",
                                    "shoudan.terminal.tcp.idle-timeout", "8s",
                                    "shoudan.terminal.tcp.max-frame-bytes", "1024",
                                    "shoudan.terminal.tcp.max-in-flight", "2",
                                    "shoudan.terminal.tcp.max-connections", "6"));

    private final TestTerminal terminal = HOUSE.newTerminal();

    @AfterAll
    static void close() {
        HOUSE.close();
    }

    @BeforeEach
    void forget() {
        HOUSE.transactions().forget();
    }

    @AfterEach
    void hangUp() {
        terminal.close();
    }

    private static Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), HOUSE.terminalPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static void expectClosed(Socket socket) throws IOException {
        try {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("must be closed", e);
        } catch (SocketException _) {
            // Reset: closed with our bytes unread.
        }
    }

    private String purchase() {
        return terminal.sendSigned(terminal.purchase(100).unchecked()).message().get(RESPONSE_CODE);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "0000", // no frame at all
                "0014" + "00", // one byte less than the shortest
                "0401" + "60", // one byte more than the longest
                "474554202F20485454502F312E31", // a browser
                "160301020001", // TLS
                // An MTI of 0A00.
                "0015" + "6000030000" + "613100310000" + "0A00" + "0000000000000000"
            })
    void closesTheConnectionThatSendsGarbageAndNoOther(String garbage) throws IOException {
        terminal.signOn("003");
        try (var bad = connect()) {
            bad.getOutputStream().write(Bytes.ofHex(garbage).toArray());
            expectClosed(bad);
        }

        assertThat(purchase()).isEqualTo("00");
    }

    @Test
    void readsAFrameInSlicesOfOneByte() throws IOException {
        terminal.signOn("003");
        var frame = FrameWriter.framed(terminal.signed(terminal.purchase(100).unchecked()).body());
        for (byte slice : frame) {
            terminal.write(new byte[] {slice});
        }

        assertThat(terminal.read().orElseThrow().message().get(RESPONSE_CODE)).isEqualTo("00");
    }

    @Test
    void readsSeveralFramesOfOneSegmentAndAnswersEachWhenItIsDecided() throws Exception {
        terminal.signOn("003");
        var slow = new CountDownLatch(1);
        HOUSE.transactions().next(TRANSACTIONS, approvesAfter(slow));
        var first = terminal.purchase(100).unchecked();
        var second = terminal.management("0820", "301").unchecked();
        var segment = new ByteArrayOutputStream();
        segment.writeBytes(FrameWriter.framed(terminal.signed(first).body()));
        segment.writeBytes(FrameWriter.framed(terminal.frame(second).body()));

        terminal.write(segment.toByteArray());

        assertThat(nextTraceAnswered()).isEqualTo(second.get(TRACE_NUMBER));
        slow.countDown();
        assertThat(nextTraceAnswered()).isEqualTo(first.get(TRACE_NUMBER));
    }

    private String nextTraceAnswered() {
        return terminal.read().orElseThrow().message().get(TRACE_NUMBER);
    }

    private static Script approvesAfter(CountDownLatch latch) {
        return exchange -> {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            says(APPROVED).play(exchange);
        };
    }

    @Test
    void readsNoFurtherThanItMayDecideAtATime() {
        terminal.signOn("003");
        var slow = new CountDownLatch(1);
        List<Message> requests = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            HOUSE.transactions().next(TRANSACTIONS, approvesAfter(slow));
            requests.add(terminal.purchase(100).unchecked());
        }
        requests.forEach(it -> terminal.write(FrameWriter.framed(terminal.signed(it).body())));

        Eventually.until(
                "two are being decided",
                () -> HOUSE.transactions().calls(TRANSACTIONS).size(),
                it -> it == 2);
        try (var other = HOUSE.newTerminal()) {
            other.signOn("003");
        }
        assertThat(HOUSE.transactions().calls(TRANSACTIONS)).hasSize(2);
        slow.countDown();
        var answered = new ArrayList<String>();
        requests.forEach(_ -> answered.add(nextTraceAnswered()));
        assertThat(answered)
                .containsExactlyInAnyOrderElementsOf(
                        requests.stream().map(it -> it.get(TRACE_NUMBER)).toList());
    }

    @Test
    void closesAConnectionThatStallsInsideAFrame() throws IOException {
        try (var stalling = connect()) {
            stalling.getOutputStream().write(new byte[] {0, 0x5A, 0x60, 0, 3});
            expectClosed(stalling);
        }
    }

    /// Each byte comes in good time, the frame doesn't.
    @Test
    void closesAConnectionThatDribbles() throws IOException {
        try (var dribbling = connect()) {
            dribbling.setSoTimeout(100);
            var frame = GoldenFrames.bytes("echo");
            boolean closed = false;
            for (int i = 0; i < frame.length && !closed; i++) {
                try {
                    dribbling.getOutputStream().write(frame[i]);
                    closed = dribbling.getInputStream().read() < 0;
                } catch (SocketTimeoutException _) {
                    // Not closed yet.
                } catch (SocketException _) {
                    closed = true;
                }
            }
            assertThat(closed).isTrue();
        }
    }

    @Test
    void closesAnIdleConnection() throws IOException {
        try (var idle = connect()) {
            expectClosed(idle);
        }
    }

    @Test
    void answersATerminalThatHasFinishedSending() throws IOException {
        terminal.signOn("003");
        var frame = FrameWriter.framed(terminal.signed(terminal.purchase(100).unchecked()).body());

        terminal.write(frame);
        terminal.connection().shutdownOutput();

        assertThat(terminal.read().orElseThrow().message().get(RESPONSE_CODE)).isEqualTo("00");
        assertThat(terminal.read()).isEmpty();
    }

    @Test
    void turnsAwayMoreConnectionsThanItMayHave() throws IOException {
        var admitted = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 6; i++) {
                admitted.add(connect());
            }
            try (var one = connect()) {
                one.setSoTimeout(4_000);
                // Sooner than an idle one would be.
                expectClosed(one);
            }
        } finally {
            for (var socket : admitted) {
                socket.close();
            }
        }
        Eventually.until("there is room again", () -> connections() == 0);
        terminal.signOn("003");
        assertThat(purchase()).isEqualTo("00");
    }

    private static double connections() {
        return HOUSE.context()
                .getBean(MeterRegistry.class)
                .get("shoudan.terminal.connections")
                .gauge()
                .value();
    }

    @Test
    void answersWhatIsInFlightWhenItStops() throws Exception {
        var stopping = House.shared().another();
        terminal.signOn("003");
        terminal.movedTo(stopping);
        var slow = new CountDownLatch(1);
        HOUSE.transactions().next(TRANSACTIONS, approvesAfter(slow));
        int port = stopping.terminalPort();
        terminal.write(
                FrameWriter.framed(terminal.signed(terminal.purchase(100).unchecked()).body()));
        Eventually.until(
                "it is being decided",
                () -> HOUSE.transactions().calls(TRANSACTIONS).size(),
                it -> it == 1);

        var stop = Thread.ofVirtual().start(stopping::close);
        Eventually.until("nobody is let in", () -> refused(port));
        slow.countDown();

        assertThat(terminal.read().orElseThrow().message().get(RESPONSE_CODE)).isEqualTo("00");
        assertThat(terminal.read()).isEmpty();
        stop.join();
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(IOException.class);
    }

    private static boolean refused(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !socket.isConnected();
        } catch (IOException _) {
            return true;
        }
    }
}
