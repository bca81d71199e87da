package io.shoudan.terminal.merchant;

import io.shoudan.contracts.merchant.model.BindingStatus;

/// For whom a terminal works.
///
/// @param terminalId field 41, 8 characters
/// @param merchantId field 42, 15 characters
/// @param model      the maker's name of the device; chooses its profile
public record Binding(String terminalId, String merchantId, String model, BindingStatus status) {

    /// Whether the terminal may begin anything for this merchant.
    public boolean activeFor(String merchant) {
        return status == BindingStatus.ACTIVE && merchantId.equals(merchant);
    }
}
