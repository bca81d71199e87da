package io.shoudan.terminal.iso;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import io.shoudan.iso8583.terminal.TerminalHeader;
import io.shoudan.iso8583.terminal.Tpdu;
import io.shoudan.platform.testing.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which writes are stuck, and which only look so.
class FrameOutputTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AtomicLong now = new AtomicLong(Duration.ofDays(1).toNanos());
    private Socket terminal = new Socket();
    private Socket house = new Socket();

    @BeforeEach
    void connect() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            terminal = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
            house = server.accept();
        }
    }

    @AfterEach
    void hangUp() throws IOException {
        terminal.close();
        house.close();
    }

    private static TerminalFrame answer() {
        var message =
                Message.builder(TerminalDialect.DIALECT, "0830")
                        .set(TerminalDialect.TRACE_NUMBER, "000001")
                        .unchecked();
        return TerminalFrame.of(Tpdu.of("6000030000"), new TerminalHeader("613100310000"), message);
    }

    /// The watcher may come at any moment of a write; the ticker lets it come at the worst: when
    /// the write has its turn and not yet its time.
    @Test
    void neverTakesTheTimeOfAnEarlierWriteForThisOnes() throws IOException {
        List<Boolean> stalled = new ArrayList<>();
        var outputs = new ArrayList<FrameOutput>();
        var output =
                new FrameOutput(
                        house,
                        () -> {
                            // The watcher's own look asks for the time, too.
                            if (!outputs.isEmpty()) {
                                var watched = outputs.removeLast();
                                stalled.add(watched.stalledFor(PATIENCE));
                            }
                            return now.get();
                        });
        outputs.add(output);
        output.write(answer());
        now.addAndGet(Duration.ofHours(1).toNanos());
        outputs.add(output);
        output.write(answer());

        assertThat(stalled).containsExactly(false, false);
        assertThat(output.stalledFor(PATIENCE)).isFalse();
    }

    /// Nobody reads, so that a write gets stuck as soon as all buffers are full.
    @Test
    void noticesAWriteThatIsStuck() throws Exception {
        var output = new FrameOutput(house, now::get);
        var writer =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        while (true) {
                                            output.write(answer());
                                        }
                                    } catch (IOException _) {
                                        // Closed: the end of it.
                                    }
                                });

        Eventually.until(
                "a write is stuck",
                () -> {
                    now.addAndGet(Duration.ofSeconds(11).toNanos());
                    return output.stalledFor(PATIENCE);
                });
        house.close();
        writer.join();
        assertThat(output.stalledFor(PATIENCE)).isFalse();
    }
}
