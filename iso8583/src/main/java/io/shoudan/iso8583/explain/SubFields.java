package io.shoudan.iso8583.explain;

import static io.shoudan.iso8583.terminal.TerminalDialect.ADDITIONAL_AMOUNTS;
import static io.shoudan.iso8583.terminal.TerminalDialect.ADDITIONAL_DATA;
import static io.shoudan.iso8583.terminal.TerminalDialect.CHIP_DATA;
import static io.shoudan.iso8583.terminal.TerminalDialect.ENTRY_MODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.INSTITUTIONS;
import static io.shoudan.iso8583.terminal.TerminalDialect.KEYS_OR_TEXT;
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
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.Tlv;
import io.shoudan.iso8583.explain.Explanation.Defect;
import io.shoudan.iso8583.explain.Explanation.Part;
import io.shoudan.iso8583.interchange.InterchangeDialect;
import io.shoudan.iso8583.mac.EncryptedKey;
import io.shoudan.iso8583.network.NetworkDialect;
import io.shoudan.iso8583.standard.Iso93;
import io.shoudan.iso8583.terminal.OperatorField;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What is inside one field of a message, and what is wrong in there.
final class SubFields {

    private static final Phrase NOTHING = Phrase.same("");
    private static final String HIDDEN = Phrases.of("hidden").toString();
    private static final int INSTITUTION_CHARACTERS = 11;
    private static final int LICENCE_CHARACTERS = 4;
    private static final Set<Integer> OPERATOR = Set.of(2, 3);
    private static final int TAG_AND_LENGTH = 5;
    private static final String SEQUENCE = "Sequence No";

    /// Tagged text that is no secret.
    private static final Set<String> SHOWN = Set.of("59.A2.01", "59.A2.02", "59.A2.05");

    private final Message message;
    private final CardPlaces cards;
    private final int at;
    private final boolean sound;
    private final List<Part> parts = new ArrayList<>();
    private final List<Defect> defects = new ArrayList<>();

    /// @param cards in the bytes that the message was read from
    /// @param at    index in those bytes of the field's value
    /// @param sound whether all fields are surely where they seem to be
    SubFields(Message message, CardPlaces cards, int at, boolean sound) {
        this.message = message;
        this.cards = cards;
        this.at = at;
        this.sound = sound;
    }

    /// The parts that could be told apart.
    List<Part> parts() {
        return parts;
    }

    /// What could not be read; positions are indexes into the bytes.
    List<Defect> defects() {
        return defects;
    }

    /// Of a field of the terminal protocol that the message has.
    SubFields of(Field<?> field) {
        try {
            switch (field.number()) {
                case 3 -> processingCode(message.get(PROCESSING_CODE));
                case 22 -> entryMode(message.get(ENTRY_MODE));
                case 44 -> institutions(message.get(INSTITUTIONS));
                case 48 -> parts.addAll(new BatchParts(message).of(message.get(ADDITIONAL_DATA)));
                case 53 -> securityControl(message.get(SECURITY_CONTROL));
                case 54 -> balance(message.get(ADDITIONAL_AMOUNTS));
                case 55 -> chip("55", 1, message.get(CHIP_DATA).objects(), at);
                case 59 -> tagged("59", 1, message.get(PRIVATE_59), at);
                case 60 -> transaction();
                case 61 -> original();
                case 62 -> keysOrText();
                case 63 -> operator(message.get(OPERATOR_OR_SCHEME));
                default -> {}
            }
        } catch (MalformedMessage why) {
            defects.add(defect(field.path(), at + why.position(), why.expected()));
        }
        var type = message.dialect().typeOf(message);
        if (type.isPresent() && type.get().ignores(field)) {
            // Nobody looks for a meaning there.
            defects.clear();
        }
        return this;
    }

