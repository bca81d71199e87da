package io.shoudan.gateway.route;

import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;

import io.shoudan.platform.Ticker;
import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.security.Callers;
import io.shoudan.platform.security.Role;
import java.net.http.HttpClient;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.springframework.cloud.gateway.server.mvc.config.GatewayMvcProperties;
import org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.ResponseHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// Makes [Route] work with Spring Cloud Gateway.
@Configuration(proxyBeanMethods = false)
class RouteConfiguration {

    @Bean
    RouterFunction<ServerResponse> routes(ServiceProperties services) {
        return Stream.of(Route.values())
                .map(it -> route(it, services))
                .reduce(RouterFunction::and)
                .orElseThrow();
    }

    private static RouterFunction<ServerResponse> route(Route route, ServiceProperties services) {
        return GatewayRouterFunctions.route(route.id())
                .route(predicate(route), http())
                .before(BeforeFilterFunctions.uri(services.of(route.service())))
                .filter(admits(route.access()))
                .build();
    }

    private static RequestPredicate predicate(Route route) {
        return route.patterns().stream()
                .map(RequestPredicates::path)
                .reduce(RequestPredicate::or)
                .orElseThrow();
    }

    /// That there is a token at all was checked before; open routes have none.
    private static HandlerFilterFunction<ServerResponse, ServerResponse> admits(
            Route.Access access) {
        return (request, next) -> {
            if (!admitted(request, access)) {
                throw Problem.forbidden();
            }
            return next.handle(request);
        };
    }

    private static boolean admitted(ServerRequest request, Route.Access access) {
        return switch (access) {
            case ANYBODY -> true;
            case CALLERS -> Callers.find().isPresent();
            case CALLERS_READ -> Callers.find().isPresent() && (reads(request) || byOperator());
            case OPERATORS -> byOperator();
        };
    }

    private static boolean reads(ServerRequest request) {
        return HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
    }

    private static boolean byOperator() {
        return Callers.find().filter(it -> it.is(Role.OPERATOR)).isPresent();
    }

    /// Stopped at once: requests were given their time to end before beans are destroyed.
    @Bean(destroyMethod = "shutdownNow")
    HttpClient serviceClient(ServiceProperties services) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(services.connectTimeout())
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    @Bean
    ProxyExchange serviceExchange(
            HttpClient serviceClient,
            ServiceProperties services,
            GatewayMvcProperties properties,
            Ticker ticker) {
        var requests = new JdkClientHttpRequestFactory(serviceClient);
        requests.setReadTimeout(services.readTimeout());
        requests.enableCompression(false); // Answers pass as they are.
        return new ServiceExchange(requests, new ServiceBreakers(ticker), properties);
    }

    /// Last, so that nothing which another filter adds gets by.
    @Bean
    @Order
    RequestHttpHeadersFilter requestHeaders(ServiceProperties services) {
        return new PassedRequestHeaders(services.readTimeout());
    }

    @Bean
    @Order
    ResponseHttpHeadersFilter responseHeaders() {
        return new PassedResponseHeaders();
    }
}
