package io.shoudan.transaction.merchant;

import java.util.List;

/// Who may accept cards, as the copies of merchant-service's data have it.
@FunctionalInterface
public interface Standings {

    /// A terminal as it names its merchant.
    record MerchantTerminal(String merchantId, String terminalId) {}

    /// Who accepts cards at these terminals, in their order.
    List<Standing> standings(List<MerchantTerminal> terminals);
}
