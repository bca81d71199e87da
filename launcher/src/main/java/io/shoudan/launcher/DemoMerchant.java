package io.shoudan.launcher;

/// A merchant of the demo with its one terminal. Numbers and main keys are published: they protect
/// nothing.
///
/// @param mainKey the terminal's main key (TMK), double length, as hexadecimal digits
public record DemoMerchant(
        String merchantId,
        String name,
        String licence,
        String settlementAccount,
        String terminalId,
        String serialNumber,
        String mainKey,
        String clientId) {

    public static final DemoMerchant FIRST =
            new DemoMerchant(
                    "898310058120001",
                    "Demo Tea House",
                    "91310000DEMO000001",
                    "31000000000000000001",
                    "90010001",
                    "DEMO-0001",
                    "0123456789ABCDEFFEDCBA9876543210",
                    "demo-tea-house");

    public static final DemoMerchant SECOND =
            new DemoMerchant(
                    "898310058120002",
                    "Demo Book Shop",
                    "91310000DEMO000002",
                    "31000000000000000002",
                    "90010002",
                    "DEMO-0002",
                    "1123456789ABCDEFFEDCBA9876543210",
                    "demo-book-shop");
}
