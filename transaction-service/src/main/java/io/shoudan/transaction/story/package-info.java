/// What merchants and operators may know: lists, single payments, and why each ended as it did.
///
/// Reads the tables of payments; owns none. Whose payments a caller sees is decided inside each
/// query. Start at [StoryEndpoint].
@ApplicationModule(allowedDependencies = "payment")
@NullMarked
package io.shoudan.transaction.story;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
