package io.shoudan.simulator.terminal;

import static io.shoudan.iso8583.terminal.TerminalDialect.ADDITIONAL_DATA;
import static io.shoudan.iso8583.terminal.TerminalDialect.KEYS_OR_TEXT;
import static io.shoudan.iso8583.terminal.TerminalDialect.MAC;
import static io.shoudan.iso8583.terminal.TerminalDialect.PAN;
import static io.shoudan.iso8583.terminal.TerminalDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRANSACTION;

import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.PinBlock;
import io.shoudan.iso8583.terminal.TerminalFrame;
import io.shoudan.iso8583.terminal.TransactionKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A terminal at the counter: one socket, one request at a time, a batch of slips.
///
/// It trusts nobody: an answer whose MAC is wrong is no answer. It never reverses by itself, so
/// that a test decides when; [#reversalsDue] says what a real terminal would reverse before it
/// does anything else.
///
/// Not safe for more than one thread. A call blocks until an answer or the end of the connection,
/// and for [TerminalSettings#timeout] at most.
public final class Terminal implements AutoCloseable {

    private static final int JOURNAL_LINES = 1_000;

    /// Refusals that come before the host knows by which key to answer.
    private static final Set<String> WITHOUT_MAC = Set.of("30", "97", "03", "58", "A0", "77");

    private final TerminalSettings settings;
    private final Memory memory;
    private final Consumer<Memory> saved;
    private final HostConnection connection;
    private final Drafts drafts;
    private final Drawer drawer;
    private final Deque<Exchange> journal = new ArrayDeque<>();
    private Optional<WorkingKeys> keys;

    /// A terminal out of the box. Connects with its first request.
    public Terminal(TerminalSettings settings) {
        this(settings, Memory.blank(), _ -> {});
    }

    /// @param saved is told before each request, when a trace number has been used up, and after
    ///     each answer
    public Terminal(TerminalSettings settings, Memory memory, Consumer<Memory> saved) {
        this.settings = settings;
        this.memory = memory;
        this.saved = saved;
        this.connection = new HostConnection(settings.host(), settings.port());
        this.drafts = new Drafts(settings, memory, this::encipher);
        this.drawer = new Drawer(memory, new SlipSeal(settings.mainKey()));
        this.keys = memory.keys().flatMap(known -> WorkingKeys.open(known, settings.mainKey()));
    }

    private PinBlock encipher(String pin, Pan pan) {
        return signedOnKeys().pinBlock(pin, pan);
    }

    private WorkingKeys signedOnKeys() {
        return keys.orElseThrow(() -> new IllegalStateException("must sign on first: no keys"));
    }

    /// Whether there are working keys.
    public boolean signedOn() {
        return keys.isPresent();
    }

    /// Batch and slips.
    public Memory memory() {
        return memory;
    }

    /// Messages to change before they are sent.
    public Drafts drafts() {
        return drafts;
    }

    /// The last exchanges, oldest first, at most a thousand.
    public List<Exchange> journal() {
        return List.copyOf(journal);
    }

    /// Frames that came and answered nothing that this terminal had asked on that connection: the
    /// oldest first, at most a thousand. There should be none.
    public List<TerminalFrame> strays() {
        return connection.strays();
    }

    /// Slips that a real terminal would reverse before the next transaction.
    public List<Slip> reversalsDue() {
        return memory.reversalsDue();
    }

    /// Asks for double-length keys (003), and takes over keys and batch number.
    public Exchange signOn() {
        return exchange(drafts.signOn("003"));
    }

    public Exchange signOff() {
        return exchange(drafts.signOff());
    }

    public Exchange echo() {
        return exchange(drafts.echo());
    }

    /// @param amountMinor minor units
    /// @throws IllegalStateException if there are no working keys; so do all below
    public Exchange purchase(long amountMinor, Card card) {
        return exchange(drafts.purchase(amountMinor, card));
    }

    public Exchange balance(Card card) {
        return exchange(drafts.balance(card));
    }

