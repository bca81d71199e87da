package io.shoudan.simulator.network;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The record on disk: one JSON object a line, only ever appended to.
///
/// A line is in the operating system's hands when [#append] returns, so it outlives a `kill -9` of
/// this process, though not a power cut. One process at a time: a second one is refused.
///
/// Not safe for more than one thread; [Book] takes care of that.
final class RecordFile implements AutoCloseable {

    private static final int MAX_LINE_BYTES = 16 * 1024;

    private final Path path;
    private final JsonMapper json;
    private final FileChannel channel;
    private long end;

    private RecordFile(Path path, JsonMapper json, FileChannel channel) {
        this.path = path;
        this.json = json;
        this.channel = channel;
    }

    /// Opens or creates the file and reads it from the start. An incomplete last line, left by a
    /// process that was killed while writing, is cut off: nobody was told what it says.
    ///
    /// @param entries gets each entry with the offset of its line
    /// @throws IllegalStateException if the file is in use, or is not a record
    static RecordFile open(Path path, JsonMapper json, ObjLongConsumer<Entry> entries) {
        try {
            var parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            var channel =
                    FileChannel.open(
                            path,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            var file = new RecordFile(path, json, channel);
            try {
                file.lock();
                file.replay(entries);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void lock() throws IOException {
        if (tryLock() == null) {
            throw new IllegalStateException("must be used by one process: " + path);
        }
    }

    private @Nullable FileLock tryLock() throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    private void replay(ObjLongConsumer<Entry> entries) throws IOException {
        int number = 0;
        // Not closed, and not a stream of its own: POSIX gives up the lock with the first
        // descriptor of the file that is closed.
        var in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
        var line = new ByteArrayOutputStream(512);
        while (readLine(in, line)) {
            number++;
            entries.accept(parse(line, number), end);
            end += line.size() + 1;
        }
        channel.truncate(end);
    }

    private Entry parse(ByteArrayOutputStream line, int number) {
        try {
            return json.readValue(line.toByteArray(), Entry.class);
        } catch (JacksonException _) {
            throw new IllegalStateException("must be a record: line " + number + " of " + path);
        }
    }

    /// False at the end of the file, and for a last line without its end.
    private boolean readLine(InputStream in, ByteArrayOutputStream line) throws IOException {
        line.reset();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return true;
            }
            line.write(b);
            if (line.size() > MAX_LINE_BYTES) {
                throw new IllegalStateException("must be a record: " + path);
            }
        }
        return false;
    }

    /// Adds a line; if that fails, the next one takes its place.
    ///
    /// @return where the line starts
    long append(Entry entry) {
        var line =
                ByteBuffer.wrap(
                        (json.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8));
        long start = end;
        try {
            long at = start;
            while (line.hasRemaining()) {
                at += channel.write(line, at);
            }
            end = at;
            return start;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The line that starts at `offset`, without its end.
    String lineAt(long offset) {
        var buffer = ByteBuffer.allocate((int) Math.min(MAX_LINE_BYTES, end - offset));
        try {
            while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) >= 0) {
                // Reads on until the buffer is full.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
        return text.substring(0, text.indexOf('\n'));
    }

    @Override
    public void close() {
        try (channel) {
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
