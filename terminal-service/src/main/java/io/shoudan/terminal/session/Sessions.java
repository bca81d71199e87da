package io.shoudan.terminal.session;

import io.shoudan.platform.database.Transactions;
import io.shoudan.terminal.hsm.HsmPort.WorkingKeys;
import io.shoudan.terminal.hsm.KeyHandle;
import io.shoudan.terminal.hsm.KeyUsage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Sign-ons and their key generations.
///
/// Writers of one terminal queue at its row in `sign_on`. Reading takes no lock, and a request that
/// passes the checks usually writes nothing.
@Component
public class Sessions {

    /// How exact `last_seen_at` is: a write for every purchase would say nothing more.
    private static final Duration SEEN_EVERY = Duration.ofSeconds(60);

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final SessionProperties properties;
    private final Clock clock;

    Sessions(
            JdbcClient jdbc, Transactions transactions, SessionProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.properties = properties;
        this.clock = clock;
    }

    /// Empty if the terminal never signed on.
    public Optional<Session> find(String terminalId) {
        return jdbc.sql(
                        """
                        select terminal_id, state, signed_on_at, mac_failures, software_version,
                               last_seen_at, generation, pin_key, mac_key, track_key, issued_at,
                               first_verified_at, superseded_at
                          from sign_on left join key_generation using (terminal_id)
                         where terminal_id = :terminal
                        """)
                .param("terminal", terminalId)
                .query(Sessions::toSession);
    }

    /// Signs the terminal on with new keys.
    ///
    /// @param mainKey what `keys` were enciphered under for the terminal
    /// @return the number of the new generation
    /// @throws MainKeyReplaced if the main key isn't the terminal's any more
    public int open(
            String terminalId, KeyHandle mainKey, WorkingKeys keys, String softwareVersion) {
        return transactions.in(
                () -> {
                    lockMainKey(mainKey);
                    deleteSignedOff(terminalId);
                    int generation = nextGeneration(terminalId, softwareVersion);
                    insert(terminalId, generation, keys);
                    keys(terminalId)
                            .obsolete(clock.instant(), properties.keyOverlap())
                            .forEach(old -> delete(terminalId, old.number()));
                    return generation;
                });
    }

    /// A message was verified under a generation: its keys have arrived, older ones are on their
    /// way out. Changes something only the first time.
    public void confirm(Session session, KeyGeneration generation) {
        if (generation.confirmed()) {
            return;
        }
        transactions.run(
                () -> {
                    lock(session.terminalId());
                    supersede(session.terminalId(), generation.number());
                    jdbc.sql(
                                    """
                                    delete from key_generation
                                     where terminal_id = :terminal
                                       and generation < :generation
                                       and first_verified_at is null
                                    """)
                            .param("terminal", session.terminalId())
                            .param("generation", generation.number())
                            .update();
                });
    }

