package io.shoudan.benchmarks;

import static io.shoudan.iso8583.terminal.TerminalDialect.AMOUNT;
import static io.shoudan.iso8583.terminal.TerminalDialect.CURRENCY;
import static io.shoudan.iso8583.terminal.TerminalDialect.ENTRY_MODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.MERCHANT;
import static io.shoudan.iso8583.terminal.TerminalDialect.PAN;
import static io.shoudan.iso8583.terminal.TerminalDialect.TERMINAL;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRACE_NUMBER;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRANSACTION;

import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.FieldOffsets;
import io.shoudan.iso8583.Finding;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Read;
import io.shoudan.iso8583.terminal.TerminalDialect;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/// Reading and writing one purchase with chip data ([Sample]), here and in two other libraries.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CodecBenchmark {

    private static final Dialect DIALECT = TerminalDialect.DIALECT;

    private final byte[] bytes = Sample.packed();
    private final byte[] buffer = new byte[Dialect.MAX_MESSAGE_BYTES];
    private final FieldOffsets offsets = new FieldOffsets(DIALECT);
    private final Message.Builder builder = Message.builder(DIALECT, "0200");
    private final Jpos jpos = new Jpos();
    private final J8583 j8583 = new J8583();

    /// All must do the same work.
    ///
    /// @throws IllegalStateException if one of them writes or reads something else
    @Setup
    public void check() throws Exception {
        if (!Arrays.equals(bytes, packFromTextShoudan())
                || !Arrays.equals(bytes, jpos.buildAndPack())
                || !Arrays.equals(bytes, j8583.buildAndPack())
                || !jpos.unpack(bytes).getString(4).equals("000000012345")
                || !j8583.unpack(bytes).getObjectValue(63).equals("001")) {
            throw new IllegalStateException("must write and read the same bytes: a peer");
        }
    }

    @Benchmark
    public Read unpackShoudan() {
        return DIALECT.read(bytes);
    }

    /// What a host needs of a purchase before it asks the network.
    @Benchmark
    public void unpackAndUseShoudan(Blackhole used) {
        var message = DIALECT.unpack(bytes);
        used.consume(message.get(PAN));
        used.consume(message.get(AMOUNT));
        used.consume(message.get(TRACE_NUMBER));
        used.consume(message.get(ENTRY_MODE));
        used.consume(message.get(TERMINAL));
        used.consume(message.get(MERCHANT));
        used.consume(message.get(CURRENCY));
        used.consume(message.get(TRANSACTION));
    }

    @Benchmark
    public void unpackAllShoudan(Blackhole used) {
        var message = DIALECT.unpack(bytes);
        for (var field : message.fields()) {
            used.consume(message.get(field));
        }
    }

    @Benchmark
    public List<Finding> unpackAndCheckShoudan() {
        return switch (DIALECT.read(bytes)) {
            case Read.Complete(var message) -> DIALECT.check(message);
            case Read.Broken(_, var why) -> throw why;
        };
    }

    @Benchmark
    public Object unpackJpos() throws Exception {
        return jpos.unpack(bytes);
    }

    @Benchmark
    public Object unpackJ8583() throws Exception {
        return j8583.unpack(bytes);
    }

    @Benchmark
    public FieldOffsets offsetsShoudan() {
        return offsets.read(bytes);
    }

    @Benchmark
    public byte[] packShoudan() {
        return DIALECT.pack(Sample.fill(Message.builder(DIALECT, "0200")).unchecked());
    }

    @Benchmark
    public byte[] packFromTextShoudan() {
        return DIALECT.pack(Sample.fillFromText(Message.builder(DIALECT, "0200")).unchecked());
    }

    @Benchmark
    public byte[] packAndCheckShoudan() {
        return DIALECT.pack(Sample.fill(Message.builder(DIALECT, "0200")).build());
    }

    @Benchmark
    public int packIntoBufferShoudan() {
        return Sample.fill(builder.restart("0200")).pack(buffer, 0);
    }

    @Benchmark
    public byte[] packJpos() throws Exception {
        return jpos.buildAndPack();
    }

    @Benchmark
    public byte[] packJ8583() {
        return j8583.buildAndPack();
    }
}
