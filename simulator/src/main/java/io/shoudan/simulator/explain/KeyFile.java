package io.shoudan.simulator.explain;

import io.shoudan.simulator.UsageMistake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Test keys out of a file, which the list of processes and a shell's history don't show. Prints
/// none of them.
final class KeyFile {

    /// No keys.
    static final KeyFile NONE = new KeyFile(Map.of());

    private static final int MAX_BYTES = 4096;
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final Pattern BETWEEN_GROUPS = Pattern.compile("[\\s:-]");
    private static final Set<String> NAMES = Set.of("mak", "tmk", "pik");

    private final Map<String, String> keys;

    private KeyFile(Map<String, String> keys) {
        this.keys = keys;
    }

    /// Reads lines such as `mak=0123456789ABCDEF`, in groups of digits (`0123 4567`, `01:23`) as
    /// well; empty lines and those that start with `#` say nothing, and neither does the byte order
    /// mark that some editors write in front.
    ///
    /// @throws IOException  if the file can't be read
    /// @throws UsageMistake if a line says something else, or a key comes twice; the text tells the
    ///                      line's number and nothing of it
    static KeyFile read(Path file) throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw new UsageMistake("must be at most " + MAX_BYTES + " bytes: file of --keys");
        }
        var keys = new HashMap<String, String>();
        var text = new String(bytes, StandardCharsets.UTF_8);
        var content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        var lines = content.lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            var parts = line.split("=", 2);
            var name = parts[0].strip();
            if (parts.length < 2
                    || !NAMES.contains(name)
                    || keys.put(name, BETWEEN_GROUPS.matcher(parts[1]).replaceAll("")) != null) {
                throw new UsageMistake(
                        "must be mak=HEX, tmk=HEX or pik=HEX, each once: line "
                                + (i + 1)
                                + " of --keys");
            }
        }
        return new KeyFile(Map.copyOf(keys));
    }

    /// The key in hexadecimal digits, if the file has it.
    Optional<String> find(String name) {
        return Optional.ofNullable(keys.get(name));
    }
}
