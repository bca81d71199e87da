package io.shoudan.iso8583.explain;

import static io.shoudan.iso8583.terminal.TerminalDialect.ADDITIONAL_AMOUNTS;
import static io.shoudan.iso8583.terminal.TerminalDialect.ADDITIONAL_DATA;
import static io.shoudan.iso8583.terminal.TerminalDialect.CHIP_DATA;
import static io.shoudan.iso8583.terminal.TerminalDialect.ENTRY_MODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.OPERATOR_OR_SCHEME;
import static io.shoudan.iso8583.terminal.TerminalDialect.ORIGINAL;
import static io.shoudan.iso8583.terminal.TerminalDialect.PRIVATE_59;
import static io.shoudan.iso8583.terminal.TerminalDialect.PROCESSING_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.SECURITY_CONTROL;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRANSACTION;

import io.shoudan.iso8583.AsciiTlv;
import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.MalformedMessage;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Tlv;
import io.shoudan.iso8583.explain.Explanation.Part;
import io.shoudan.iso8583.interchange.InterchangeDialect;
import io.shoudan.iso8583.mac.EncryptedKey;
import io.shoudan.iso8583.network.NetworkDialect;
import io.shoudan.iso8583.standard.Iso93;
import io.shoudan.iso8583.terminal.BatchLine;
import io.shoudan.iso8583.terminal.OperatorField;
import io.shoudan.iso8583.terminal.SettlementTotals;
import java.util.ArrayList;
import java.util.List;

/// What is inside the fields of a message that was read whole.
final class SubFields {

    private static final Phrase NOTHING = Phrase.same("");

    private final Message message;
    private final List<Part> parts = new ArrayList<>();

    SubFields(Message message) {
        this.message = message;
    }

    /// Of a field that the message has; none if it has no parts or they can't be told apart.
    List<Part> of(int number) {
        try {
            switch (number) {
                case 3 -> processingCode(message.get(PROCESSING_CODE));
                case 22 -> entryMode(message.get(ENTRY_MODE));
                case 48 -> batch(message.get(ADDITIONAL_DATA));
                case 53 -> securityControl(message.get(SECURITY_CONTROL));
                case 54 -> balance(message.get(ADDITIONAL_AMOUNTS));
                case 55 -> chip("55", 1, message.get(CHIP_DATA).objects());
                case 59 -> tagged("59", 1, message.get(PRIVATE_59));
                case 60 -> transaction();
                case 61 -> original();
                case 62 -> keys();
                case 63 -> operator(message.get(OPERATOR_OR_SCHEME));
                default -> {}
            }
        } catch (IllegalArgumentException | MalformedMessage _) {
            // Not what usually stands there; the field itself has been told.
            parts.clear();
        }
        return parts;
    }

    /// Of a field of the network or of the standard.
    List<Part> standard(Field<?> field, String shown) {
        switch (field.number()) {
            case 3 -> processingCode(shown);
            case 22 -> {
                if (field.equals(Iso93.POINT_OF_SERVICE)) {
                    pointOfService(shown);
                } else {
                    entryMode(shown);
                }
            }
            case 55 -> {
                if (message.dialect() == NetworkDialect.DIALECT) {
                    chip("55", 1, message.get(NetworkDialect.CHIP_DATA).objects());
                } else if (message.dialect() == InterchangeDialect.DIALECT) {
                    chip("55", 1, message.get(InterchangeDialect.CHIP_DATA).objects());
                }
            }
            default -> {}
        }
        return parts;
    }

    private void coded(String path, String value) {
        parts.add(new Part(path, 1, Phrases.of(path), value, Phrases.meaning(path + "." + value)));
    }

    private void plain(String path, String name, String value) {
        parts.add(new Part(path, 1, Phrases.of(name), value, NOTHING));
    }

    private static String hidden() {
        return Phrases.of("hidden").toString();
    }

    private void processingCode(String digits) {
        Phrases.find("3." + digits.substring(0, 2))
                .ifPresent(
                        meaning ->
                                parts.add(
                                        new Part(
                                                "3.1",
                                                1,
                                                Phrases.of("60.1"),
                                                digits.substring(0, 2),
                                                meaning)));
    }

    private void entryMode(String digits) {
        coded("22.1", digits.substring(0, 2));
        coded("22.2", digits.substring(2));
    }

