package io.shoudan.merchant.client;

import io.shoudan.contracts.merchant.model.ClientRole;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/// Registers the configured operator at start, before the service says that it is ready.
///
/// Once the client exists its row decides: another secret in the configuration changes nothing, and
/// a revoked operator stays revoked.
@Component
class OperatorBootstrap implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorBootstrap.class);

    private final BootstrapProperties properties;
    private final ApiClients clients;
    private final ClientSecrets secrets;

    OperatorBootstrap(BootstrapProperties properties, ApiClients clients, ClientSecrets secrets) {
        this.properties = properties;
        this.clients = clients;
        this.secrets = secrets;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        var clientId = properties.operatorClientId();
        var secret = properties.operatorClientSecret();
        if (clientId == null || secret == null || clients.find(clientId).isPresent()) {
            return;
        }
        var hash = secrets.hash(secret.clearText());
        if (clients.add(clientId, ClientRole.OPERATOR, null, hash)) {
            LOG.atInfo().addKeyValue("client_id", clientId).log("first operator created");
        }
    }
}
