package io.shoudan.simulator.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a terminal remembers while it is switched off: counters, working keys under its main key,
/// the slips of the open batch and of the one before.
///
/// Not safe for more than one thread.
public final class Memory {

    /// Slips in one batch; then it must be settled.
    static final int MAX_SLIPS = 1_000;

    private static final int MAX_NUMBER = 999_999;

    private int batch;
    private int nextTrace;
    private @Nullable SealedKeys keys;
    private boolean closing;
    private List<Slip> open;
    private List<Slip> closed;
    private boolean closedBalanced;

    /// Working keys as a sign-on's answer brought them.
    ///
    /// @param networkCode 60.3 of the sign-on, which tells their layout: `003`
    /// @param field62     hexadecimal, enciphered under the main key
    record SealedKeys(String networkCode, String field62) {}

    /// The form in which a state file has it.
    ///
    /// @param closing        the open batch did not balance and waits for its upload
    /// @param closedBalanced whether the batch of the `closed` slips balanced
    record Snapshot(
            String batchNumber,
            String nextTrace,
            @Nullable SealedKeys keys,
            boolean closing,
            List<Slip> open,
            List<Slip> closed,
            boolean closedBalanced) {}

    private Memory(Snapshot snapshot) {
        batch = number(snapshot.batchNumber());
        nextTrace = number(snapshot.nextTrace());
        keys = snapshot.keys();
        closing = snapshot.closing();
        open = new ArrayList<>(snapshot.open());
        closed = new ArrayList<>(snapshot.closed());
        closedBalanced = snapshot.closedBalanced();
    }

    /// A terminal out of the box: trace 000001, batch 000001, no keys.
    public static Memory blank() {
        return startingAt("000001", "000001");
    }

    /// @param batchNumber six digits, not all zero
    /// @param nextTrace   six digits, not all zero
    public static Memory startingAt(String batchNumber, String nextTrace) {
        return of(new Snapshot(batchNumber, nextTrace, null, false, List.of(), List.of(), false));
    }

    static Memory of(Snapshot snapshot) {
        return new Memory(snapshot);
    }

    private static int number(String digits) {
        if (!digits.matches("[0-9]{6}") || digits.equals("000000")) {
            throw new IllegalArgumentException("must be 000001..999999: " + digits);
        }
        return Integer.parseInt(digits);
    }

    Snapshot snapshot() {
        return new Snapshot(
                batchNumber(),
                six(nextTrace),
                keys,
                closing,
                List.copyOf(open),
                List.copyOf(closed),
                closedBalanced);
    }

    /// Field 60.2 of the next request.
    public String batchNumber() {
        return six(batch);
    }

    /// Takes the next trace number; 000001 follows 999999.
    String takeTrace() {
        var trace = six(nextTrace);
        nextTrace = next(nextTrace);
        return trace;
    }

    Optional<SealedKeys> keys() {
        return Optional.ofNullable(keys);
    }

    void keep(SealedKeys received) {
        keys = received;
    }

    void forgetKeys() {
        keys = null;
    }

    /// The slips of the open batch, oldest first.
    public List<Slip> slips() {
        return List.copyOf(open);
    }

    /// The slips of the batch that closed last.
    List<Slip> closedSlips() {
        return List.copyOf(closed);
    }

    boolean closedBalanced() {
        return closedBalanced;
    }

    /// Whether a settlement did not balance and its upload has not ended.
    boolean closing() {
        return closing;
    }

    void beginClosing() {
        closing = true;
    }

    /// Newest first, in the open batch and then in the one before.
    Optional<Slip> slip(String traceNumber) {
        return newest(open, traceNumber).or(() -> newest(closed, traceNumber));
    }

    private static Optional<Slip> newest(List<Slip> slips, String traceNumber) {
        return slips.reversed().stream()
                .filter(slip -> slip.traceNumber().equals(traceNumber))
                .findFirst();
    }

    /// @throws IllegalStateException if the batch is full
    void add(Slip slip) {
        if (open.size() >= MAX_SLIPS) {
            throw new IllegalStateException("must be settled first: batch " + batchNumber());
        }
        open.add(slip);
    }

    /// Puts `slip` in the place of the one with its batch, trace number and kind.
    void replace(Slip slip) {
        replaceIn(open, slip);
        replaceIn(closed, slip);
    }

    private static void replaceIn(List<Slip> slips, Slip slip) {
        slips.replaceAll(
                other ->
                        other.traceNumber().equals(slip.traceNumber())
                                        && other.batchNumber().equals(slip.batchNumber())
                                        && other.kind() == slip.kind()
                                ? slip
                                : other);
    }

    /// Slips without a believed answer that the host must be told to undo.
    List<Slip> reversalsDue() {
        return open.stream()
                .filter(slip -> slip.state() == Slip.State.UNANSWERED && slip.kind().reversible())
                .toList();
    }

    /// Takes over the host's batch number. If it is another one than ours, ours has closed.
    void adopt(String hostBatch) {
        if (number(hostBatch) != batch) {
            close(false);
            batch = number(hostBatch);
        }
    }

    /// The batch is over; the next one has the next number.
    void closeBatch(boolean balanced) {
        close(balanced);
        batch = next(batch);
    }

    private void close(boolean balanced) {
        closed = open;
        closedBalanced = balanced;
        open = new ArrayList<>();
        closing = false;
    }

    private static int next(int number) {
        return number == MAX_NUMBER ? 1 : number + 1;
    }

    private static String six(int number) {
        return String.format("%06d", number);
    }
}
