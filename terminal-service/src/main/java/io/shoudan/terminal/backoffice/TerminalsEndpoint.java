package io.shoudan.terminal.backoffice;

import io.shoudan.contracts.terminal.api.TerminalsApi;
import io.shoudan.contracts.terminal.model.Attempt;
import io.shoudan.contracts.terminal.model.AttemptPage;
import io.shoudan.contracts.terminal.model.MainKey;
import io.shoudan.contracts.terminal.model.MainKeyLoad;
import io.shoudan.contracts.terminal.model.TerminalStatus;
import io.shoudan.iso8583.Bytes;
import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.problem.Text;
import io.shoudan.platform.security.Caller;
import io.shoudan.platform.security.Callers;
import io.shoudan.platform.security.OperatorOnly;
import io.shoudan.terminal.attempt.Attempts;
import io.shoudan.terminal.hsm.HsmPort.CheckValueDiffers;
import io.shoudan.terminal.merchant.Binding;
import io.shoudan.terminal.merchant.Bindings;
import io.shoudan.terminal.session.KeyGeneration;
import io.shoudan.terminal.session.MainKeys;
import io.shoudan.terminal.session.Session;
import io.shoudan.terminal.session.SessionProperties;
import io.shoudan.terminal.session.Sessions;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/// `/v1/terminals`. A merchant sees its own terminals; another's is as unknown as none.
@RestController
class TerminalsEndpoint implements TerminalsApi {

    private static final Text WRONG_CHECK_VALUE =
            Text.of("校验值与密钥不符", "must be the key's check value");

    private final MainKeys mainKeys;
    private final Sessions sessions;
    private final SessionProperties properties;
    private final Bindings bindings;
    private final Attempts attempts;
    private final Clock clock;

    TerminalsEndpoint(
            MainKeys mainKeys,
            Sessions sessions,
            SessionProperties properties,
            Bindings bindings,
            Attempts attempts,
            Clock clock) {
        this.mainKeys = mainKeys;
        this.sessions = sessions;
        this.properties = properties;
        this.bindings = bindings;
        this.attempts = attempts;
        this.clock = clock;
    }

    @Override
    @OperatorOnly
    public ResponseEntity<MainKey> loadMainKey(String terminalId, MainKeyLoad load) {
        try {
            var key =
                    mainKeys.load(
                            terminalId,
                            Bytes.ofHex(load.getCryptogram()),
                            Bytes.ofHex(load.getCheckValue()));
            return ResponseEntity.ok(
                    new MainKey(terminalId, key.checkValue(), utc(key.loadedAt())));
        } catch (CheckValueDiffers _) {
            throw Problem.invalid("checkValue", WRONG_CHECK_VALUE);
        }
    }

    @Override
    public ResponseEntity<TerminalStatus> getTerminalStatus(String terminalId) {
        var binding = visible(terminalId, Callers.current());
        var session = sessions.find(terminalId);
        var status = new TerminalStatus(terminalId, false).merchantId(binding.merchantId());
        mainKeys.find(terminalId).ifPresent(key -> status.mainKeyCheckValue(key.checkValue()));
        session.ifPresent(it -> fill(status, it));
        return ResponseEntity.ok(status);
    }

    private void fill(TerminalStatus status, Session session) {
        status.lastSeenAt(utc(session.lastSeenAt())).softwareVersion(session.softwareVersion());
        var newest = session.keys().generations().stream().findFirst();
        if (session.state() == Session.State.SIGNED_ON && newest.filter(this::good).isPresent()) {
            status.signedOn(true)
                    .signedOnAt(utc(session.signedOnAt()))
                    .keyGeneration(newest.get().number());
        }
    }

    private boolean good(KeyGeneration generation) {
        return clock.instant().isBefore(generation.issuedAt().plus(properties.keyLifetime()));
    }

    @Override
    public ResponseEntity<AttemptPage> listAttempts(
            String terminalId, Integer limit, @Nullable String after) {
        var merchant = Callers.current().merchant();
        long before = Cursor.before(after);
        // One more than asked for tells whether there is another page.
        int most = limit + 1;
        if (merchant.isEmpty()) {
            // Bound or not: why an unbound one is refused is a question of those who bind.
            return ResponseEntity.ok(page(attempts.list(terminalId, before, most), limit));
        }
        visible(terminalId, Callers.current());
        return ResponseEntity.ok(
                page(attempts.list(terminalId, merchant.get(), before, most), limit));
    }

    /// @throws Problem `not-found` if the terminal is unbound, or another merchant's
    private Binding visible(String terminalId, Caller caller) {
        return caller.merchant()
                .map(merchant -> bindings.find(terminalId, merchant))
                .orElseGet(() -> bindings.find(terminalId))
                .orElseThrow(Problem::notFound);
    }

    private static AttemptPage page(List<Attempts.Recorded> rows, int limit) {
        var shown = rows.subList(0, Math.min(rows.size(), limit));
        var page = new AttemptPage(shown.stream().map(TerminalsEndpoint::toAttempt).toList());
        return rows.size() > limit ? page.next(Long.toString(shown.getLast().id())) : page;
    }

    private static Attempt toAttempt(Attempts.Recorded row) {
        var attempt = row.attempt();
        return new Attempt(
                        utc(attempt.at()), attempt.mti(), attempt.responseCode(), attempt.cause())
                .traceNumber(attempt.traceNumber())
                .batchNumber(attempt.batchNumber())
                .detail(attempt.detail());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
