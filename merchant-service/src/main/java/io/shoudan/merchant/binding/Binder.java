package io.shoudan.merchant.binding;

import io.shoudan.contracts.merchant.model.Binding;
import io.shoudan.contracts.merchant.model.BindingSetting;
import io.shoudan.contracts.merchant.model.Outlet;
import io.shoudan.contracts.merchant.model.TerminalLimits;
import io.shoudan.merchant.merchant.Merchants;
import io.shoudan.merchant.merchant.Outlets;
import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.problem.Text;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/// Binds terminals to outlets: one terminal works for one merchant, one machine under one terminal
/// id.
///
/// Thread-safe; the database decides between two that come at once.
@Service
class Binder {

    private static final Text NO_MERCHANT = Text.of("商户不存在", "names no merchant");
    private static final Text NO_OUTLET = Text.of("该商户没有此门店", "names no outlet of this merchant");
    private static final Text OTHER_MERCHANT =
            Text.of(
                    "终端已绑定其他商户，须先停用（RETIRED）",
                    "The terminal works for another merchant; retire that binding first");
    private static final Text SERIAL_TAKEN =
            Text.of("该序列号已绑定其他终端", "The serial number is bound to another terminal");

    private final Transactions transactions;
    private final Merchants merchants;
    private final Outlets outlets;
    private final Bindings bindings;

    Binder(Transactions transactions, Merchants merchants, Outlets outlets, Bindings bindings) {
        this.transactions = transactions;
        this.merchants = merchants;
        this.outlets = outlets;
        this.bindings = bindings;
    }

    /// Binds the terminal as `setting` says. The same setting again changes and says nothing.
    ///
    /// @throws Problem `validation` if the setting names no outlet; `conflict` if the terminal
    ///     still works for another merchant, or the machine under another terminal id
    Binding bind(String terminalId, BindingSetting setting) {
        try {
            return transactions.in(() -> change(terminalId, setting));
        } catch (DuplicateKeyException _) {
            // The terminal id can't collide: the statement updates its row. The machine can.
            throw Problem.conflict(SERIAL_TAKEN);
        }
    }

    private Binding change(String terminalId, BindingSetting setting) {
        var changed = bindings.change(terminalId, setting, outletOf(setting));
        if (changed.isPresent()) {
            return changed.get();
        }
        var known = bindings.find(terminalId).orElseThrow();
        if (!known.getMerchantId().equals(setting.getMerchantId())) {
            throw Problem.conflict(OTHER_MERCHANT);
        }
        return known;
    }

    /// Sets what the terminal may sell. The same limits again change and say nothing.
    ///
    /// @throws Problem `not-found` if the terminal was never bound
    Binding limit(String terminalId, TerminalLimits limits) {
        return transactions.in(
                () -> {
                    var changed = bindings.limit(terminalId, limits);
                    // A change of the outlet waits for our row and then says the terminal anew.
                    changed.ifPresent(it -> bindings.say(it, outletNow(it)));
                    return changed.or(() -> bindings.find(terminalId))
                            .orElseThrow(Problem::notFound);
                });
    }

    private Outlet outletNow(Binding binding) {
        return outlets.find(binding.getMerchantId(), binding.getOutletId()).orElseThrow();
    }

    private Outlet outletOf(BindingSetting setting) {
        var merchantId = setting.getMerchantId();
        return outlets.hold(merchantId, setting.getOutletId())
                .orElseThrow(
                        () ->
                                merchants.exists(merchantId)
                                        ? Problem.invalid("outletId", NO_OUTLET)
                                        : Problem.invalid("merchantId", NO_MERCHANT));
    }
}
