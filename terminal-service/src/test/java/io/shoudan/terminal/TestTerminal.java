package io.shoudan.terminal;

import static io.shoudan.iso8583.terminal.TerminalDialect.AMOUNT;
import static io.shoudan.iso8583.terminal.TerminalDialect.CONDITION_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.CURRENCY;
import static io.shoudan.iso8583.terminal.TerminalDialect.ENTRY_MODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.EXPIRY;
import static io.shoudan.iso8583.terminal.TerminalDialect.KEYS_OR_TEXT;
import static io.shoudan.iso8583.terminal.TerminalDialect.MERCHANT;
import static io.shoudan.iso8583.terminal.TerminalDialect.OPERATOR_OR_SCHEME;
import static io.shoudan.iso8583.terminal.TerminalDialect.PAN;
import static io.shoudan.iso8583.terminal.TerminalDialect.PROCESSING_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.TERMINAL;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRACE_NUMBER;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRANSACTION;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Expiry;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.framing.FrameReader;
import io.shoudan.iso8583.framing.FrameWriter;
import io.shoudan.iso8583.mac.BlockCipher;
import io.shoudan.iso8583.mac.WorkingKeysField;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import io.shoudan.iso8583.terminal.TerminalHeader;
import io.shoudan.iso8583.terminal.TerminalProfile;
import io.shoudan.iso8583.terminal.Tpdu;
import io.shoudan.iso8583.terminal.TransactionField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A terminal as the house sees it: connects when it has something to say, keeps its keys, signs
/// what it sends.
final class TestTerminal implements AutoCloseable {

    static final String CARD = "6225000000000014";

    private static final Tpdu TPDU = Tpdu.of("6000030000");
    private static final TerminalHeader HEADER = new TerminalHeader("613100310000");
    private static final int PATIENCE_MS = 30_000;

    private House house;
    private final String terminalId;
    private final String merchantId;
    private final Bytes mainKey;
    private TerminalProfile profile = TerminalProfile.STANDARD;
    private int trace;
    private String batch = "000001";
    private byte[] pinKey = {};
    private byte[] macKey = {};
    private byte @Nullable [] trackKey;
    private @Nullable Socket socket;

    TestTerminal(House house, String terminalId, String merchantId, Bytes mainKey) {
        this.house = house;
        this.terminalId = terminalId;
        this.merchantId = merchantId;
        this.mainKey = mainKey;
    }

    String id() {
        return terminalId;
    }

    byte[] pinKey() {
        return pinKey.clone();
    }

    byte[] macKey() {
        return macKey.clone();
    }

    byte @Nullable [] trackKey() {
        return trackKey == null ? null : trackKey.clone();
    }

    /// Knows its MAC key from elsewhere than a sign-on.
    TestTerminal withMacKey(String hex) {
        macKey = Bytes.ofHex(hex).toArray();
        return this;
    }

    /// Speaks so from now on.
    TestTerminal speaking(TerminalProfile as) {
        profile = as;
        return this;
    }

    /// Talks to another instance from now on.
    TestTerminal movedTo(House other) {
        close();
        house = other;
        return this;
    }

    String nextTrace() {
        trace++;
        return "%06d".formatted(trace);
    }

    Message.Builder request(String mti) {
        return Message.builder(profile.dialect(), mti)
                .set(TRACE_NUMBER, nextTrace())
                .set(TERMINAL, terminalId)
                .set(MERCHANT, merchantId);
    }

    Message.Builder management(String mti, String networkCode) {
        return request(mti).set(TRANSACTION, new TransactionField("00", batch, networkCode));
    }

    /// Signs on and takes over keys and batch, if the house gives some.
    Message signOn(String networkCode) {
        var answer =
                send(management("0800", networkCode).set(OPERATOR_OR_SCHEME, "001").unchecked());
        if (answer.get(RESPONSE_CODE).equals("00")) {
            adopt(answer, networkCode);
        }
        return answer;
    }

    void adopt(Message answer, String networkCode) {
        var layout = profile.keyLayout(networkCode).orElseThrow();
        var keys = WorkingKeysField.parse(answer.get(KEYS_OR_TEXT), layout);
        pinKey = clear(keys.pinKey(), layout.pinKeyBytes());
        macKey = clear(keys.macKey(), layout.macKeyBytes());
        trackKey = keys.findTrackKey().map(key -> clear(key, 16)).orElse(null);
        batch = answer.get(TRANSACTION).batchNumber();
    }

    /// Throws if the key's check value is another's.
    private byte[] clear(io.shoudan.iso8583.mac.EncryptedKey key, int bytes) {
        return key.clearKey(
                bytes == 8 ? BlockCipher.DES : BlockCipher.TRIPLE_DES,
                BlockCipher.TRIPLE_DES,
                mainKey.toArray());
    }

    /// A purchase with a typed card number, not signed yet.
    Message.Builder purchase(long amountMinor) {
        return request("0200")
                .set(PAN, Pan.of(CARD))
                .set(PROCESSING_CODE, "000000")
                .set(AMOUNT, amountMinor)
                .set(EXPIRY, Expiry.of("3012"))
                .set(ENTRY_MODE, "012")
                .set(CONDITION_CODE, "00")
                .set(CURRENCY, "156")
                .set(TRANSACTION, TransactionField.of("22" + batch + "00050"));
    }

    TerminalFrame frame(Message message) {
        return TerminalFrame.of(TPDU, HEADER, message);
    }

    TerminalFrame signed(Message message) {
        return frame(message).authenticated(input -> profile.macAlgorithm().mac(macKey, input));
    }

    /// Sends without a MAC.
    Message send(Message message) {
        return exchange(frame(message)).message();
    }

    /// Sends with a MAC, and checks that of the answer if it has one.
    TerminalFrame sendSigned(Message message) {
        return exchange(signed(message));
    }

    TerminalFrame exchange(TerminalFrame request) {
        write(FrameWriter.framed(request.body()));
        return read().orElseThrow(() -> new AssertionError("must be answered"));
    }

    void write(byte[] bytes) {
        try {
            var out = connection().getOutputStream();
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The next answer; empty if the house closes the connection instead.
    Optional<TerminalFrame> read() {
        return readUnverified().map(this::verified);
    }

    Optional<TerminalFrame> readUnverified() {
        try {
            var in = connection().getInputStream();
            var frame =
                    new FrameReader(in, TerminalFrame.MIN_BYTES, TerminalFrame.MAX_BYTES).next();
            if (frame.isEmpty()) {
                close();
            }
            return frame.map(this::unpacked);
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("must be answered or closed within 30 s", e);
        } catch (IOException _) {
            // Reset: closed, too.
            close();
            return Optional.empty();
        }
    }

    private TerminalFrame unpacked(byte[] body) {
        return switch (TerminalFrame.read(body, profile.dialect())) {
            case TerminalFrame.Received.Complete(var frame) -> frame;
            case TerminalFrame.Received.Broken(_, var why) -> throw why;
        };
    }

    private TerminalFrame verified(TerminalFrame answer) {
        var mac = answer.message().find(TerminalDialect.MAC);
        if (mac.isPresent() && !Arrays.equals(profile.mac(answer, macKey), mac.get().toArray())) {
            throw new AssertionError("must have the right MAC: answer");
        }
        return answer;
    }

    Socket connection() {
        try {
            if (socket == null || socket.isClosed()) {
                socket = new Socket(InetAddress.getLoopbackAddress(), house.terminalPort());
                socket.setSoTimeout(PATIENCE_MS);
                socket.setTcpNoDelay(true);
            }
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            socket = null;
        }
    }
}
