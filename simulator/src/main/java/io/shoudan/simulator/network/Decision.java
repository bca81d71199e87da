package io.shoudan.simulator.network;

import org.jspecify.annotations.Nullable;

/// What the network made of a request.
///
/// @param responseCode      field 39
/// @param authorizationCode field 38; only with an approval
/// @param behaviour         how the answer travels; absent where the amount did not decide
record Decision(
        Outcome outcome,
        String responseCode,
        @Nullable String authorizationCode,
        @Nullable Behaviour behaviour) {

    /// What a request changed.
    enum Outcome {
        /// A new approval: the cardholder's account moved.
        APPROVED,
        DECLINED,
        /// Seen before with the same content: the first decision again, nothing moved.
        REPEATED,
        /// The reference was used before for something else: refused with 94.
        REFERENCE_REUSED,
        /// Its reversal came first, or it was reversed since: refused with 12.
        REFUSED_AFTER_REVERSAL,
        /// The connection has not signed on: refused with 91.
        REFUSED_NOT_SIGNED_ON,
        /// Lacks what would identify it, or can't be read: refused with 30.
        REFUSED_MALFORMED,
        /// The network has no such message: refused with 40.
        REFUSED_UNKNOWN_TYPE,
        /// The record holds as many originals as it may: refused with 96.
        REFUSED_RECORD_FULL,
        /// An approval was undone.
        REVERSED,
        /// Acknowledged; the original was undone before.
        REVERSED_BEFORE,
        /// Acknowledged; the original moved nothing.
        REVERSED_DECLINE,
        /// Acknowledged and remembered; the original has not come.
        REVERSED_AHEAD,
        /// Acknowledged, but card, amount, terminal or trace are not the original's: nothing
        /// undone.
        REVERSAL_DIFFERS,
        SIGNED_ON,
        SIGNED_OFF,
        ECHOED
    }

    static Decision of(Outcome outcome, String responseCode) {
        return new Decision(outcome, responseCode, null, null);
    }

    /// The same answer to the same request sent again.
    Decision repeated() {
        return new Decision(Outcome.REPEATED, responseCode, authorizationCode, behaviour);
    }
}
