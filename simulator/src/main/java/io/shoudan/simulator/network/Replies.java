package io.shoudan.simulator.network;

import static io.shoudan.iso8583.network.NetworkDialect.ADDITIONAL_AMOUNTS;
import static io.shoudan.iso8583.network.NetworkDialect.AMOUNT;
import static io.shoudan.iso8583.network.NetworkDialect.AUTHORIZATION_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.CURRENCY;
import static io.shoudan.iso8583.network.NetworkDialect.NETWORK_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.ORIGINAL;
import static io.shoudan.iso8583.network.NetworkDialect.PAN;
import static io.shoudan.iso8583.network.NetworkDialect.PROCESSING_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.RETRIEVAL_REFERENCE;
import static io.shoudan.iso8583.network.NetworkDialect.SETTLEMENT_DATE;
import static io.shoudan.iso8583.network.NetworkDialect.TERMINAL;
import static io.shoudan.iso8583.network.NetworkDialect.TRACE_NUMBER;
import static io.shoudan.iso8583.network.NetworkDialect.TRACK_2;
import static io.shoudan.iso8583.network.NetworkDialect.TRANSMISSION_TIME;

import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.TrackTwo;
import java.time.Clock;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Set;

/// Writes the network's answers.
///
/// Safe for any number of threads.
final class Replies {

    /// The network's days are those of its home.
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final String YUAN = "156";

    /// What is echoed of a request whose type can't be told.
    private static final Set<Field<?>> ECHOED =
            Set.of(
                    PROCESSING_CODE,
                    AMOUNT,
                    TRANSMISSION_TIME,
                    TRACE_NUMBER,
                    RETRIEVAL_REFERENCE,
                    TERMINAL,
                    CURRENCY,
                    NETWORK_CODE,
                    ORIGINAL);

    private final Clock clock;

    Replies(Clock clock) {
        this.clock = clock;
    }

    /// The answer as it should be.
    Message to(Message request, Decision decision) {
        var reply = request.answer(ECHOED).set(RESPONSE_CODE, decision.responseCode());
        if (decision.authorizationCode() != null) {
            reply.set(AUTHORIZATION_CODE, decision.authorizationCode())
                    .set(SETTLEMENT_DATE, today());
        }
        if (decision.responseCode().equals("00")
                && request.find(PROCESSING_CODE).filter("310000"::equals).isPresent()) {
            reply.set(ADDITIONAL_AMOUNTS, balance(request));
        }
        return reply.unchecked();
    }

    private MonthDay today() {
        return MonthDay.from(LocalDate.ofInstant(clock.instant(), ZONE));
    }

    /// Available balance of a current account. A card's last four digits, in yuan and with 100
    /// yuan on top, are all its owner ever has.
    private static String balance(Message request) {
        var pan = request.find(PAN).or(() -> request.find(TRACK_2).flatMap(TrackTwo::pan));
        long yuan = 100 + pan.map(Replies::lastFour).orElse(0L);
        var currency = request.find(CURRENCY).orElse(YUAN);
        return "1002" + currency + "C" + String.format("%012d", yuan * 100);
    }

    private static long lastFour(Pan pan) {
        var digits = pan.clearText();
        return Long.parseLong(digits.substring(Math.max(0, digits.length() - 4)));
    }

    /// The same answer about another transaction: another reference, another amount. Its trace
    /// number is right, so that whoever matches by that alone is found out.
    static Message spoilt(Message reply) {
        var reference = reply.get(RETRIEVAL_REFERENCE);
        char last = reference.charAt(reference.length() - 1);
        char other = last == '9' ? '0' : '9';
        return reply.toBuilder()
                .set(RETRIEVAL_REFERENCE, reference.substring(0, reference.length() - 1) + other)
                .set(AMOUNT, reply.get(AMOUNT) == 1 ? 2L : reply.get(AMOUNT) - 1)
                .unchecked();
    }
}
