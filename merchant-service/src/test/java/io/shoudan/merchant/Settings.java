package io.shoudan.merchant;

/// Request bodies, each the simplest that is right.
final class Settings {

    static final String MERCHANT =
            """
            {"name": "Tea House", "licence": "91310000MA1FL0001X", "regionCode": "310115",
             "categoryCode": "5812", "settlementAccount": "6222000012345678",
             "status": "ACTIVE", "products": ["PURCHASE", "VOID"]}
            """;

    static final String OUTLET =
            """
            {"name": "Tea House Pudong", "address": "1 Century Avenue", "regionCode": "310115"}
            """;

    static final String TARIFF =
            """
            {"currency": "CNY", "refundsReturnFee": true,
             "domestic": {"basisPoints": 55, "capMinor": 2000, "minimumMinor": 1,
                          "rounding": "HALF_UP"},
             "foreign": {"basisPoints": 160, "minimumMinor": 1, "rounding": "UP"}}
            """;

    private Settings() {}

    static String binding(String merchantId, String serialNumber) {
        return """
        {"merchantId": "%s", "outletId": "main", "serialNumber": "%s", "model": "POS-1",
         "status": "ACTIVE"}
        """
                .formatted(merchantId, serialNumber);
    }

    static String merchantClient(String merchantId) {
        return "{\"role\": \"MERCHANT\", \"merchantId\": \"%s\"}".formatted(merchantId);
    }
}