    /// A character for each of twelve things (ISO 8583:1993).
    private void pointOfService(String characters) {
        for (int i = 1; i <= characters.length(); i++) {
            var name = "iso93:22." + i;
            var value = characters.substring(i - 1, i);
            var meaning = Phrases.find(name + "." + value).orElse(NOTHING);
            parts.add(new Part("22." + i, 1, Phrases.of(name), value, meaning));
        }
    }

    private void securityControl(String digits) {
        coded("53.1", digits.substring(0, 1));
        coded("53.2", digits.substring(1, 2));
        coded("53.3", digits.substring(2, 3));
    }

    private void balance(String text) {
        if (text.length() != 20) {
            return;
        }
        plain("54.1", "54.1", text.substring(0, 2));
        coded("54.2", text.substring(2, 4));
        plain("54.3", "54.3", text.substring(4, 7));
        plain("54.4", "54.4", hidden());
        plain("54.5", "54.5", hidden());
    }

    private void batch(String digits) {
        if (message.mti().startsWith("05")) {
            var totals = SettlementTotals.of(digits);
            half(1, totals.domestic());
            half(6, totals.foreign());
        } else if (digits.length() == 4) {
            plain("48", "48.total", "" + BatchLine.parseTotal(digits));
        } else {
            var lines = BatchLine.parse(digits);
            plain("48.0", "48.count", "" + lines.size());
            for (var line : lines) {
                var path = "48." + parts.size();
                var value =
                        line.traceNumber() + " " + line.pan().masked() + " " + line.amountMinor();
                var origin = Phrases.of("48.line." + line.origin());
                parts.add(new Part(path, 1, Phrases.of("48.line"), value, origin));
            }
        }
    }

    private void half(int first, SettlementTotals.Half half) {
        var values =
                List.of(
                        half.debitMinor(),
                        (long) half.debitCount(),
                        half.creditMinor(),
                        (long) half.creditCount());
        for (int i = 0; i < values.size(); i++) {
            plain("48." + (first + i), "48." + (first + i), "" + values.get(i));
        }
        var path = "48." + (first + 4);
        var comparison = Phrases.of("48.flag." + half.comparison());
        var flag =
                switch (half.comparison()) {
                    case NOT_COMPARED -> "0";
                    case BALANCED -> "1";
                    case UNBALANCED -> "2";
                };
        parts.add(new Part(path, 1, Phrases.of(path), flag, comparison));
    }

    private void chip(String path, int depth, List<Tlv> objects) {
        for (var object : objects) {
            var inside = path + "." + object.tag();
            var name = Phrases.meaning("emv." + object.tag());
            parts.add(new Part(inside, depth, name, object.toString(), NOTHING));
            chip(inside, depth + 1, object.children());
        }
    }

    private void tagged(String path, int depth, String text) {
        for (var item : AsciiTlv.parse(text).objects()) {
            var inside = path + "." + item.tag();
            var name = Phrases.meaning(inside);
            parts.add(new Part(inside, depth, name, item.toString(), NOTHING));
            if (inside.equals("59.A2")) {
                tagged(inside, depth + 1, item.value());
            }
        }
    }

    private void transaction() {
        var field = message.get(TRANSACTION);
        coded("60.1", field.type());
        plain("60.2", "60.2", field.batchNumber());
        coded("60.3", field.networkCode());
        field.readerCapability().ifPresent(value -> coded("60.4", value));
        field.chipCondition().ifPresent(value -> coded("60.5", value));
        field.partialApproval().ifPresent(value -> coded("60.6", value));
        field.accountType().ifPresent(value -> coded("60.7", value));
    }

    private void original() {
        var field = message.get(ORIGINAL);
        plain("61.1", "61.1", field.batchNumber());
        plain("61.2", "61.2", field.traceNumber());
        if (!field.date().isEmpty()) {
            plain("61.3", "61.3", field.date());
        }
    }

    private void keys() {
        KeyChecks.workingKeys(message).stream()
                .findFirst()
                .ifPresent(
                        keys -> {
                            key("62.pik", keys.pinKey());
                            key("62.mak", keys.macKey());
                            keys.findTrackKey().ifPresent(key -> key("62.tdk", key));
                        });
    }

    private void key(String path, EncryptedKey key) {
        plain(path, path, key.cryptogram() + " + " + key.checkValue());
    }

    private void operator(String text) {
        if (message.isAnswer()) {
            plain("63.1", "63.scheme", text.strip());
            return;
        }
        var field = OperatorField.of(text);
        plain("63.1", "63.operator", field.operator());
        var location = field.location();
        if (location != null) {
            plain("63.2", "63.location", location.latitude() + ", " + location.longitude());
        }
    }
}
