/// The one door for merchants and the back office: checks who is calling, limits how often, passes
/// requests on to the service that answers them, and publishes the API's documents.
///
/// Holds nothing durable. What is not listed in [io.shoudan.gateway.route.Route] does not exist.
/// Start at [GatewayServiceApplication].
@NullMarked
package io.shoudan.gateway;

import org.jspecify.annotations.NullMarked;
