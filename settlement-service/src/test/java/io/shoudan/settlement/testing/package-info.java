/// What settlement's tests share: transactions by their difference, a bus, a running service.
@NullMarked
package io.shoudan.settlement.testing;

import org.jspecify.annotations.NullMarked;
