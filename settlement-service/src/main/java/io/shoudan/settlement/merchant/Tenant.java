package io.shoudan.settlement.merchant;

import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.problem.Text;
import io.shoudan.platform.security.Caller;
import org.jspecify.annotations.Nullable;

/// Whose data a request is about. Queries take it as a condition; it is never checked afterwards.
///
/// @param merchantId the merchant in every `where`
public record Tenant(String merchantId) {

    private static final Text OPERATOR_MUST_NAME =
            Text.of("操作员必须指定商户号", "An operator must name the merchant");

    /// A merchant's own data, whether it names itself or not; an operator names the merchant.
    ///
    /// @param asked the query parameter `merchantId`
    /// @throws Problem `not-found` when a merchant asks for another's data, which looks as if there
    ///                 were none; `validation` when an operator names nobody
    public static Tenant of(Caller caller, @Nullable String asked) {
        var own = caller.merchant();
        if (own.isPresent()) {
            if (asked != null && !asked.equals(own.get())) {
                throw Problem.notFound();
            }
            return new Tenant(own.get());
        }
        if (asked == null) {
            throw Problem.invalid("merchantId", OPERATOR_MUST_NAME);
        }
        return new Tenant(asked);
    }
}
