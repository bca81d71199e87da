package io.shoudan.settlement.ledger;

/// Where money stands in the acquirer's books.
public sealed interface Account {

    /// What a card network owes us for captures, less what we owe it for refunds.
    record NetworkReceivable(String scheme) implements Account {

        public NetworkReceivable {
            requireText(scheme, "scheme");
        }

        @Override
        public String code() {
            return "network-receivable:" + scheme;
        }
    }

    /// What we owe a merchant.
    record MerchantPayable(String merchantId) implements Account {

        public MerchantPayable {
            requireText(merchantId, "merchantId");
        }

        @Override
        public String code() {
            return "merchant-payable:" + merchantId;
        }
    }

    /// What we earned.
    record FeeIncome() implements Account {

        @Override
        public String code() {
            return "fee-income";
        }
    }

    /// The account's name in the journal, such as `merchant-payable:898310058120001`.
    String code();

    private static void requireText(String text, String name) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("must not be blank: " + name);
        }
    }
}