    /// Voids the transaction with this trace number.
    ///
    /// @throws IllegalArgumentException if the terminal has no slip of it; so do refund and reverse
    public Exchange voidOf(String traceNumber) {
        var slip = drawer.slip(traceNumber);
        return exchange(drafts.voidOf(slip, drawer.requestOf(slip)));
    }

    /// Gives back `amountMinor` of the transaction with this trace number.
    public Exchange refund(String traceNumber, long amountMinor) {
        var slip = drawer.slip(traceNumber);
        return exchange(drafts.refund(slip, drawer.requestOf(slip), amountMinor));
    }

    /// Reverses the transaction with this trace number because there was no answer.
    public Exchange reverse(String traceNumber) {
        return reverse(traceNumber, Drafts.NO_ANSWER);
    }

    /// @param reason field 39: `98` no answer, `A0` the answer's MAC was wrong, `06` anything else
    public Exchange reverse(String traceNumber, String reason) {
        return exchange(drafts.reversal(drawer.requestOf(drawer.slip(traceNumber)), reason));
    }

    /// Settles with the totals of the slips.
    public Exchange settle() {
        return settle(Totals.of(memory.slips()));
    }

    /// Settles with other totals than the slips have.
    public Exchange settle(Totals totals) {
        return exchange(drafts.settlement(totals));
    }

    /// Uploads the lines of the batch that was settled last, eight to a message. Stops at the first
    /// message that isn't answered with 00.
    public List<Exchange> upload() {
        var lines = uploadLines();
        var exchanges = new ArrayList<Exchange>();
        for (int from = 0; from < lines.size(); from += Drafts.MAX_UPLOAD_LINES) {
            int to = Math.min(lines.size(), from + Drafts.MAX_UPLOAD_LINES);
            var exchange = exchange(drafts.upload(uploadBatch(), lines.subList(from, to)));
            exchanges.add(exchange);
            if (!exchange.approved()) {
                break;
            }
        }
        return exchanges;
    }

    /// Ends the upload.
    public Exchange uploadEnd() {
        boolean balanced = !memory.closing() && memory.closedBalanced();
        return exchange(
                drafts.uploadEnd(uploadBatch(), balanced ? "207" : "202", uploadLines().size()));
    }

    /// The slips that count, of the batch that is being compared or was compared last.
    public List<Drafts.UploadLine> uploadLines() {
        return uploadSlips().stream()
                .filter(slip -> slip.debit() || slip.credit())
                .map(
                        slip ->
                                new Drafts.UploadLine(
                                        slip.domestic(),
                                        slip.traceNumber(),
                                        drawer.requestOf(slip).get(PAN),
                                        slip.amountMinor()))
                .toList();
    }

    private List<Slip> uploadSlips() {
        return memory.closing() ? memory.slips() : memory.closedSlips();
    }

    private String uploadBatch() {
        var slips = uploadSlips();
        return slips.isEmpty() ? memory.batchNumber() : slips.getFirst().batchNumber();
    }

    /// Sends the same bytes again, as a terminal does that got no answer.
    public Exchange resend(TerminalFrame frame) {
        return exchange(frame);
    }

    /// Adds the MAC if this kind of message has one, and sends it.
    public Exchange exchange(Message request) {
        return exchange(frame(request));
    }

    /// The frame for `request`, with a MAC if this kind of message has one.
    ///
    /// @throws IllegalStateException if it has and there are no working keys
    public TerminalFrame frame(Message request) {
        var plain = TerminalFrame.of(settings.tpdu(), settings.header(), request);
        return macOf(request) == TransactionKind.Mac.REQUIRED
                ? plain.authenticated(signedOnKeys()::mac)
                : plain;
    }

    /// The frame for `request` with a MAC that is certainly wrong.
    public TerminalFrame frameWithWrongMac(Message request) {
        return TerminalFrame.of(settings.tpdu(), settings.header(), request)
                .authenticated(_ -> new byte[8]);
    }

