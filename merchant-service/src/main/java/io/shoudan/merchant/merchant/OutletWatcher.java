package io.shoudan.merchant.merchant;

import io.shoudan.contracts.merchant.model.Outlet;

/// Hears of an outlet's new name, address or region in the transaction that changes it, because
/// every terminal there shows them on its slips.
public interface OutletWatcher {

    /// @param outlet as it is now; its row is locked
    void outletChanged(Outlet outlet);
}
