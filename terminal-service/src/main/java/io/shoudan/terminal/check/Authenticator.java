package io.shoudan.terminal.check;

import io.micrometer.core.instrument.MeterRegistry;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import io.shoudan.iso8583.terminal.TransactionKind;
import io.shoudan.platform.request.Requests;
import io.shoudan.terminal.answer.ResponseCodes;
import io.shoudan.terminal.answer.Told;
import io.shoudan.terminal.hsm.HsmPort;
import io.shoudan.terminal.profile.Profile;
import io.shoudan.terminal.profile.Profiles;
import io.shoudan.terminal.session.KeyGeneration;
import io.shoudan.terminal.session.Session;
import io.shoudan.terminal.session.SessionProperties;
import io.shoudan.terminal.session.Sessions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Checks 5 and 6: is the terminal signed on, and is its MAC right.
@Component
class Authenticator {

    private static final Logger LOG = LoggerFactory.getLogger(Authenticator.class);

    /// From this many bad MACs in a row on, the terminal is asked to sign on again.
    private static final int TOO_MANY_FAILURES = 3;

    private final Sessions sessions;
    private final SessionProperties properties;
    private final HsmPort hsm;
    private final Profiles profiles;
    private final ResponseCodes codes;
    private final MeterRegistry meters;
    private final Clock clock;

    Authenticator(
            Sessions sessions,
            SessionProperties properties,
            HsmPort hsm,
            Profiles profiles,
            ResponseCodes codes,
            MeterRegistry meters,
            Clock clock) {
        this.sessions = sessions;
        this.properties = properties;
        this.hsm = hsm;
        this.profiles = profiles;
        this.codes = codes;
        this.meters = meters;
        this.clock = clock;
    }

    sealed interface Result {

        /// @param generation whose MAC key verified the request; absent if it had, and needed, no
        ///                   MAC
        record Passed(@Nullable KeyGeneration generation) implements Result {}

        record Refused(Told told) implements Result {}
    }

    /// Which keys are good enough.
    enum Keys {
        /// Of a sign-on that stands, and not older than a day.
        CURRENT,
        /// The last that the terminal had, however old they are and also after a sign-off: it isn't
        /// let sign on for newer ones.
        LAST
    }

    Result authenticate(TerminalFrame frame, TransactionKind kind, Profile profile, Keys keys) {
        var terminalId = frame.message().get(TerminalDialect.TERMINAL);
        var session = sessions.find(terminalId).orElse(null);
        if (session == null || signedOff(session, keys)) {
            return refused("NOT_SIGNED_ON");
        }
        if (session.state() == Session.State.KEY_REPLACED) {
            return refused("KEY_MISMATCH");
        }
        var now = clock.instant();
        var accepted = session.keys().accepted(now, properties.keyOverlap());
        if (accepted.stream().allMatch(generation -> expired(generation, now, keys))) {
            return refused("KEYS_EXPIRED");
        }
        var mac = frame.message().find(TerminalDialect.MAC);
        if (mac.isEmpty() && profile.spoken().mac(kind) == TransactionKind.Mac.IF_PRESENT) {
            return new Result.Passed(null);
        }
        var generation = verifying(frame, accepted, profile);
        if (generation.isEmpty()) {
            return macFailed(frame, session, accepted, profile);
        }
        sessions.forgetMacFailures(session);
        sessions.seen(session);
        if (expired(generation.get(), now, keys)) {
            return refused("KEYS_EXPIRED");
        }
        sessions.confirm(session, generation.get());
        return new Result.Passed(generation.get());
    }

    private static boolean signedOff(Session session, Keys keys) {
        return session.state() == Session.State.SIGNED_OFF
                && (keys == Keys.CURRENT || session.keys().generations().isEmpty());
    }

    private boolean expired(KeyGeneration generation, Instant now, Keys keys) {
        return keys == Keys.CURRENT
                && !now.isBefore(generation.issuedAt().plus(properties.keyLifetime()));
    }

    private Optional<KeyGeneration> verifying(
            TerminalFrame frame, List<KeyGeneration> candidates, Profile profile) {
        var mac = frame.message().find(TerminalDialect.MAC);
        if (mac.isEmpty()) {
            return Optional.empty();
        }
        var input = frame.macInput();
        var sent = mac.get().toArray();
        return candidates.stream()
                .filter(g -> hsm.verifyMac(g.macKey(), profile.macAlgorithm(), input, sent))
                .findFirst();
    }

    private Result macFailed(
            TerminalFrame frame, Session session, List<KeyGeneration> accepted, Profile profile) {
        // Beyond, the number means nothing more, and whoever hammers must not make us write.
        int failures =
                session.macFailures() < TOO_MANY_FAILURES
                        ? sessions.countMacFailure(session.terminalId())
                        : session.macFailures();
        meters.counter("shoudan.terminal.security.events", "event", "mac-failed").increment();
        LOG.atWarn()
                .addKeyValue("event", "mac-failed")
                .addKeyValue("request_id", Requests.id())
                .addKeyValue("terminal_id", session.terminalId())
                .addKeyValue("mti", frame.message().mti())
                .addKeyValue("in_a_row", failures)
                .addKeyValue("fits_profile", otherProfile(frame, accepted, profile))
                .log("security event");
        var told = codes.of("MAC_FAILED");
        return new Result.Refused(failures >= TOO_MANY_FAILURES ? told.askingToSignOn() : told);
    }

    /// The name of another profile under which the MAC would be right, or `none`: then the terminal
    /// is bound as the wrong model, and no amount of signing on will help.
    private String otherProfile(
            TerminalFrame frame, List<KeyGeneration> accepted, Profile profile) {
        return profiles.byName().entrySet().stream()
                .filter(p -> p.getValue().macAlgorithm() != profile.macAlgorithm())
                .filter(p -> p.getValue().macKey() == profile.macKey())
                .filter(p -> verifying(frame, accepted, p.getValue()).isPresent())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("none");
    }

    private Result refused(String cause) {
        return new Result.Refused(codes.of(cause));
    }
}
