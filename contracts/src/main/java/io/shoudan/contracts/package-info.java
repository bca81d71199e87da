/// The published language of the suite: value types that every service shares.
///
/// Start at [io.shoudan.contracts.Money]. Interfaces, models and clients of the HTTP APIs are
/// generated from `openapi/*.yaml`; events are in `io.shoudan.contracts.event`; what can go wrong
/// is in `io.shoudan.contracts.catalogue`. Nothing here behaves beyond validation.
@NullMarked
package io.shoudan.contracts;

import org.jspecify.annotations.NullMarked;
