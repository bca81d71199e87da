package io.shoudan.terminal.session;

import io.shoudan.iso8583.Bytes;
import io.shoudan.platform.database.Transactions;
import io.shoudan.terminal.hsm.HsmPort;
import io.shoudan.terminal.hsm.KeyHandle;
import io.shoudan.terminal.hsm.KeyUsage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Terminals' main keys (TMK), one a terminal.
@Component
public class MainKeys {

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final HsmPort hsm;
    private final Sessions sessions;
    private final Clock clock;

    MainKeys(
            JdbcClient jdbc,
            Transactions transactions,
            HsmPort hsm,
            Sessions sessions,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.hsm = hsm;
        this.sessions = sessions;
        this.clock = clock;
    }

    /// A main key that was loaded.
    ///
    /// @param checkValue 8 upper-case hexadecimal digits
    public record MainKey(KeyHandle handle, String checkValue, Instant loadedAt) {}

    public Optional<MainKey> find(String terminalId) {
        return jdbc.sql(
                        """
                        select wrapped_key, check_value, loaded_at
                          from main_key
                         where terminal_id = :terminal
                        """)
                .param("terminal", terminalId)
                .query((row, _) -> toMainKey(terminalId, row))
                .optional();
    }

    /// Loads a terminal's main key. The key that is there already changes nothing; another one ends
    /// the sign-on, because the terminal can't have its working keys under it.
    ///
    /// @param cryptogram 16 bytes under the key transport key
    /// @param checkValue 4 bytes
    /// @throws HsmPort.CheckValueDiffers if the key arrived damaged; nothing has changed
    public MainKey load(String terminalId, Bytes cryptogram, Bytes checkValue) {
        var handle = hsm.loadMainKey(terminalId, cryptogram, checkValue);
        return transactions.in(
                () -> {
                    lock(terminalId);
                    var known = find(terminalId);
                    if (known.isPresent() && hsm.sameKey(known.get().handle(), handle)) {
                        return known.get();
                    }
                    var loaded = new MainKey(handle, checkValue.hex(), clock.instant());
                    put(loaded);
                    known.ifPresent(_ -> sessions.endByNewMainKey(terminalId));
                    return loaded;
                });
    }

    private void put(MainKey key) {
        jdbc.sql(
                        """
                        insert into main_key (terminal_id, wrapped_key, check_value, loaded_at)
                        values (:terminal, :wrapped, :checkValue, :now)
                        on conflict (terminal_id) do update
                           set wrapped_key = excluded.wrapped_key,
                               check_value = excluded.check_value,
                               loaded_at = excluded.loaded_at
                        """)
                .param("terminal", key.handle().terminalId())
                .param("wrapped", key.handle().wrapped())
                .param("checkValue", key.checkValue())
                .param("now", key.loadedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    private void lock(String terminalId) {
        jdbc.sql("select 1 from main_key where terminal_id = :terminal for update")
                .param("terminal", terminalId)
                .query(Integer.class)
                .optional();
    }

    private static MainKey toMainKey(String terminalId, ResultSet row) throws SQLException {
        return new MainKey(
                new KeyHandle(KeyUsage.MAIN, terminalId, row.getString("wrapped_key")),
                row.getString("check_value"),
                row.getObject("loaded_at", OffsetDateTime.class).toInstant());
    }
}
