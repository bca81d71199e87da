package io.shoudan.iso8583.fuzz;

import com.sun.management.ThreadMXBean;
import io.shoudan.iso8583.MalformedMessage;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/// What must hold for any input.
final class Claims {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static boolean countsAllocations = true;

    private Claims() {}

    /// Jazzer's hooks allocate, too: what they do can't be told from what the codec does.
    static void leaveAllocations() {
        countsAllocations = false;
    }

    static void hold(boolean claim, String what) {
        if (!claim) {
            throw new AssertionError("must hold: " + what);
        }
    }

    static void same(Object expected, Object actual, String what) {
        if (!Objects.deepEquals(expected, actual)) {
            throw new AssertionError(
                    "must be the same " + what + ": " + expected + "\nbut was: " + actual);
        }
    }

    /// What `maker` makes; empty if it refuses with the error that it documents, which has no
    /// value in its text. A subclass is none: it says that something else went wrong.
    static <T> Optional<T> made(Supplier<T> maker, String input) {
        try {
            return Optional.of(maker.get());
        } catch (IllegalArgumentException e) {
            hold(e.getClass() == IllegalArgumentException.class, "documented error, not " + e);
            hold(input.length() < 8 || !("" + e.getMessage()).contains(input), "no value in text");
            return Optional.empty();
        }
    }

    /// What `reader` reads; empty if it says where it couldn't.
    static <T> Optional<T> read(Supplier<T> reader, int length) {
        try {
            return Optional.of(reader.get());
        } catch (MalformedMessage why) {
            hold(why.position() >= 0 && why.position() <= length, "position inside the input");
            hold(why.getMessage().length() < 200, "short text");
            return Optional.empty();
        }
    }

    /// What `work` makes. Bytes allocated are the measure of work here, because they can be
    /// counted: nothing in the codec goes over bytes again and again without making something of
    /// them. The first time, classes may be loaded: only what is too much twice is too much.
    static <T> T allocating(long atMost, Supplier<T> work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        var result = work.get();
        if (countsAllocations && THREADS.getCurrentThreadAllocatedBytes() - before > atMost) {
            long again = allocated(work);
            hold(again <= atMost, "at most " + atMost + " bytes allocated, not " + again);
        }
        return result;
    }

    static long allocated(Supplier<?> work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        var _ = work.get();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
