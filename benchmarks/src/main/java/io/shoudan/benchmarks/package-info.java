/// The codec beside jPOS and j8583 on the same bytes. Start at [CodecBenchmark]; `benchmarks/run`
/// prints the table.
@NullMarked
package io.shoudan.benchmarks;

import org.jspecify.annotations.NullMarked;
