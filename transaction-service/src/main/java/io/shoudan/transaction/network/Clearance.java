package io.shoudan.transaction.network;

import org.jspecify.annotations.Nullable;

/// The last word before bytes leave: asked by the link right before the write, after every wait.
@FunctionalInterface
public interface Clearance {

    /// Why nothing may be sent now, or null if it may.
    NetworkReply.@Nullable Reason refusal();
}
