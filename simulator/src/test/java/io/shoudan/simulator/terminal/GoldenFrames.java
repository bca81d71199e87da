package io.shoudan.simulator.terminal;

import io.shoudan.iso8583.terminal.TerminalFrame;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Frames made by an independent implementation: `terminal-frames.json`.
final class GoldenFrames {

    static final String MAIN_KEY = "0123456789ABCDEFFEDCBA9876543210";

    private static final Map<String, JsonNode> FRAMES = load();

    private GoldenFrames() {}

    private static Map<String, JsonNode> load() {
        var frames = new HashMap<String, JsonNode>();
        var file = GoldenFrames.class.getResourceAsStream("/terminal-frames.json");
        for (var frame : new JsonMapper().readTree(file)) {
            frames.put(frame.get("name").asString(), frame);
        }
        return frames;
    }

    /// Hexadecimal, length included.
    static String frame(String name) {
        return golden(name).get("frame").asString();
    }

    static String field(String name, int number) {
        return golden(name).get("fields").get(String.valueOf(number)).asString();
    }

    static TerminalFrame parsed(String name) {
        return TerminalFrame.unpack(HexFormat.of().parseHex(frame(name).substring(4)));
    }

    /// The keys that the notes of most frames name, as the sign-on's answer brings them.
    static Memory.SealedKeys keys() {
        return new Memory.SealedKeys("003", field("sign-on-003-answer", 62));
    }

    /// Keys with a MAK of 16 bytes.
    static Memory.SealedKeys longKeys() {
        return new Memory.SealedKeys("004", field("sign-on-004-answer-mak16", 62));
    }

    private static JsonNode golden(String name) {
        var frame = FRAMES.get(name);
        if (frame == null) {
            throw new IllegalArgumentException("must be a golden frame: " + name);
        }
        return frame;
    }
}
