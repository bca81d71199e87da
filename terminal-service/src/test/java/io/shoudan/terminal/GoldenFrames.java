package io.shoudan.terminal;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.terminal.TerminalFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The frames of `terminal-frames.json`, which an independent implementation made.
final class GoldenFrames {

    private static final JsonNode ALL = load();

    private GoldenFrames() {}

    private static JsonNode load() {
        try (var file = GoldenFrames.class.getResourceAsStream("/terminal-frames.json")) {
            if (file == null) {
                throw new IllegalStateException("must be on the class path: terminal-frames.json");
            }
            return new JsonMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The bytes of a frame, length included.
    static byte[] bytes(String name) {
        return StreamSupport.stream(ALL.spliterator(), false)
                .filter(frame -> frame.get("name").asString().equals(name))
                .map(frame -> Bytes.ofHex(frame.get("frame").asString()).toArray())
                .findFirst()
                .orElseThrow();
    }

    static TerminalFrame frame(String name) {
        var bytes = bytes(name);
        return TerminalFrame.unpack(Arrays.copyOfRange(bytes, 2, bytes.length));
    }
}
