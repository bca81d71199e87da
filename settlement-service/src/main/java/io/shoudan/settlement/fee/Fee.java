package io.shoudan.settlement.fee;

/// What one line costs, and why.
///
/// @param minor         in minor units of the line's currency: positive when the merchant pays,
///                      negative when a fee is given back
/// @param tariffVersion the tariff that decided
/// @param rule          how it came about, for people
public record Fee(long minor, long tariffVersion, String rule) {

    /// The fee of a compensating line: exactly what its capture cost, the other way round.
    public Fee reversed() {
        return new Fee(-minor, tariffVersion, "fee of the reversed line the other way round");
    }
}
