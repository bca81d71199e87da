package io.shoudan.terminal.merchant;

import io.shoudan.contracts.event.BindingChanged;
import io.shoudan.contracts.merchant.model.BindingStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The copy of `binding.v1`.
@Component
public class Bindings {

    private final JdbcClient jdbc;

    Bindings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Empty if no merchant has this terminal.
    public Optional<Binding> find(String terminalId) {
        return jdbc.sql(
                        """
                        select terminal_id, merchant_id, model, status
                          from binding
                         where terminal_id = :terminal
                        """)
                .param("terminal", terminalId)
                .query(Bindings::toBinding)
                .optional();
    }

    /// As [#find(String)], but another merchant's terminal is as unknown as none.
    public Optional<Binding> find(String terminalId, String merchantId) {
        return jdbc.sql(
                        """
                        select terminal_id, merchant_id, model, status
                          from binding
                         where terminal_id = :terminal and merchant_id = :tenant
                        """)
                .param("terminal", terminalId)
                .param("tenant", merchantId)
                .query(Bindings::toBinding)
                .optional();
    }

    /// Takes over a newer version; an older one, or the same again, changes nothing.
    void put(BindingChanged binding) {
        jdbc.sql(
                        """
                        insert into binding (terminal_id, version, merchant_id, model, status)
                        values (:terminal, :version, :merchant, :model, :status)
                        on conflict (terminal_id) do update
                           set version = excluded.version,
                               merchant_id = excluded.merchant_id,
                               model = excluded.model,
                               status = excluded.status
                         where binding.version < excluded.version
                        """)
                .param("terminal", binding.terminalId())
                .param("version", binding.version())
                .param("merchant", binding.merchantId())
                .param("model", binding.model())
                .param("status", binding.status().name())
                .update();
    }

    private static Binding toBinding(ResultSet row, int number) throws SQLException {
        return new Binding(
                row.getString("terminal_id"),
                row.getString("merchant_id"),
                row.getString("model"),
                BindingStatus.valueOf(row.getString("status")));
    }
}
