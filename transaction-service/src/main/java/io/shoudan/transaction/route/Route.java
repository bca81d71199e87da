package io.shoudan.transaction.route;

/// The way to an issuer.
///
/// @param network name of the network, as in the issuer directory
/// @param issuer  name of the issuer, as in the issuer directory
public record Route(String network, String issuer) {}
