package io.shoudan.simulator.network;

import static io.shoudan.iso8583.network.NetworkDialect.AMOUNT;
import static io.shoudan.iso8583.network.NetworkDialect.AUTHORIZATION_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.CURRENCY;
import static io.shoudan.iso8583.network.NetworkDialect.MERCHANT;
import static io.shoudan.iso8583.network.NetworkDialect.NETWORK_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.ORIGINAL;
import static io.shoudan.iso8583.network.NetworkDialect.PAN;
import static io.shoudan.iso8583.network.NetworkDialect.PROCESSING_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.RETRIEVAL_REFERENCE;
import static io.shoudan.iso8583.network.NetworkDialect.TERMINAL;
import static io.shoudan.iso8583.network.NetworkDialect.TRACE_NUMBER;
import static io.shoudan.iso8583.network.NetworkDialect.TRACK_2;
import static io.shoudan.iso8583.network.NetworkDialect.TRANSMISSION_TIME;

import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.TrackTwo;

/// Takes out of a message what the record keeps.
///
/// Safe for any number of threads.
final class FactsReader {

    private final CardHash hash;

    FactsReader(CardHash hash) {
        this.hash = hash;
    }

    Facts of(Message message) {
        var pan = message.find(PAN).or(() -> message.find(TRACK_2).flatMap(TrackTwo::pan));
        return new Facts(
                message.mti(),
                message.find(PROCESSING_CODE).orElse(null),
                message.find(AMOUNT).orElse(null),
                message.find(TRANSMISSION_TIME).orElse(null),
                message.find(TRACE_NUMBER).orElse(null),
                message.find(RETRIEVAL_REFERENCE).orElse(null),
                message.find(AUTHORIZATION_CODE).orElse(null),
                message.find(RESPONSE_CODE).orElse(null),
                message.find(TERMINAL).orElse(null),
                message.find(MERCHANT).orElse(null),
                message.find(CURRENCY).orElse(null),
                message.find(NETWORK_CODE).orElse(null),
                message.find(ORIGINAL).map(Facts.Named::of).orElse(null),
                pan.map(Pan::masked).orElse(null),
                pan.map(hash::of).orElse(null));
    }
}
