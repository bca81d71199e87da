package io.shoudan.simulator.network;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the issuer does with a financial request, told by the last two digits of its amount. The
/// same amount is always treated alike.
enum Behaviour {
    /// Any ending that is not listed below.
    APPROVES(-1, "00"),
    INSUFFICIENT_FUNDS(51, "51"),
    EXPIRED_CARD(54, "54"),
    WRONG_PIN(55, "55"),
    OVER_LIMIT(61, "61"),
    ISSUER_UNAVAILABLE(91, "91"),
    SYSTEM_ERROR(96, "96"),
    /// Approves, and answers only after the host has given up waiting.
    ANSWERS_LATE(97, "00"),
    /// Approves, and never answers.
    NEVER_ANSWERS(98, "00"),
    /// Approves, and answers with another retrieval reference and another amount.
    ANSWERS_ANOTHER(99, "00");

    private static final Map<Integer, Behaviour> BY_ENDING =
            Arrays.stream(values()).collect(Collectors.toMap(b -> b.ending, Function.identity()));

    private final int ending;
    private final String responseCode;

    Behaviour(int ending, String responseCode) {
        this.ending = ending;
        this.responseCode = responseCode;
    }

    /// @param amountMinor minor units, not negative
    static Behaviour of(long amountMinor) {
        return BY_ENDING.getOrDefault(Math.toIntExact(amountMinor % 100), APPROVES);
    }

    /// Field 39, as it is recorded; whether it is also said is another matter.
    String responseCode() {
        return responseCode;
    }

    boolean approves() {
        return responseCode.equals("00");
    }
}
