package io.shoudan.settlement.ledger;

/// Which way a posting goes.
public enum Side {
    DEBIT,
    CREDIT
}
