package io.shoudan.transaction.payment;

/// The merchant and where its terminal stood, frozen when the payment was made.
///
/// @param categoryCode merchant category code (ISO 18245), 4 digits
/// @param regionCode   administrative division code of the outlet
public record Place(
        String merchantName,
        String categoryCode,
        String outletId,
        String outletName,
        String address,
        String regionCode) {}
