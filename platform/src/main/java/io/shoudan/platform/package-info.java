/// What every Shoudan service does the same way, as Spring Boot auto-configuration: events out and
/// in, security, problems, requests and their deadlines, the database's gate, metrics. Nothing
/// about cards.
///
/// Start at [PlatformAutoConfiguration] and at the package of what you need.
@NullMarked
package io.shoudan.platform;

import org.jspecify.annotations.NullMarked;
