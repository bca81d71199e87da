/// How a service says no over HTTP: RFC 9457 problem documents whose types come from one enum.
///
/// Start at [ProblemType]; throw [Problem]; everything else is mapped for you.
@NullMarked
package io.shoudan.platform.problem;

import org.jspecify.annotations.NullMarked;
