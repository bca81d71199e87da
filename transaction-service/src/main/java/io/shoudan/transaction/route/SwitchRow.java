package io.shoudan.transaction.route;

import io.shoudan.contracts.transaction.model.SwitchScope;
import java.time.Instant;

/// A switch as somebody set it.
///
/// @param open false declines at once
record SwitchRow(
        SwitchScope scope,
        String name,
        boolean open,
        String reason,
        Instant changedAt,
        String changedBy) {}
