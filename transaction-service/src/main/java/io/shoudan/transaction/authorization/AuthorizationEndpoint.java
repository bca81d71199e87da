package io.shoudan.transaction.authorization;

import io.shoudan.contracts.transaction.api.InternalTransactionsApi;
import io.shoudan.contracts.transaction.model.AuthorizationOutcome;
import io.shoudan.contracts.transaction.model.ReversalOutcome;
import io.shoudan.contracts.transaction.model.ReversalRequest;
import io.shoudan.platform.request.Requests;
import io.shoudan.transaction.reversal.TerminalReversals;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/// Where terminal-service asks for decisions and records reversals. Decides nothing itself.
@RestController
class AuthorizationEndpoint implements InternalTransactionsApi {

    private final Authorizer authorizer;
    private final TerminalReversals reversals;
    private final AnswerModels answers;
    private final AuthorizationProperties properties;

    AuthorizationEndpoint(
            Authorizer authorizer,
            TerminalReversals reversals,
            AnswerModels answers,
            AuthorizationProperties properties) {
        this.authorizer = authorizer;
        this.reversals = reversals;
        this.answers = answers;
        this.properties = properties;
    }

    @Override
    public ResponseEntity<AuthorizationOutcome> authorize(
            Long deadlineMs,
            io.shoudan.contracts.transaction.model.AuthorizationRequest authorizationRequest) {
        var request = RequestModels.authorization(authorizationRequest);
        var deadline = Requests.deadline().child(properties.patience());
        return ResponseEntity.ok(answers.of(authorizer.authorize(request, deadline)));
    }

    @Override
    public ResponseEntity<ReversalOutcome> reverse(
            Long deadlineMs, ReversalRequest reversalRequest) {
        Requests.deadline().check();
        var reversal = RequestModels.reversal(reversalRequest);
        return ResponseEntity.ok(answers.of(reversals.record(reversal)));
    }
}
