/// Black box: the whole house over sockets and HTTP, and what belongs to no single module. Start at
/// [TidyTest] for the rules of the source tree.
@NullMarked
package io.shoudan.system;

import org.jspecify.annotations.NullMarked;
