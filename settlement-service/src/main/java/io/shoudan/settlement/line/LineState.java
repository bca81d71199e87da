package io.shoudan.settlement.line;

/// How far a line came. States only ever move down this list.
public enum LineState {

    /// Nobody has told us a tariff in the line's currency.
    WAITING_FOR_TARIFF,

    /// A refund of which the close of its batch hasn't told whether its purchase was captured, or
    /// whose purchase isn't here; a compensation whose capture isn't here or isn't far enough.
    WAITING_FOR_ORIGINAL,

    /// Priced; the batch isn't complete.
    WAITING_FOR_BATCH,

    /// In the journal.
    POSTED
}
