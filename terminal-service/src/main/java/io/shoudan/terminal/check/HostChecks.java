package io.shoudan.terminal.check;

import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.Finding;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import io.shoudan.iso8583.terminal.TerminalFrame.Received;
import io.shoudan.iso8583.terminal.TransactionKind;
import io.shoudan.terminal.answer.ResponseCodes;
import io.shoudan.terminal.field.SoftwareVersion;
import io.shoudan.terminal.hsm.HsmPort;
import io.shoudan.terminal.merchant.Binding;
import io.shoudan.terminal.merchant.Bindings;
import io.shoudan.terminal.merchant.Merchants;
import io.shoudan.terminal.profile.Profile;
import io.shoudan.terminal.profile.Profiles;
import io.shoudan.terminal.session.KeyGeneration;
import io.shoudan.terminal.software.SoftwareBlocks;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The protocol's checks 1 to 6a, in its order: the first that fails answers.
///
/// Money already moved is never held up: a reversal skips checks 3 and 4, and where they keep its
/// terminal from signing on, its last keys are good for it. Reads four rows; writes only when
/// something about the terminal's keys changed or a MAC was bad.
@Component
public class HostChecks {

    private final Bindings bindings;
    private final Merchants merchants;
    private final SoftwareBlocks softwareBlocks;
    private final Profiles profiles;
    private final Authenticator authenticator;
    private final CardReader cardReader;
    private final HsmPort hsm;
    private final ResponseCodes codes;

    HostChecks(
            Bindings bindings,
            Merchants merchants,
            SoftwareBlocks softwareBlocks,
            Profiles profiles,
            Authenticator authenticator,
            CardReader cardReader,
            HsmPort hsm,
            ResponseCodes codes) {
        this.bindings = bindings;
        this.merchants = merchants;
        this.softwareBlocks = softwareBlocks;
        this.profiles = profiles;
        this.authenticator = authenticator;
        this.cardReader = cardReader;
        this.hsm = hsm;
        this.codes = codes;
    }

    /// Reads the request again, if its terminal's profile writes otherwise than it was read.
    ///
    /// @param received a request, whole or with what could be read of it, in whatever dialect its
    ///                 sender was found
    public Verdict check(TerminalFrame received) {
        var terminalId = received.message().find(TerminalDialect.TERMINAL);
        var binding = terminalId.flatMap(bindings::find).orElse(null);
        if (binding == null) {
            return check(received, null, Profile.STANDARD);
        }
        var profile = profiles.of(binding.model());
        var dialect = profile.spoken().dialect();
        if (received.message().dialect() == dialect) {
            return check(received, binding, profile);
        }
        var read = received.readAgain(dialect);
        return sameAddress(received.message(), read.frame().message())
                ? check(read.frame(), binding, profile)
                : unspoken(received, read, dialect);
    }

    private static boolean sameAddress(Message one, Message other) {
        return one.find(TerminalDialect.TERMINAL).equals(other.find(TerminalDialect.TERMINAL))
                && one.has(TerminalDialect.TRACE_NUMBER) == other.has(TerminalDialect.TRACE_NUMBER);
    }

    /// The terminal writes otherwise than its profile. It is told so in the way it writes, the only
    /// one in which its request can be echoed.
    private Verdict unspoken(TerminalFrame received, Received read, Dialect dialect) {
        var detail = "must be in dialect " + dialect.name();
        if (read instanceof Received.Broken(_, var why)) {
            detail += ": " + new Finding.Malformed(why).text();
        }
        return new Verdict.Refused(received, codes.of("MESSAGE_MALFORMED"), detail, null);
    }

    private Verdict check(TerminalFrame frame, @Nullable Binding binding, Profile profile) {
        var message = frame.message();
        var defect = FormCheck.of(message);
        if (defect != null) {
            return new Verdict.Refused(frame, codes.of(defect.cause()), defect.detail(), null);
        }
        var kind = TransactionKind.of(message).orElseThrow();
        if (binding == null) {
            return refused(frame, "TERMINAL_UNKNOWN");
        }
        var bar = bar(frame, binding, message.get(TerminalDialect.MERCHANT));
        if (bar != null && kind != TransactionKind.REVERSAL) {
            return refused(frame, bar);
        }
        if (kind.mac() == TransactionKind.Mac.NONE) {
            return new Verdict.Passed(new CheckedRequest(frame, kind, profile, null, null));
        }
        var keys = bar == null ? Authenticator.Keys.CURRENT : Authenticator.Keys.LAST;
        return switch (authenticator.authenticate(frame, kind, profile, keys)) {
            case Authenticator.Result.Refused(var told) ->
                    new Verdict.Refused(frame, told, null, null);
            case Authenticator.Result.Passed(var generation) ->
                    withCard(frame, kind, profile, generation);
        };
    }

    /// Checks 3 and 4: why the terminal may do nothing for this merchant now, not even sign on.
    private @Nullable String bar(TerminalFrame frame, Binding binding, String merchantId) {
        if (!merchants.active(merchantId)) {
            return "MERCHANT_NOT_ACTIVE";
        }
        if (!binding.activeFor(merchantId)) {
            return "TERMINAL_NOT_ACTIVE";
        }
        return softwareBlocks.blocked(binding.model(), SoftwareVersion.of(frame))
                ? "SOFTWARE_BLOCKED"
                : null;
    }

    private Verdict withCard(
            TerminalFrame frame,
            TransactionKind kind,
            Profile profile,
            @Nullable KeyGeneration generation) {
        var seal = seal(generation, profile);
        if (!aboutACard(frame.message(), kind)) {
            return new Verdict.Passed(new CheckedRequest(frame, kind, profile, seal, null));
        }
        return switch (cardReader.read(frame.message(), kind, generation)) {
            case CardReader.Result.Card(var card) ->
                    new Verdict.Passed(new CheckedRequest(frame, kind, profile, seal, card));
            // Found late, because only the track key shows it, but check 1 all the same: no MAC.
            case CardReader.Result.Malformed(var detail) ->
                    new Verdict.Refused(frame, codes.of("MESSAGE_MALFORMED"), detail, null);
            case CardReader.Result.PinUnreadable() ->
                    new Verdict.Refused(frame, codes.of("PIN_BLOCK_UNREADABLE"), null, seal);
        };
    }

    private static boolean aboutACard(Message message, TransactionKind kind) {
        return (kind.financial() || kind == TransactionKind.REVERSAL)
                && (message.has(TerminalDialect.PAN) || message.has(TerminalDialect.TRACK_2));
    }

    private @Nullable UnaryOperator<byte[]> seal(
            @Nullable KeyGeneration generation, Profile profile) {
        return generation == null
                ? null
                : input -> hsm.mac(generation.macKey(), profile.macAlgorithm(), input);
    }

    private Verdict refused(TerminalFrame frame, String cause) {
        return new Verdict.Refused(frame, codes.of(cause), null, null);
    }
}
