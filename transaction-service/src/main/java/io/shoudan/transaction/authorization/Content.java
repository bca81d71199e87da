package io.shoudan.transaction.authorization;

import io.shoudan.contracts.Money;
import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.ChipData;
import io.shoudan.transaction.vault.Vault;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What a repeat must say again (money rule 5): fields 2 and 35, 3, 4, 22, 23, 25, 49, 55 and 61.
/// Not the PIN block, the MAC, or clock and references of the terminal: a repeat after a new
/// sign-on has others.
final class Content {

    private Content() {}

    /// A keyed digest, 32 bytes.
    static Bytes digestOf(AuthorizationRequest request, Vault vault) {
        var content = new ByteArrayOutputStream(256);
        var card = request.card();
        var track = card.trackTwo();
        // Both: the card that is charged is field 2's, whatever the track says.
        add(content, card.pan().clearText());
        add(content, track == null ? null : track.clearText());
        add(content, request.identity().processingCode());
        Money amount = request.amount();
        add(content, amount == null ? null : Long.toString(amount.minorUnits()));
        add(content, card.entryMode());
        add(content, card.sequence());
        add(content, request.conditionCode());
        add(content, amount == null ? null : amount.currency().getCurrencyCode());
        ChipData chip = card.chipData();
        add(content, chip == null ? null : chip.bytes().hex());
        var original = request.original();
        add(content, original == null ? null : original.batchNumber());
        add(content, original == null ? null : original.traceNumber());
        add(content, original == null ? null : original.date());
        return vault.digest(content.toByteArray());
    }

    /// Length first, so that no two requests have the same bytes; an absent field differs from an
    /// empty one.
    private static void add(ByteArrayOutputStream content, @Nullable String value) {
        var bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.US_ASCII);
        int length = value == null ? 0xFFFF : bytes.length;
        content.write(length >> 8);
        content.write(length);
        content.writeBytes(bytes);
    }
}
