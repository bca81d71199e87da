package io.shoudan.gateway.route;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What can be reached through the gateway. A path that is not listed does not exist, whatever the
/// services behind may answer to it: above all `/internal` and their `/actuator`.
public enum Route {
    TRANSACTIONS(Service.TRANSACTION, Access.CALLERS, "/v1/transactions/**"),
    SWITCHES(Service.TRANSACTION, Access.OPERATORS, "/v1/switches/**"),
    QUARANTINE(Service.TRANSACTION, Access.OPERATORS, "/v1/quarantined-reversals/**"),
    REGION_RULES(Service.TRANSACTION, Access.OPERATORS, "/v1/region-rules/**"),
    STOPS(Service.TRANSACTION, Access.OPERATORS, "/v1/stops/**"),
    BLOCKED_CARDS(Service.TRANSACTION, Access.OPERATORS, "/v1/blocked-cards/**"),

    MAIN_KEYS(Service.TERMINAL, Access.OPERATORS, "/v1/terminals/{terminalId}/main-key"),
    TERMINALS(
            Service.TERMINAL,
            Access.CALLERS,
            "/v1/terminals/{terminalId}/status",
            "/v1/terminals/{terminalId}/attempts"),
    SOFTWARE_BLOCKS(Service.TERMINAL, Access.OPERATORS, "/v1/software-blocks/**"),

    STATEMENTS(Service.SETTLEMENT, Access.CALLERS, "/v1/statements/**"),
    BATCHES(Service.SETTLEMENT, Access.CALLERS, "/v1/batches/**"),
    LEDGER(Service.SETTLEMENT, Access.OPERATORS, "/v1/ledger/**"),

    MERCHANTS(Service.MERCHANT, Access.CALLERS_READ, "/v1/merchants/**"),
    BINDINGS(Service.MERCHANT, Access.CALLERS_READ, "/v1/terminals/{terminalId}/binding"),
    LIMITS(Service.MERCHANT, Access.OPERATORS, "/v1/terminals/{terminalId}/limits"),
    CLIENTS(Service.MERCHANT, Access.OPERATORS, "/v1/clients/**"),

    /// The authorization server. Token requests carry a client's own credentials.
    AUTHORITY(
            Service.MERCHANT,
            Access.ANYBODY,
            "/oauth2/token",
            "/oauth2/jwks",
            "/.well-known/oauth-authorization-server");

    private final Service service;
    private final Access access;

    @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
    private final List<String> patterns;

    Route(Service service, Access access, String... patterns) {
        this.service = service;
        this.access = access;
        this.patterns = List.of(patterns);
    }

    /// Who may come, before the service looks closer: it alone knows whose data is asked for.
    enum Access {

        /// No token is asked for.
        ANYBODY,

        /// Every merchant and operator.
        CALLERS,

        /// Every merchant and operator to read, operators to change.
        CALLERS_READ,

        OPERATORS
    }

    /// The services behind the gateway.
    enum Service {
        TRANSACTION,
        TERMINAL,
        SETTLEMENT,
        MERCHANT
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    Service service() {
        return service;
    }

    Access access() {
        return access;
    }

    List<String> patterns() {
        return patterns;
    }

    /// All patterns that lead to a service.
    public static Stream<String> allPatterns() {
        return Stream.of(values()).flatMap(it -> it.patterns.stream());
    }

    /// The patterns for which no token is asked.
    public static Stream<String> openPatterns() {
        return Stream.of(values())
                .filter(it -> it.access == Access.ANYBODY)
                .flatMap(it -> it.patterns.stream());
    }
}
