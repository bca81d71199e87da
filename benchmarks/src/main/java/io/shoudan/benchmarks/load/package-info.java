/// A whole house under load: terminals over TCP, everything behind them, what it costs.
@NullMarked
package io.shoudan.benchmarks.load;

import org.jspecify.annotations.NullMarked;
