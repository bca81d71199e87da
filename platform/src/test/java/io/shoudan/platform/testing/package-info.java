/// What the tests of all services share: real servers, tokens, waiting, and the house's rules.
///
/// Start at [TestServers].
@NullMarked
package io.shoudan.platform.testing;

import org.jspecify.annotations.NullMarked;
