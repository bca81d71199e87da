package io.shoudan.transaction.payment;

/// What happened, as the timeline names it.
public enum Step {
    /// The request arrived and was recorded.
    RECEIVED,
    /// Recorded as about to leave for the network: bytes may leave from here on.
    SENT_TO_NETWORK,
    /// Our own rules refused.
    DECLINED_BY_RULES,
    /// Not one byte left us.
    NOT_SENT,
    APPROVED_BY_ISSUER,
    DECLINED_BY_ISSUER,
    /// The network did not answer in time.
    NO_REPLY,
    /// The network's answer says neither approved nor declined.
    ANSWER_UNCLEAR,
    /// An answer came that did not match the request; the wait went on.
    WRONG_ECHO,
    /// An answer came after the payment had been decided.
    LATE_ANSWER,
    /// The terminal asked for a reversal.
    REVERSAL_REQUESTED,
    /// The terminal's reversal waits: a refund or void holds the payment.
    REVERSAL_WITHHELD,
    /// The terminal's reversal named another card or amount: nothing was reversed.
    REVERSAL_DIFFERS,
    /// A reversal leaves for the network.
    REVERSAL_SENT,
    REVERSAL_ACKNOWLEDGED,
    /// The network has no such original: there was nothing to reverse.
    REVERSAL_NOT_DONE,
    /// The network answered a reversal with another code; it is tried again.
    REVERSAL_REFUSED,
    /// Refused or not answered too often: a person has to look.
    REVERSAL_QUARANTINED,
    /// A person decided about a reversal that was put aside.
    REVERSAL_DECIDED,
    /// An approved void took the payment back.
    VOIDED,
    /// The void was itself reversed.
    VOID_REVERSED,
    /// A void or refund of this payment was asked for.
    CLAIMED,
    /// That void or refund did not happen.
    CLAIM_RELEASED,
    /// Its batch closed.
    CAPTURED,
    /// A reversal came after capture; a compensating line follows.
    CAPTURE_REVERSED,
    /// Settlement posted it.
    SETTLED,
    /// The sweep found it open past its deadline.
    FOUND_OPEN
}
