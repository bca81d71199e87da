/// Who may take cards, where and at what price: merchants, outlets, terminal bindings, tariffs, API
/// clients; and the authorization server that gives those clients their tokens.
///
/// Every change goes to the other services as a whole state on a topic that keeps it, so that none
/// of them asks this service while a cardholder waits. Start at [MerchantServiceApplication].
@NullMarked
package io.shoudan.merchant;

import org.jspecify.annotations.NullMarked;
