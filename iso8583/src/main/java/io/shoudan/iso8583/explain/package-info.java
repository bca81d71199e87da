/// Says in words what bytes mean, for people who have to find out what a terminal sends. Start at
/// [Explainer].
@NullMarked
package io.shoudan.iso8583.explain;

import org.jspecify.annotations.NullMarked;
