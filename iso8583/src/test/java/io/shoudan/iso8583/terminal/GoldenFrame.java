package io.shoudan.iso8583.terminal;

import io.shoudan.iso8583.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// One frame of `terminal-frames.json`, which an independent implementation made. What that file
/// says is the truth here; nothing of it is computed by the code under test.
///
/// @param fields values by field number, as digits, text or hexadecimal
public record GoldenFrame(
        String name,
        String note,
        Bytes frame,
        String tpdu,
        String header,
        String mti,
        Map<Integer, String> fields) {

    private static final HexFormat HEX = HexFormat.of();

    public static List<GoldenFrame> all() {
        try (var json = GoldenFrame.class.getResourceAsStream("terminal-frames.json")) {
            var frames = new ArrayList<GoldenFrame>();
            for (var node : new JsonMapper().readTree(json)) {
                var fields = new TreeMap<Integer, String>();
                node.get("fields")
                        .properties()
                        .forEach(
                                f ->
                                        fields.put(
                                                Integer.valueOf(f.getKey()),
                                                f.getValue().asString()));
                frames.add(
                        new GoldenFrame(
                                node.get("name").asString(),
                                node.get("note").asString(),
                                Bytes.ofHex(node.get("frame").asString()),
                                node.get("tpdu").asString(),
                                node.get("header").asString(),
                                node.get("mti").asString(),
                                fields));
            }
            return List.copyOf(frames);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static GoldenFrame named(String name) {
        return all().stream().filter(f -> f.name.equals(name)).findFirst().orElseThrow();
    }

    /// The frame without its length.
    public byte[] body() {
        return Arrays.copyOfRange(frame.toArray(), 2, frame.length());
    }

    /// What the file says of a field that it has.
    public String field(int number) {
        return Objects.requireNonNull(fields.get(number));
    }

    /// The key that the note calls `label`, if it names one.
    public byte[] key(String label, String otherwise) {
        int start = note.indexOf(label + " ");
        var hex =
                start < 0
                        ? otherwise
                        : note.substring(start + label.length() + 1).split("[ ,;]", 2)[0];
        return HEX.parseHex(hex);
    }

    @Override
    public String toString() {
        return name;
    }
}
