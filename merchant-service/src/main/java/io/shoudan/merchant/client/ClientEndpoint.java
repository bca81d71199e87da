package io.shoudan.merchant.client;

import io.shoudan.contracts.merchant.api.ClientsApi;
import io.shoudan.contracts.merchant.model.Client;
import io.shoudan.contracts.merchant.model.ClientRole;
import io.shoudan.contracts.merchant.model.ClientSetting;
import io.shoudan.merchant.merchant.Merchants;
import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.problem.Text;
import io.shoudan.platform.security.Callers;
import io.shoudan.platform.security.OperatorOnly;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/// API clients over HTTP, for operators.
@RestController
@OperatorOnly
class ClientEndpoint implements ClientsApi {

    private static final Logger LOG = LoggerFactory.getLogger(ClientEndpoint.class);

    private static final Text NEEDED = Text.of("角色 MERCHANT 必须提供", "is needed for role MERCHANT");
    private static final Text NOT_ALLOWED =
            Text.of("仅角色 MERCHANT 可以提供", "is for role MERCHANT only");
    private static final Text NO_MERCHANT = Text.of("商户不存在", "names no merchant");
    private static final Text TAKEN =
            Text.of("该客户端标识已用于其他设置", "The client id exists with another setting");

    private final ApiClients clients;
    private final ClientSecrets secrets;
    private final Merchants merchants;

    ClientEndpoint(ApiClients clients, ClientSecrets secrets, Merchants merchants) {
        this.clients = clients;
        this.secrets = secrets;
        this.merchants = merchants;
    }

    @Override
    public ResponseEntity<Client> putClient(String clientId, ClientSetting setting) {
        check(setting);
        var known = clients.find(clientId);
        if (known.filter(it -> !it.revoked()).isEmpty()) {
            var secret = secrets.generate();
            if (clients.add(
                    clientId, setting.getRole(), setting.getMerchantId(), secrets.hash(secret))) {
                log("client created", clientId);
                return ResponseEntity.ok(clientOf(clientId, setting).secret(secret));
            }
            // Somebody else registered the same id just now.
            known = clients.find(clientId);
        }
        var client = known.orElseThrow();
        if (!client.may(setting.getRole(), setting.getMerchantId())) {
            throw Problem.conflict(TAKEN);
        }
        return ResponseEntity.ok(clientOf(clientId, setting));
    }

    @Override
    public ResponseEntity<Void> deleteClient(String clientId) {
        if (!clients.revoke(clientId)) {
            throw Problem.notFound();
        }
        log("client revoked", clientId);
        return ResponseEntity.noContent().build();
    }

    private void check(ClientSetting setting) {
        var merchantId = setting.getMerchantId();
        if (setting.getRole() == ClientRole.OPERATOR) {
            if (merchantId != null) {
                throw Problem.invalid("merchantId", NOT_ALLOWED);
            }
        } else if (merchantId == null) {
            throw Problem.invalid("merchantId", NEEDED);
        } else if (!merchants.exists(merchantId)) {
            throw Problem.invalid("merchantId", NO_MERCHANT);
        }
    }

    private static Client clientOf(String clientId, ClientSetting setting) {
        return new Client()
                .clientId(clientId)
                .role(setting.getRole())
                .merchantId(setting.getMerchantId());
    }

    /// Who let whom in is asked for long afterwards.
    private static void log(String what, String clientId) {
        LOG.atInfo()
                .addKeyValue("client_id", clientId)
                .addKeyValue("by", Callers.current().clientId())
                .log(what);
    }
}
