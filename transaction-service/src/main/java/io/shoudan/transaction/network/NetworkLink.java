package io.shoudan.transaction.network;

import io.shoudan.platform.request.Deadline;

/// How one card network is reached.
///
/// Safe for any number of threads. A call blocks until the answer, but no longer than the network
/// time-out and the caller's deadline; it never throws for what happens on the wire, and never
/// sends anything twice.
public interface NetworkLink {

    /// The network's name, as in the issuer directory.
    String network();

    /// Asks for a decision. Nothing is sent unless the link is signed on, the window has room, and,
    /// right before the write, `deadline` has not passed and `clearance` has no objection.
    NetworkReply send(NetworkRequest request, Deadline deadline, Clearance clearance);

    /// Takes a request back: an advice that the network must acknowledge, safe to repeat. The same
    /// conditions hold.
    ReversalReply reverse(NetworkReversal reversal, Deadline deadline, Clearance clearance);

    /// Connected and signed on: requests may be sent.
    boolean signedOn();
}
