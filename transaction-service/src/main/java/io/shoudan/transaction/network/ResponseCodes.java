package io.shoudan.transaction.network;

import java.util.Set;

/// What field 39 of a network's answer to a financial request means, as data of its dialect: the
/// codes of ISO 8583:1987 and UnionPay's own beside them. What is not here has no known meaning,
/// and money may be held.
final class ResponseCodes {

    /// What follows from an answer.
    enum Meaning {
        APPROVED,
        DECLINED,
        /// Neither is certain: the request is reversed.
        UNCLEAR
    }

    /// Approved; approved for a VIP; approved, update track 3; UnionPay's successes that the
    /// receiving side has yet to confirm or to post.
    private static final Set<String> APPROVED = Set.of("00", "11", "16", "A2", "A4", "A5", "A6");

    /// Request in progress; approved in part, which we never ask for; the issuer's answer came too
    /// late for the network; the network had none.
    private static final Set<String> UNCLEAR = Set.of("09", "10", "68", "98");

    /// UnionPay's refusals beside the numeric ones: MAC wrong, currencies differ, account wrong,
    /// security processing failed.
    private static final Set<String> DECLINED = Set.of("A0", "A1", "A3", "A7");

    private ResponseCodes() {}

    static Meaning meaningOf(String code) {
        if (APPROVED.contains(code)) {
            return Meaning.APPROVED;
        }
        if (UNCLEAR.contains(code)) {
            return Meaning.UNCLEAR;
        }
        return DECLINED.contains(code) || numeric(code) ? Meaning.DECLINED : Meaning.UNCLEAR;
    }

    /// ISO 8583:1987 leaves no pair of digits undefined; what it reserves for national use
    /// declines.
    private static boolean numeric(String code) {
        return code.chars().allMatch(it -> it >= '0' && it <= '9');
    }
}
