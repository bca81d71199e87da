package io.shoudan.merchant.binding;

import io.shoudan.contracts.merchant.api.BindingsApi;
import io.shoudan.contracts.merchant.model.Binding;
import io.shoudan.contracts.merchant.model.BindingSetting;
import io.shoudan.contracts.merchant.model.TerminalLimits;
import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.security.Callers;
import io.shoudan.platform.security.OperatorOnly;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/// Bindings over HTTP. A merchant reads those of its own terminals.
@RestController
class BindingEndpoint implements BindingsApi {

    private final Bindings bindings;
    private final Binder binder;

    BindingEndpoint(Bindings bindings, Binder binder) {
        this.bindings = bindings;
        this.binder = binder;
    }

    @Override
    public ResponseEntity<Binding> getBinding(String terminalId) {
        return ResponseEntity.ok(
                bindings.find(terminalId, Callers.current()).orElseThrow(Problem::notFound));
    }

    @Override
    @OperatorOnly
    public ResponseEntity<Binding> putBinding(String terminalId, BindingSetting setting) {
        return ResponseEntity.ok(binder.bind(terminalId, setting));
    }

    @Override
    @OperatorOnly
    public ResponseEntity<Binding> putTerminalLimits(String terminalId, TerminalLimits limits) {
        return ResponseEntity.ok(binder.limit(terminalId, limits));
    }
}
