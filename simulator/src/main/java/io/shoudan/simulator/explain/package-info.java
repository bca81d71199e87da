/// The codec's explainer on the command line.
@NullMarked
package io.shoudan.simulator.explain;

import org.jspecify.annotations.NullMarked;