    /// Sends a frame as it is and learns from the answer what a terminal learns.
    public Exchange exchange(TerminalFrame frame) {
        var request = frame.message();
        drawer.put(request);
        saved.accept(memory);
        var exchange =
                new Exchange(frame, judged(request, connection.ask(frame, settings.timeout())));
        if (exchange.believed()) {
            learn(request, exchange);
        }
        saved.accept(memory);
        if (journal.size() == JOURNAL_LINES) {
            journal.removeFirst();
        }
        journal.addLast(exchange);
        return exchange;
    }

    /// Sends bytes that need not be a frame, and waits for any.
    public Heard sendBytes(byte[] bytes) {
        return connection.send(bytes, settings.timeout());
    }

    @Override
    public void close() {
        connection.close();
    }

    private static String batchOf(Message request) {
        return request.get(TRANSACTION).batchNumber();
    }

    private static TransactionKind.Mac macOf(Message request) {
        return TransactionKind.of(request)
                .map(TransactionKind::mac)
                .orElse(TransactionKind.Mac.IF_PRESENT);
    }

    private Heard judged(Message request, Heard heard) {
        return switch (heard) {
            case Heard.Unanswered unanswered -> unanswered;
            case Heard.Answered(var frame, _) -> new Heard.Answered(frame, trust(request, frame));
        };
    }

    private Heard.Trust trust(Message request, TerminalFrame answer) {
        var message = answer.message();
        var code = message.find(RESPONSE_CODE).orElse("");
        if (TransactionKind.of(request).filter(TransactionKind.SIGN_ON::equals).isPresent()) {
            return code.equals("00") && receivedKeys(request, message).isEmpty()
                    ? Heard.Trust.KEYS_WRONG
                    : Heard.Trust.UNPROTECTED;
        }
        if (!message.has(MAC)) {
            boolean needed = macOf(request) == TransactionKind.Mac.REQUIRED;
            return needed && !WITHOUT_MAC.contains(code)
                    ? Heard.Trust.MAC_MISSING
                    : Heard.Trust.UNPROTECTED;
        }
        return keys.filter(k -> k.verifies(answer)).isPresent()
                ? Heard.Trust.VERIFIED
                : Heard.Trust.MAC_WRONG;
    }

    private static Optional<Memory.SealedKeys> sealedKeys(Message request, Message answer) {
        var networkCode = request.get(TRANSACTION).networkCode();
        return answer.find(KEYS_OR_TEXT)
                .map(field -> new Memory.SealedKeys(networkCode, field.hex()));
    }

    private Optional<WorkingKeys> receivedKeys(Message request, Message answer) {
        return sealedKeys(request, answer)
                .flatMap(known -> WorkingKeys.open(known, settings.mainKey()));
    }

    private void learn(Message request, Exchange exchange) {
        var answer = exchange.answer().orElseThrow();
        var kind = TransactionKind.of(request);
        if (kind.isEmpty()) {
            return;
        }
        if (kind.get().financial()) {
            drawer.settle(request, exchange);
        } else if (exchange.approved()) {
            learnAcceptance(kind.get(), request, answer);
        }
    }

    private void learnAcceptance(TransactionKind kind, Message request, Message answer) {
        boolean ofOpenBatch = batchOf(request).equals(memory.batchNumber());
        switch (kind) {
            case SIGN_ON -> {
                memory.keep(sealedKeys(request, answer).orElseThrow());
                keys = receivedKeys(request, answer);
                answer.find(TRANSACTION).ifPresent(field -> memory.adopt(field.batchNumber()));
            }
            case SIGN_OFF -> {
                memory.forgetKeys();
                keys = Optional.empty();
            }
            case REVERSAL -> drawer.undo(request);
            case BATCH_SETTLEMENT -> {
                boolean balanced =
                        answer.find(ADDITIONAL_DATA)
                                .filter(d -> Totals.of(d).balanced())
                                .isPresent();
                if (ofOpenBatch && balanced) {
                    memory.closeBatch(true);
                } else if (ofOpenBatch) {
                    memory.beginClosing();
                }
            }
            case BATCH_UPLOAD_END -> {
                if (ofOpenBatch && memory.closing()) {
                    memory.closeBatch(false);
                }
            }
            default -> {
                // Other messages change nothing that the terminal remembers.
            }
        }
    }
}
