package io.shoudan.terminal.signon;

import static io.shoudan.iso8583.terminal.TerminalDialect.ACQUIRER;
import static io.shoudan.iso8583.terminal.TerminalDialect.KEYS_OR_TEXT;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRANSACTION;

import io.shoudan.contracts.transaction.model.BatchSignOn;
import io.shoudan.contracts.transaction.model.BatchSignOnOutcome;
import io.shoudan.iso8583.mac.MacAlgorithm;
import io.shoudan.iso8583.mac.WorkingKeysField.Layout;
import io.shoudan.iso8583.terminal.TerminalFrame;
import io.shoudan.terminal.answer.Answers;
import io.shoudan.terminal.answer.Reply;
import io.shoudan.terminal.answer.Told;
import io.shoudan.terminal.check.CheckedRequest;
import io.shoudan.terminal.field.SoftwareVersion;
import io.shoudan.terminal.hsm.HsmPort;
import io.shoudan.terminal.session.MainKeys;
import io.shoudan.terminal.session.Sessions;
import io.shoudan.terminal.transactions.Result;
import io.shoudan.terminal.transactions.TransactionCalls;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// 0800 and 0820: gives a terminal working keys, the time and its batch number; ends their use;
/// answers an echo.
///
/// A sign-on costs money nothing, so it may be repeated at will: each makes new keys, and those
/// before stay good until a message under the new ones proves that they arrived.
@Component
public class SignOns {

    /// Bytes in front of the MTI: TPDU and header.
    private static final int MESSAGE_AT = 11;

    private final MainKeys mainKeys;
    private final Sessions sessions;
    private final HsmPort hsm;
    private final TransactionCalls transactions;
    private final Answers answers;
    private final Semaphore turns;
    private final Duration patience;

    SignOns(
            MainKeys mainKeys,
            Sessions sessions,
            HsmPort hsm,
            TransactionCalls transactions,
            Answers answers,
            SignOnProperties properties) {
        this.mainKeys = mainKeys;
        this.sessions = sessions;
        this.hsm = hsm;
        this.transactions = transactions;
        this.answers = answers;
        this.turns = new Semaphore(properties.atATime(), true);
        this.patience = properties.patience();
    }

    /// 签到.
    public Reply signOn(CheckedRequest request) {
        var frame = request.frame();
        var layout = keyLayout(request);
        if (layout.isEmpty()) {
            return answers.refuse(
                    frame, "MESSAGE_UNSUPPORTED", null, "field 60.3: no such keys here");
        }
        var mainKey = mainKeys.find(request.terminalId());
        if (mainKey.isEmpty()) {
            return answers.refuse(
                    frame, "KEY_MISMATCH", null, "no main key is loaded for the terminal");
        }
        var batch =
                new BatchSignOn(
                        request.terminalId(),
                        request.merchantId(),
                        request.traceNumber(),
                        digest(frame));
        return inTurn(request, () -> signOn(request, layout.get(), mainKey.get(), batch));
    }

    /// Empty if terminals of the profile take no such keys. SM4 keys are made by no module yet.
    private static Optional<Layout> keyLayout(CheckedRequest request) {
        var profile = request.profile();
        return profile.macAlgorithm() == MacAlgorithm.SM4
                ? Optional.empty()
                : profile.spoken().keyLayout(request.message().get(TRANSACTION).networkCode());
    }

    private Reply inTurn(CheckedRequest request, Supplier<Reply> work) {
        try {
            if (!turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return answers.refuse(
                        request.frame(), "PLATFORM_BUSY", null, "too many sign-ons at a time");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Reply.Unanswered("stopping");
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    private Reply signOn(
            CheckedRequest request, Layout layout, MainKeys.MainKey mainKey, BatchSignOn batch) {
        return switch (transactions.signOn(batch)) {
            case Result.Answered<BatchSignOnOutcome>(var outcome) ->
                    issueKeys(request, layout, mainKey, outcome.getBatchNumber());
            // No money is in it: whatever became of it, the terminal may try again.
            case Result.NoOutcome<BatchSignOnOutcome>() ->
                    answers.refuse(
                            request.frame(), "PLATFORM_BUSY", null, "no batch number in time");
        };
    }

    /// 签退: ends the use of the keys, the batch stays as it is.
    public Reply signOff(CheckedRequest request) {
        sessions.signOff(request.terminalId());
        return answers.own(request.frame(), Told.APPROVED, null, Answers.NOTHING_MORE);
    }

    /// We are here.
    public Reply echo(CheckedRequest request) {
        return answers.own(request.frame(), Told.APPROVED, null, Answers.NOTHING_MORE);
    }

    private Reply issueKeys(
            CheckedRequest request, Layout layout, MainKeys.MainKey mainKey, String batchNumber) {
        var asked = request.message().get(TRANSACTION);
        var keys = hsm.generateWorkingKeys(mainKey.handle(), layout);
        try {
            sessions.open(
                    request.terminalId(),
                    mainKey.handle(),
                    keys,
                    SoftwareVersion.of(request.frame()));
        } catch (Sessions.MainKeyReplaced e) {
            return answers.refuse(request.frame(), "KEY_MISMATCH", null, e.getMessage());
        }
        return answers.own(
                request.frame(),
                Told.APPROVED,
                null,
                reply -> {
                    reply.set(ACQUIRER, answers.acquirerCode());
                    reply.set(TRANSACTION, asked.withBatchNumber(batchNumber));
                    reply.set(KEYS_OR_TEXT, keys.forTerminal());
                });
    }

    /// Tells a sign-on that is repeated unchanged from a new one.
    private static String digest(TerminalFrame frame) {
        var body = frame.body();
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(body, MESSAGE_AT, body.length - MESSAGE_AT);
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("must have SHA-256", e);
        }
    }
}
