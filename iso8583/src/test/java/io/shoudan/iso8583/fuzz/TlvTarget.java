package io.shoudan.iso8583.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.shoudan.iso8583.AsciiTlv;
import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.ChipData;
import io.shoudan.iso8583.DigitsConversion;
import io.shoudan.iso8583.Expiry;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.PinBlock;
import io.shoudan.iso8583.Tlv;
import io.shoudan.iso8583.TrackThree;
import io.shoudan.iso8583.TrackTwo;
import io.shoudan.iso8583.mac.WorkingKeysField;
import io.shoudan.iso8583.mac.WorkingKeysField.Layout;
import io.shoudan.iso8583.mac.WorkingKeysField.MacCheckValue;
import io.shoudan.iso8583.network.OriginalDataElements;
import io.shoudan.iso8583.pin.PinFormat0;
import io.shoudan.iso8583.pin.UnreadablePinBlock;
import io.shoudan.iso8583.terminal.BalanceField;
import io.shoudan.iso8583.terminal.BatchLine;
import io.shoudan.iso8583.terminal.OperatorField;
import io.shoudan.iso8583.terminal.OriginalTransaction;
import io.shoudan.iso8583.terminal.SecurityControl;
import io.shoudan.iso8583.terminal.SettlementTotals;
import io.shoudan.iso8583.terminal.TerminalHeader;
import io.shoudan.iso8583.terminal.Tpdu;
import io.shoudan.iso8583.terminal.TransactionField;
import java.util.List;
import java.util.function.Function;

/// Bytes as what is inside fields: tagged objects and the views of fields that have parts. What is
/// taken is written as it came.
final class TlvTarget {

    private TlvTarget() {}

    static void run(byte[] input) {
        var bytes = Bytes.of(input);
        chip(bytes);
        keys(bytes);
        pin(input);
        var text = new String(input, ISO_8859_1);
        tagged(text);
        views(text);
    }

    private static void chip(Bytes bytes) {
        var objects =
                Claims.allocating(
                        200L * bytes.length() + 20_000,
                        () -> Claims.read(() -> Tlv.parse(bytes), bytes.length()));
        var chip = Claims.read(() -> ChipData.of(bytes), bytes.length());
        Claims.same(objects.isPresent(), chip.isPresent(), "chip data and its objects");
        chip.ifPresent(
                it -> {
                    Claims.same(bytes, it.bytes(), "bytes as they came");
                    var found = it.objects();
                    Claims.hold(count(found, 1) <= Tlv.MAX_OBJECTS, "bounded objects");
                    Claims.same(found, Tlv.parse(Tlv.pack(found)), "objects after writing");
                    Claims.hold(it.toString().length() <= 40 * Tlv.MAX_OBJECTS, "bounded text");
                    for (var object : found) {
                        Claims.hold(it.find(object.tag()).isPresent(), "object by its tag");
                    }
                });
    }

    private static int count(List<Tlv> objects, int depth) {
        Claims.hold(objects.isEmpty() || depth <= Tlv.MAX_DEPTH, "bounded depth");
        return objects.stream().mapToInt(object -> 1 + count(object.children(), depth + 1)).sum();
    }

    private static void keys(Bytes bytes) {
        for (var code : List.of("001", "003", "004", "006")) {
            for (int macKeyBytes : new int[] {8, 16}) {
                for (var place : MacCheckValue.values()) {
                    var layout = Layout.of(code, macKeyBytes, place);
                    Claims.read(() -> WorkingKeysField.parse(bytes, layout), bytes.length())
                            .ifPresent(keys -> Claims.same(bytes, keys.pack(layout), "keys"));
                }
            }
        }
    }

    private static void pin(byte[] input) {
        Claims.made(() -> PinBlock.of(input), "")
                .ifPresent(block -> Claims.same(input, block.clearText(), "PIN block"));
        try {
            var pan = Pan.of("4111111111111111");
            var pin = PinFormat0.decode(input, pan);
            Claims.hold(pin.length >= 4 && pin.length <= 12, "PIN of 4 to 12 digits");
            var block = PinFormat0.encode(pin, pan);
            Claims.same(input, input.length == 8 ? block : PinFormat0.widened(block), "PIN");
        } catch (UnreadablePinBlock _) {
            // Documented.
        }
    }

    private static void tagged(String text) {
        Claims.read(() -> AsciiTlv.parse(text), text.length())
                .ifPresent(
                        list -> {
                            Claims.same(text, list.text(), "tagged text");
                            Claims.hold(list.objects().size() <= AsciiTlv.MAX_OBJECTS, "bounded");
                        });
    }

    private static void views(String text) {
        view(text, TransactionField::of, TransactionField::text);
        view(text, OriginalTransaction::of, OriginalTransaction::text);
        Claims.made(() -> OriginalTransaction.of(text), text)
                .flatMap(OriginalTransaction::day)
                .map(day -> DigitsConversion.DATE_MMDD.text(day, 4))
                .ifPresent(day -> Claims.same(text.substring(12, 16), day, "day"));
        view(text, SettlementTotals::of, SettlementTotals::text);
        view(text, BatchLine::parse, BatchLine::text);
        view(text, BatchLine::parseTotal, BatchLine::totalText);
        view(text, BalanceField::of, balance -> text(balance, text));
        view(text, SecurityControl::of, SecurityControl::text);
        view(text, OriginalDataElements::of, OriginalDataElements::text);
        view(text, TerminalHeader::new, TerminalHeader::text);
        view(text, Tpdu::of, tpdu -> tpdu.text().equalsIgnoreCase(text) ? text : tpdu.text());
        view(text, Bytes::ofHex, bytes -> bytes.hex().equalsIgnoreCase(text) ? text : bytes.hex());
        view(text, Expiry::of, Expiry::text);
        view(text, Pan::of, Pan::clearText);
        view(text.replace('=', 'D'), TrackTwo::of, TrackTwo::clearText);
        view(text.replace('=', 'D'), TrackThree::of, TrackThree::clearText);
        secrets(text);
        var operator = OperatorField.of(text);
        Claims.hold(operator.text().length() <= text.length() + 2, "bounded place");
        Claims.same(operator, OperatorField.of(operator.text()), "operator and place");
    }

    private static <T> void view(
            String text, Function<String, T> parse, Function<T, String> print) {
        Claims.made(() -> parse.apply(text), text)
                .ifPresent(value -> Claims.same(text, print.apply(value), "text of " + value));
    }

    private static void secrets(String text) {
        Claims.made(() -> Pan.of(text), text)
                .ifPresent(
                        pan -> {
                            Claims.same(pan.masked(), Disguise.of(pan).masked(), "masked number");
                            var _ = pan.luhnValid();
                        });
        Claims.made(() -> TrackTwo.of(text), text)
                .ifPresent(
                        track -> {
                            track.expiry()
                                    .ifPresent(
                                            it ->
                                                    Claims.same(
                                                            it.month(),
                                                            it.yearMonth().getMonthValue(),
                                                            "month"));
                            if (track.clearText().length() > 16) {
                                var twice =
                                        track.withProtectedPart(bytes -> bytes)
                                                .withProtectedPart(bytes -> bytes);
                                Claims.same(track, twice, "track after its cipher");
                            }
                        });
    }

    /// Minus nothing is written as plus nothing.
    private static String text(BalanceField balance, String text) {
        return balance.amountMinor() == 0 ? text : balance.text();
    }
}
