package io.shoudan.settlement.ledger;

import io.shoudan.contracts.settlement.api.LedgerApi;
import io.shoudan.contracts.settlement.model.AccountBalance;
import io.shoudan.contracts.settlement.model.TrialBalance;
import io.shoudan.platform.security.OperatorOnly;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/// The books at a glance, for the back office.
@RestController
@OperatorOnly
class LedgerEndpoint implements LedgerApi {

    private final Journal journal;

    LedgerEndpoint(Journal journal) {
        this.journal = journal;
    }

    @Override
    public ResponseEntity<TrialBalance> getTrialBalance() {
        var balances = journal.balances();
        return ResponseEntity.ok(
                new TrialBalance(
                        balances.stream().map(LedgerEndpoint::toModel).toList(),
                        balanced(balances)));
    }

    /// The database has checked every entry; this checks the sum of all.
    private static boolean balanced(List<Journal.Balance> balances) {
        var sums = new HashMap<String, BigInteger>();
        for (var balance : balances) {
            sums.merge(
                    balance.currency(),
                    BigInteger.valueOf(balance.debitMinor())
                            .subtract(BigInteger.valueOf(balance.creditMinor())),
                    BigInteger::add);
        }
        return sums.values().stream().allMatch(BigInteger.ZERO::equals);
    }

    private static AccountBalance toModel(Journal.Balance balance) {
        return new AccountBalance(
                balance.account(), balance.currency(), balance.debitMinor(), balance.creditMinor());
    }
}