    /// Of a field of the network or of the standard.
    SubFields ofStandard(Field<?> field, String shown) {
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
                    chip("55", 1, message.get(NetworkDialect.CHIP_DATA).objects(), at);
                } else if (message.dialect() == InterchangeDialect.DIALECT) {
                    chip("55", 1, message.get(InterchangeDialect.CHIP_DATA).objects(), at);
                }
            }
            default -> {}
        }
        return this;
    }

    private static Defect defect(String path, int position, String expected) {
        return new Defect(path, position, Phrases.of("finding.inside").with(Expected.of(expected)));
    }

    private void coded(String path, String value) {
        parts.add(new Part(path, 1, Phrases.of(path), value, Phrases.meaning(path + "." + value)));
    }

    private void known(String path, String codes, String value) {
        parts.add(new Part(path, 1, Phrases.of(path), value, Phrases.meaning(codes + value)));
    }

    private void plain(String path, String name, String value) {
        parts.add(new Part(path, 1, Phrases.of(name), value, NOTHING));
    }

    /// As [#plain], of text that could be anything.
    private void text(String path, String name, String value, int from) {
        plain(path, name, harmlessText(value, from) ? value.strip() : HIDDEN);
    }

    private boolean harmlessText(String value, int from) {
        return harmless(value, from, value.length()) && !CardPlaces.manyDigitsIn(value, true);
    }

    /// Whether a value tells no card number.
    private boolean harmless(String value, int from, int bytes) {
        return (sound || !cards.touch(from, from + bytes)) && !Pan.mayBeIn(value);
    }

    private void processingCode(String digits) {
        known("3.1", "3.", digits.substring(0, 2));
        known("3.2", "3.account.", digits.substring(2, 4));
        known("3.3", "3.account.", digits.substring(4));
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

    private void institutions(String both) {
        int end = Math.min(both.length(), INSTITUTION_CHARACTERS);
        text("44.1", "44.1", both.substring(0, end), at);
        if (both.length() > end) {
            text("44.2", "44.2", both.substring(end), at + end);
        }
    }

    private void securityControl(String digits) {
        coded("53.1", digits.substring(0, 1));
        coded("53.2", digits.substring(1, 2));
        coded("53.3", digits.substring(2, 3));
    }

    private void balance(String text) {
        if (!text.matches("[0-9]{7}[CD][0-9]{12}")) {
            throw MalformedMessage.at(
                    0, "account 2, amount type 2, currency 3, C or D, amount 12 characters");
        }
        plain("54.1", "54.1", text.substring(0, 2));
        coded("54.2", text.substring(2, 4));
        plain("54.3", "54.3", text.substring(4, 7));
        plain("54.4", "54.4", HIDDEN);
        plain("54.5", "54.5", HIDDEN);
    }

    /// @param from index of the first object's tag, or of padding in front of it
    private void chip(String path, int depth, List<Tlv> objects, int from) {
        int position = from;
        for (var object : objects) {
            int valueAt = cards.valueAt(object, position);
            var inside = path + "." + object.tag();
            int bytes = object.value().length();
            var shown = ChipValue.shown(object).filter(it -> harmless(it, valueAt, bytes));
            parts.add(
                    new Part(
                            inside,
                            depth,
                            Phrases.meaning("emv." + object.tag()),
                            shown.orElseGet(object::toString),
                            shown.isPresent() ? ChipValue.meaning(object) : NOTHING));
            chip(inside, depth + 1, object.children(), valueAt);
            position = valueAt + bytes;
        }
    }

    private void tagged(String path, int depth, String text, int from) {
        try {
            int valueAt = from;
            for (var item : AsciiTlv.parse(text).objects()) {
                valueAt += TAG_AND_LENGTH;
                var inside = path + "." + item.tag();
                var name = Phrases.meaning(inside);
                boolean shown = SHOWN.contains(inside) && harmlessText(item.value(), valueAt);
                parts.add(
                        new Part(
                                inside,
                                depth,
                                name,
                                shown ? item.value() : item.toString(),
                                shown
                                        ? Phrases.find(inside + "." + item.value()).orElse(NOTHING)
                                        : NOTHING));
                if (inside.equals("59.A2")) {
                    tagged(inside, depth + 1, item.value(), valueAt);
                }
                valueAt += item.value().length();
            }
        } catch (MalformedMessage why) {
            // A tag that nobody knows may be a piece of anything.
            var inside = path + "." + why.path();
            var known = Phrases.find(inside).isPresent() ? inside : path;
            defects.add(defect(known, from + why.position(), why.expected()));
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

    private void keysOrText() {
        if (KeyChecks.answersSignOn(message)) {
            var keys = KeyChecks.workingKeys(message).getFirst();
            key("62.pik", keys.pinKey());
            key("62.mak", keys.macKey());
            keys.findTrackKey().ifPresent(key -> key("62.tdk", key));
            return;
        }
        var bytes = message.get(KEYS_OR_TEXT).toArray();
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (KeyChecks.asksSignOn(message)) {
            serialNumber(text);
        } else if (message.mti().startsWith("08")
                && KeyChecks.networkCode(message).equals(BatchParts.DOWNLOAD)) {
            if (!text.matches("[0-9]{6}")) {
                throw MalformedMessage.at(0, "6 digits");
            }
            boolean end = message.isAnswer() && text.equals("000000");
            var name = Phrases.of(message.isAnswer() ? "62.next" : "62.first");
            parts.add(new Part("62.1", 1, name, text, end ? Phrases.of("62.end") : NOTHING));
        }
    }

    /// `Sequence No`, a length of 2 digits, a licence of 4 characters and a serial number.
    private void serialNumber(String text) {
        int licenceAt = SEQUENCE.length() + 2;
        int serialAt = licenceAt + LICENCE_CHARACTERS;
        boolean fits =
                text.matches(SEQUENCE + "[0-9]{2}[ -~]{4,}")
                        && Integer.parseInt(text.substring(SEQUENCE.length(), licenceAt))
                                == text.length() - licenceAt;
        if (!fits) {
            throw MalformedMessage.at(
                    0, "Sequence No, a length of 2 digits, a licence of 4, a serial number");
        }
        text("62.1", "62.licence", text.substring(licenceAt, serialAt), at + licenceAt);
        text("62.2", "62.serial", text.substring(serialAt), at + serialAt);
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
        int characters = field.operator().length();
        boolean usual = OPERATOR.contains(characters);
        plain("63.1", "63.operator", usual ? field.operator() : HIDDEN);
        if (!usual) {
            defects.add(defect("63.1", at, "3 characters, of some terminals 2"));
        }
        var location = field.location();
        if (location != null) {
            plain("63.2", "63.location", location.latitude() + ", " + location.longitude());
        } else if (characters < text.length()) {
            defects.add(defect("63.2", at + characters, "LOC, latitude, a comma, longitude"));
        }
    }
}
