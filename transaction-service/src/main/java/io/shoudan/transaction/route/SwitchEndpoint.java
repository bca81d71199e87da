package io.shoudan.transaction.route;

import io.shoudan.contracts.transaction.api.SwitchesApi;
import io.shoudan.contracts.transaction.model.ModelSwitch;
import io.shoudan.contracts.transaction.model.SwitchList;
import io.shoudan.contracts.transaction.model.SwitchScope;
import io.shoudan.contracts.transaction.model.SwitchSetting;
import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.problem.Remark;
import io.shoudan.platform.security.Callers;
import io.shoudan.platform.security.OperatorOnly;
import io.shoudan.transaction.directory.IssuerDirectory;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.SequencedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/// Operators see and set switches here.
@RestController
@OperatorOnly
class SwitchEndpoint implements SwitchesApi {

    private static final Logger LOG = LoggerFactory.getLogger(SwitchEndpoint.class);

    private final Switches switches;
    private final Router router;
    private final IssuerDirectory directory;

    SwitchEndpoint(Switches switches, Router router, IssuerDirectory directory) {
        this.switches = switches;
        this.router = router;
        this.directory = directory;
    }

    @Override
    public ResponseEntity<SwitchList> listSwitches() {
        var items = new ArrayList<ModelSwitch>();
        for (var scope : SwitchScope.values()) {
            names(scope).forEach(it -> items.add(view(scope, it)));
        }
        return ResponseEntity.ok(new SwitchList(items));
    }

    @Override
    public ResponseEntity<ModelSwitch> setSwitch(
            SwitchScope scope, String name, SwitchSetting setting) {
        if (!names(scope).contains(name)) {
            throw Problem.notFound();
        }
        var by = Callers.current().clientId();
        var reason = Remark.checked("reason", setting.getReason());
        switches.set(scope, name, setting.getOpen(), reason, by);
        LOG.atWarn()
                .addKeyValue("scope", scope)
                .addKeyValue("name", name)
                .addKeyValue("open", setting.getOpen())
                .addKeyValue("changed_by", by)
                .log("switch set");
        return ResponseEntity.ok(view(scope, name));
    }

    private SequencedSet<String> names(SwitchScope scope) {
        return switch (scope) {
            case NETWORK -> directory.networks();
            case ISSUER -> directory.issuers();
        };
    }

    private ModelSwitch view(SwitchScope scope, String name) {
        var view = new ModelSwitch(scope, name, true);
        switches.find(scope, name)
                .ifPresent(
                        it ->
                                view.open(it.open())
                                        .reason(it.reason())
                                        .changedAt(it.changedAt().atOffset(ZoneOffset.UTC))
                                        .changedBy(it.changedBy()));
        if (scope == SwitchScope.NETWORK) {
            view.circuit(router.circuitState(name)).signedOn(router.signedOn(name));
        }
        return view;
    }
}
