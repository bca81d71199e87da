package io.shoudan.transaction.merchant;

/// Whether a terminal may work for a merchant, as far as our copies know.
public sealed interface Standing {
    /// Both are active and bound to each other.
    record Good(Acceptor acceptor) implements Standing {}

    /// No active merchant of this number.
    record MerchantNotActive() implements Standing {}

    /// Unknown, suspended, or bound to another merchant.
    record TerminalNotActive() implements Standing {}
}
