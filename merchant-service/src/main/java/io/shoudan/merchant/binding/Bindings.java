package io.shoudan.merchant.binding;

import io.shoudan.contracts.event.BindingChanged;
import io.shoudan.contracts.merchant.model.Binding;
import io.shoudan.contracts.merchant.model.BindingSetting;
import io.shoudan.contracts.merchant.model.BindingStatus;
import io.shoudan.contracts.merchant.model.Outlet;
import io.shoudan.contracts.merchant.model.TerminalLimits;
import io.shoudan.merchant.announcement.Announcements;
import io.shoudan.merchant.merchant.OutletWatcher;
import io.shoudan.platform.security.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Table `binding`.
///
/// Thread-safe. Locks are taken outlet first, then binding, here and when an outlet changes.
@Repository
class Bindings implements OutletWatcher {

    private final JdbcClient jdbc;
    private final Announcements announcements;
    private final Clock clock;

    Bindings(JdbcClient jdbc, Announcements announcements, Clock clock) {
        this.jdbc = jdbc;
        this.announcements = announcements;
        this.clock = clock;
    }

    /// Makes the binding what `setting` says and tells the others, in the caller's transaction.
    ///
    /// @param outlet the setting's outlet, held
    /// @return empty if nothing was to be changed, or if the terminal works for another merchant
    /// @throws org.springframework.dao.DuplicateKeyException if the machine is bound elsewhere
    Optional<Binding> change(String terminalId, BindingSetting setting, Outlet outlet) {
        var changed = upsert(terminalId, setting);
        changed.ifPresent(it -> say(it, outlet));
        return changed;
    }

    /// A terminal moves to another merchant only once its binding is retired: until then its open
    /// batch is the first merchant's money. Its limits were agreed with the first merchant, too.
    private Optional<Binding> upsert(String terminalId, BindingSetting setting) {
        return jdbc.sql(
                        """
                        insert into binding as known
                               (terminal_id, merchant_id, outlet_id, serial_number, model, status,
                                version, changed_at)
                        values (:terminalId, :merchantId, :outletId, :serialNumber, :model, :status,
                                1, :now)
                        on conflict (terminal_id) do update
                           set merchant_id = excluded.merchant_id,
                               outlet_id = excluded.outlet_id,
                               serial_number = excluded.serial_number,
                               model = excluded.model,
                               status = excluded.status,
                               amount_limit_minor = case
                                   when known.merchant_id = excluded.merchant_id
                                   then known.amount_limit_minor end,
                               daily_amount_limit_minor = case
                                   when known.merchant_id = excluded.merchant_id
                                   then known.daily_amount_limit_minor end,
                               daily_count_limit = case
                                   when known.merchant_id = excluded.merchant_id
                                   then known.daily_count_limit end,
                               version = known.version + 1,
                               changed_at = excluded.changed_at
                         where (known.merchant_id = excluded.merchant_id
                                or known.status = 'RETIRED')
                           and (known.merchant_id, known.outlet_id, known.serial_number,
                                known.model, known.status)
                               is distinct from
                               (excluded.merchant_id, excluded.outlet_id, excluded.serial_number,
                                excluded.model, excluded.status)
                        returning *
                        """)
                .param("terminalId", terminalId)
                .param("merchantId", setting.getMerchantId())
                .param("outletId", setting.getOutletId())
                .param("serialNumber", setting.getSerialNumber())
                .param("model", setting.getModel())
                .param("status", setting.getStatus().name())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Bindings::row)
                .optional();
    }

    /// Sets what the terminal may sell, in the caller's transaction, and leaves it to the caller to
    /// tell the others.
    ///
    /// @return empty if nothing was to be changed, or if there is no such terminal
    Optional<Binding> limit(String terminalId, TerminalLimits limits) {
        return jdbc.sql(
                        """
                        update binding
                           set amount_limit_minor = :amount,
                               daily_amount_limit_minor = :dailyAmount,
                               daily_count_limit = :dailyCount,
                               version = version + 1, changed_at = :now
                         where terminal_id = :terminalId
                           and (amount_limit_minor, daily_amount_limit_minor, daily_count_limit)
                               is distinct from
                               (cast(:amount as bigint), cast(:dailyAmount as bigint),
                                cast(:dailyCount as int))
                        returning *
                        """)
                .param("terminalId", terminalId)
                .param("amount", limits.getAmountMinor())
                .param("dailyAmount", limits.getDailyAmountMinor())
                .param("dailyCount", limits.getDailyCount())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Bindings::row)
                .optional();
    }

    /// Tells the others what `binding` is now, in the transaction that changed it.
    void say(Binding binding, Outlet outlet) {
        announcements.add(eventOf(binding, outlet));
    }

    /// Every terminal there is said anew, in the transaction that changes the outlet.
    @Override
    public void outletChanged(Outlet outlet) {
        jdbc.sql(
                        """
                        update binding
                           set version = version + 1, changed_at = :now
                         where merchant_id = :merchantId and outlet_id = :outletId
                        returning *
                        """)
                .param("merchantId", outlet.getMerchantId())
                .param("outletId", outlet.getOutletId())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Bindings::row)
                .list()
                .forEach(it -> say(it, outlet));
    }

    /// What the caller may see of it: a merchant finds its own terminals only.
    Optional<Binding> find(String terminalId, Caller caller) {
        return jdbc.sql(
                        """
                        select * from binding
                         where terminal_id = :terminalId
                           and (cast(:tenant as text) is null or merchant_id = :tenant)
                        """)
                .param("terminalId", terminalId)
                .param("tenant", caller.merchantId())
                .query(Bindings::row)
                .optional();
    }

    /// Whoever asks: for use after [#change].
    Optional<Binding> find(String terminalId) {
        return jdbc.sql("select * from binding where terminal_id = :terminalId")
                .param("terminalId", terminalId)
                .query(Bindings::row)
                .optional();
    }

    private static Binding row(ResultSet row, int number) throws SQLException {
        return new Binding()
                .terminalId(row.getString("terminal_id"))
                .merchantId(row.getString("merchant_id"))
                .outletId(row.getString("outlet_id"))
                .serialNumber(row.getString("serial_number"))
                .model(row.getString("model"))
                .status(BindingStatus.valueOf(row.getString("status")))
                .limits(limits(row))
                .version(row.getLong("version"))
                .changedAt(row.getObject("changed_at", OffsetDateTime.class));
    }

    private static @Nullable TerminalLimits limits(ResultSet row) throws SQLException {
        var limits =
                new TerminalLimits()
                        .amountMinor(row.getObject("amount_limit_minor", Long.class))
                        .dailyAmountMinor(row.getObject("daily_amount_limit_minor", Long.class))
                        .dailyCount(row.getObject("daily_count_limit", Integer.class));
        return limits.equals(new TerminalLimits()) ? null : limits;
    }

    private static BindingChanged eventOf(Binding binding, Outlet outlet) {
        return new BindingChanged(
                binding.getTerminalId(),
                binding.getVersion(),
                binding.getMerchantId(),
                binding.getOutletId(),
                outlet.getName(),
                outlet.getAddress(),
                outlet.getRegionCode(),
                binding.getSerialNumber(),
                binding.getModel(),
                binding.getStatus(),
                eventOf(binding.getLimits()));
    }

    private static BindingChanged.@Nullable Limits eventOf(@Nullable TerminalLimits limits) {
        return limits == null
                ? null
                : new BindingChanged.Limits(
                        limits.getAmountMinor(),
                        limits.getDailyAmountMinor(),
                        limits.getDailyCount());
    }
}
