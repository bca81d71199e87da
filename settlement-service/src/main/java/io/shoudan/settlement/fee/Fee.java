package io.shoudan.settlement.fee;

/// What one line costs, and why.
///
/// @param minor         in minor units of the line's currency: positive when the merchant pays,
///                      negative when a fee is given back
/// @param tariffVersion the tariff that decided
/// @param rule          how it came about, for people
public record Fee(long minor, long tariffVersion, String rule) {

    /// The same fee, with more to say about how it came about.
    public Fee noting(String remark) {
        return new Fee(minor, tariffVersion, rule + "; " + remark);
    }

    /// The fee of a compensating line: exactly what its capture cost, the other way round.
    public Fee reversed() {
        return new Fee(-minor, tariffVersion, "fee of the reversed line the other way round");
    }
}
