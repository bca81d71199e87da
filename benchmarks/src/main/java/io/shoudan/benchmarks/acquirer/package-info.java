/// A minimal acquirer on jPOS's Q2, beside which ours is measured. Start at [Q2Acquirer].
@NullMarked
package io.shoudan.benchmarks.acquirer;

import org.jspecify.annotations.NullMarked;