    /// Counts a bad or missing MAC.
    ///
    /// @return how many there were in a row
    public int countMacFailure(String terminalId) {
        return jdbc.sql(
                        """
                        update sign_on set mac_failures = mac_failures + 1
                         where terminal_id = :terminal
                        returning mac_failures
                        """)
                .param("terminal", terminalId)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    /// A good MAC ends the row of bad ones.
    public void forgetMacFailures(Session session) {
        if (session.macFailures() > 0) {
            jdbc.sql("update sign_on set mac_failures = 0 where terminal_id = :terminal")
                    .param("terminal", session.terminalId())
                    .update();
        }
    }

    /// The terminal was heard of.
    public void seen(Session session) {
        var now = clock.instant();
        if (session.lastSeenAt().plus(SEEN_EVERY).isBefore(now)) {
            jdbc.sql(
                            """
                            update sign_on set last_seen_at = :now
                             where terminal_id = :terminal and last_seen_at < :now
                            """)
                    .param("terminal", session.terminalId())
                    .param("now", utc(now))
                    .update();
        }
    }

    /// Ends the sign-on; nothing if there is none. Its keys are kept until the next one, for
    /// reversals of a terminal that isn't let sign on any more.
    public void signOff(String terminalId) {
        end(terminalId, Session.State.SIGNED_OFF);
    }

    /// Ends the sign-on and forgets its keys, which were sent under a main key that is no more;
    /// nothing if there is none.
    void endByNewMainKey(String terminalId) {
        transactions.run(
                () -> {
                    end(terminalId, Session.State.KEY_REPLACED);
                    jdbc.sql("delete from key_generation where terminal_id = :terminal")
                            .param("terminal", terminalId)
                            .update();
                });
    }

    private void end(String terminalId, Session.State state) {
        jdbc.sql(
                        """
                        update sign_on set state = :state, mac_failures = 0
                         where terminal_id = :terminal
                        """)
                .param("state", state.name())
                .param("terminal", terminalId)
                .update();
    }

    private void lockMainKey(KeyHandle mainKey) {
        var found =
                jdbc.sql(
                                """
                                select 1 from main_key
                                 where terminal_id = :terminal and wrapped_key = :wrapped
                                   for share
                                """)
                        .param("terminal", mainKey.terminalId())
                        .param("wrapped", mainKey.wrapped())
                        .query(Integer.class)
                        .optional();
        if (found.isEmpty()) {
            throw new MainKeyReplaced();
        }
    }

    /// A sign-off ended them; signing on again must not bring them back.
    private void deleteSignedOff(String terminalId) {
        jdbc.sql(
                        """
                        delete from key_generation
                         where terminal_id = :terminal
                           and exists (select from sign_on
                                        where terminal_id = :terminal and state = 'SIGNED_OFF')
                        """)
                .param("terminal", terminalId)
                .update();
    }

    private int nextGeneration(String terminalId, String softwareVersion) {
        return jdbc.sql(
                        """
                        insert into sign_on
                               (terminal_id, state, signed_on_at, last_generation,
                                software_version, last_seen_at)
                        values (:terminal, 'SIGNED_ON', :now, 1, :version, :now)
                        on conflict (terminal_id) do update
                           set state = 'SIGNED_ON',
                               signed_on_at = excluded.signed_on_at,
                               last_generation = sign_on.last_generation + 1,
                               mac_failures = 0,
                               software_version = excluded.software_version,
                               last_seen_at = excluded.last_seen_at
                        returning last_generation
                        """)
                .param("terminal", terminalId)
                .param("now", utc(clock.instant()))
                .param("version", softwareVersion)
                .query(Integer.class)
                .single();
    }

    private void insert(String terminalId, int generation, WorkingKeys keys) {
        var trackKey = keys.trackKey();
        jdbc.sql(
                        """
                        insert into key_generation
                               (terminal_id, generation, pin_key, mac_key, track_key, issued_at)
                        values (:terminal, :generation, :pin, :mac, :track, :now)
                        """)
                .param("terminal", terminalId)
                .param("generation", generation)
                .param("pin", keys.pinKey().wrapped())
                .param("mac", keys.macKey().wrapped())
                .param("track", trackKey == null ? null : trackKey.wrapped())
                .param("now", utc(clock.instant()))
                .update();
    }

    private void supersede(String terminalId, int generation) {
        jdbc.sql(
                        """
                        update key_generation
                           set first_verified_at = case when generation = :generation then :now
                                                        else first_verified_at end,
                               superseded_at = case when generation < :generation then :now end
                         where terminal_id = :terminal
                           and (generation = :generation and first_verified_at is null
                                or generation < :generation and first_verified_at is not null
                                   and superseded_at is null)
                        """)
                .param("terminal", terminalId)
                .param("generation", generation)
                .param("now", utc(clock.instant()))
                .update();
    }

    private void lock(String terminalId) {
        jdbc.sql("select 1 from sign_on where terminal_id = :terminal for update")
                .param("terminal", terminalId)
                .query(Integer.class)
                .optional();
    }

    private void delete(String terminalId, int generation) {
        jdbc.sql(
                        """
                        delete from key_generation
                         where terminal_id = :terminal and generation = :generation
                        """)
                .param("terminal", terminalId)
                .param("generation", generation)
                .update();
    }

    private KeyRing keys(String terminalId) {
        return new KeyRing(
                jdbc.sql(
                                """
                                select terminal_id, generation, pin_key, mac_key, track_key,
                                       issued_at, first_verified_at, superseded_at
                                  from key_generation
                                 where terminal_id = :terminal
                                """)
                        .param("terminal", terminalId)
                        .query(Sessions::toGeneration)
                        .list());
    }

    /// The columns of the sign-on are the same in every row; those of a generation may be absent.
    private static Optional<Session> toSession(ResultSet row) throws SQLException {
        var generations = new ArrayList<KeyGeneration>();
        Session session = null;
        while (row.next()) {
            if (row.getString("pin_key") != null) {
                generations.add(toGeneration(row, row.getRow()));
            }
            session =
                    new Session(
                            row.getString("terminal_id"),
                            Session.State.valueOf(row.getString("state")),
                            row.getObject("signed_on_at", OffsetDateTime.class).toInstant(),
                            row.getInt("mac_failures"),
                            row.getString("software_version"),
                            row.getObject("last_seen_at", OffsetDateTime.class).toInstant(),
                            new KeyRing(generations));
        }
        return Optional.ofNullable(session);
    }

    private static KeyGeneration toGeneration(ResultSet row, int number) throws SQLException {
        var terminalId = row.getString("terminal_id");
        var trackKey = row.getString("track_key");
        return new KeyGeneration(
                row.getInt("generation"),
                new KeyHandle(KeyUsage.PIN, terminalId, row.getString("pin_key")),
                new KeyHandle(KeyUsage.MAC, terminalId, row.getString("mac_key")),
                trackKey == null ? null : new KeyHandle(KeyUsage.TRACK, terminalId, trackKey),
                row.getObject("issued_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("first_verified_at", OffsetDateTime.class)),
                instant(row.getObject("superseded_at", OffsetDateTime.class)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /// The terminal got another main key while its new working keys were made: it can't read them.
    public static final class MainKeyReplaced extends RuntimeException {

        MainKeyReplaced() {
            super("the main key was replaced meanwhile", null, false, false);
        }
    }
}
