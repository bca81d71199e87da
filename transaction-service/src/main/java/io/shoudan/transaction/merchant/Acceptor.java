package io.shoudan.transaction.merchant;

import java.util.Set;

/// A merchant and one of its terminals, both active, as our copies know them.
///
/// @param merchantName as printed on the slip
/// @param categoryCode merchant category code (ISO 18245), 4 digits
/// @param products     kinds of transaction that the merchant may make
/// @param outletId     where the terminal stands
/// @param regionCode   administrative division code of the outlet
/// @param limits       on the terminal's purchases
public record Acceptor(
        String merchantName,
        String categoryCode,
        Set<String> products,
        String outletId,
        String outletName,
        String address,
        String regionCode,
        Limits limits) {}
