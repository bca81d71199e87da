package io.shoudan.simulator.network;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Everything known under one retrieval reference. Guarded by the lock of [Book].
final class Trail {

    /// Lines remembered for one reference; what goes beyond is in the file only.
    private static final int MAX_LINES = 1_000;

    private long[] offsets = new long[2];
    private int lines;
    private @Nullable Original original;
    private boolean reversed;

    void add(long offset) {
        if (lines == MAX_LINES) {
            return;
        }
        if (lines == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * lines);
        }
        offsets[lines] = offset;
        lines++;
    }

    /// Where the lines start in the record's file, oldest first.
    long[] offsets() {
        return Arrays.copyOf(offsets, lines);
    }

    @Nullable Original original() {
        return original;
    }

    void decide(Original decided) {
        original = decided;
    }

    /// Whether a reversal came, before or after the original.
    boolean reversed() {
        return reversed;
    }

    void reverse() {
        reversed = true;
    }

    /// Whether the cardholder's account is changed by this transaction as things stand.
    boolean effective() {
        return original != null && original.approved() && original.kind().moves() && !reversed;
    }
}
