/// The truth about each payment: it is decided here, kept here, and explained here.
///
/// Start at [io.shoudan.transaction.authorization.Authorizer]; the states that a payment can be in
/// and what leads from one to the next are in [io.shoudan.transaction.payment.Edge].
@NullMarked
package io.shoudan.transaction;

import org.jspecify.annotations.NullMarked;
