package io.shoudan.transaction.payment;

/// Every reason that this service itself gives for an outcome; each is a code of the failure
/// catalogue. Causes of refusal stand in order of precedence: when several apply, the first is told
/// (terminal protocol, section 7). An issuer's own reasons come from the catalogue by its code.
public enum Cause {
    /// Same identity, other content (check 8).
    IDENTITY_CONFLICT,
    /// The terminal's batch is not our open one (check 9).
    BATCH_CLOSED,
    /// The batch is being settled; no new sign-on is needed (check 9).
    BATCH_CLOSING,
    /// Lines of a batch came before it was settled.
    BATCH_OPEN,
    /// The reversal overtook its original, which must never be sent.
    REVERSED_BEFORE_ARRIVAL,
    /// No active merchant in our copy (check 3, seen again here).
    MERCHANT_NOT_ACTIVE,
    /// Not bound to this merchant, or suspended, in our copy (check 4, seen again here).
    TERMINAL_NOT_ACTIVE,
    /// The merchant may not make this kind of transaction, or not in this currency (check 10).
    PRODUCT_NOT_ENABLED,
    /// Check 11.
    AMOUNT_ZERO,
    /// Length or check digit is wrong (check 12).
    CARD_NUMBER_INVALID,
    /// No range of the issuer directory matches (check 13).
    ISSUER_NOT_FOUND,
    /// Check 14.
    CARD_EXPIRED,
    /// Check 15: no such original, or its references disagree.
    ORIGINAL_NOT_FOUND,
    /// Check 15: another card than the original's.
    CARD_DIFFERS_FROM_ORIGINAL,
    /// Check 15: the original is in a state that rules the operation out, or is claimed.
    ORIGINAL_STATE,
    /// Check 15: a void of another amount, or refunds over the original in sum.
    AMOUNT_DIFFERS_FROM_ORIGINAL,
    /// Check 16: over what one purchase, or a business date's together, may be at this terminal.
    AMOUNT_LIMIT_EXCEEDED,
    /// Check 16: the terminal has made as many purchases on this business date as it may.
    COUNT_LIMIT_EXCEEDED,
    /// Check 16: the card is on our blacklist.
    CARD_BLOCKED,
    /// Check 16: cards issued in that region are not taken where the terminal stands.
    REGION_NOT_ALLOWED,
    /// Check 16: the terminal, merchant or operator is stopped.
    EMERGENCY_STOP,
    /// Somebody switched the network or the issuer off (check 17).
    ROUTE_SWITCHED_OFF,
    /// Too many requests to this network went unanswered (check 17).
    NETWORK_CIRCUIT_OPEN,
    /// As many requests are in flight as the link allows (check 17).
    NETWORK_WINDOW_FULL,
    /// The link is down or not signed on (check 17).
    NETWORK_NOT_CONNECTED,
    /// Nobody waits any more, so it was not sent.
    DEADLINE_PASSED,
    /// Sent, and no answer came in time.
    NETWORK_NO_REPLY,
    /// The network's answer says neither approved nor declined.
    NETWORK_ANSWER_UNCLEAR,
    /// The host stopped between sending and answering.
    HOST_INTERRUPTED,
    /// An approval came when the payment had been given up.
    LATE_APPROVAL,
    /// An answer did not repeat what was asked.
    WRONG_ECHO,
    /// The terminal reversed: it got no answer.
    TERMINAL_NO_ANSWER,
    /// The terminal reversed: it could not verify the answer.
    TERMINAL_MAC_WRONG,
    /// The terminal reversed for another reason.
    TERMINAL_REVERSED,
    /// A reversal named another card or amount than its original's.
    REVERSAL_DIFFERS,
    /// The terminal reversed a purchase that has been refunded; it is left as it is.
    REVERSAL_AFTER_REFUND,
    /// The network refused a reversal too often.
    REVERSAL_QUARANTINED,
    /// An approved void took the payment back.
    VOIDED;

    /// The code of the failure catalogue.
    public String code() {
        return name();
    }
}
