package io.shoudan.transaction.reversal;

import io.shoudan.transaction.payment.Cause;
import io.shoudan.transaction.payment.Payment;

/// Reversals owed to the network.
public interface Reversals {

    /// Owes the network a reversal of `payment`, in the commit that makes it necessary. One that is
    /// live already serves.
    void owe(Payment payment, Cause cause);
}
