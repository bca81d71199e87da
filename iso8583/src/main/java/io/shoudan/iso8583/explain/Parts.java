package io.shoudan.iso8583.explain;

import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.FieldOffsets;
import io.shoudan.iso8583.Finding;
import io.shoudan.iso8583.LengthPrefix;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.MessageType;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.explain.Explanation.Defect;
import io.shoudan.iso8583.explain.Explanation.Part;
import io.shoudan.iso8583.interchange.InterchangeHeader;
import io.shoudan.iso8583.terminal.OperatorField;
import io.shoudan.iso8583.terminal.TerminalHeader;
import io.shoudan.iso8583.terminal.Tpdu;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything in a reading, part by part.
final class Parts {

    /// Longest value that is shown where fields may not be where they seem to be: shorter than what
    /// may be told of a card number.
    private static final int SHORT = 4;

    /// Card number and track 2 in every dialect.
    private static final Set<Integer> CARD_FIELDS = Set.of(2, 35);

    /// Printed by a message as far as what is in them is known.
    private static final Set<Integer> MASKED_DIGITS = Set.of(53, 90);

    /// What a message prints of values that tell its card number.
    private static final String MASKED = "****";

    private static final int TRANSACTION = 60;
    private static final int MERCHANT = 42;
    private static final int INSTITUTIONS = 44;
    private static final int OPERATOR = 63;
    private static final int RETRIEVAL_REFERENCE_LENGTH = 12;

    /// Of 16 digits, in the standard.
    private static final Set<Integer> LONG_AMOUNTS = Set.of(86, 87, 88, 89);

    private static final String ANSWER = " answer";

    private final Reading reading;
    private final Set<String> filledWithF;
    private final FieldOffsets places;
    private final CardPlaces cards;
    private final List<Part> parts = new ArrayList<>();
    private final List<Defect> defects = new ArrayList<>();

    Parts(Reading reading) {
        this.reading = reading;
        this.filledWithF = reading.filledWithF();
        this.places = reading.places();
        this.cards = CardPlaces.in(reading.input(), cardFields(), announcedAt());
        reading.tpdu().ifPresent(this::tpdu);
        leftOut(reading.invented().tpdu(), "tpdu");
        reading.header().ifPresent(this::header);
        leftOut(reading.invented().header(), "header");
        reading.interchangeHeader().ifPresent(this::header);
        reading.message().ifPresent(this::message);
    }

    /// What kind of message it is; empty text if that can't be told.
    static Phrase kind(Reading reading) {
        var type = reading.message().flatMap(reading.profile().dialect()::typeOf);
        if (type.isEmpty()) {
            return reading.message().map(m -> mti(m.mti())).orElse(Phrase.same(""));
        }
        return kind(type.get());
    }

    /// The name of a kind of message.
    static Phrase kind(MessageType type) {
        var name = type.name();
        boolean answer = name.endsWith(ANSWER);
        var bare = answer ? name.substring(0, name.length() - ANSWER.length()) : name;
        var kind = Phrases.find("kind." + bare);
        if (kind.isEmpty()) {
            return new Phrase(name, mti(type.mti()).chinese());
        }
        return answer ? kind.get().and(Phrases.of("mti.answer")) : kind.get();
    }

    private static Phrase mti(String mti) {
        boolean answer = (mti.charAt(2) - '0') % 2 == 1;
        return Phrases.meaning("mti." + mti.charAt(1))
                .and(Phrases.of(answer ? "mti.answer" : "mti.request"));
    }

    /// Everything that can be shown.
    List<Part> all() {
        return List.copyOf(parts);
    }

    /// What is inside fields and can't be read; positions are indexes into the reading's bytes.
    List<Defect> defects() {
        return List.copyOf(defects);
    }

    private void leftOut(boolean missing, String path) {
        if (missing) {
            add(path, 0, "part." + path, Phrases.of("missing").toString(), same(""));
        }
    }

    private void add(String path, int depth, String nameKey, String value, Phrase meaning) {
        parts.add(new Part(path, depth, Phrases.of(nameKey), value, meaning));
    }

    private void tpdu(Tpdu tpdu) {
        if (!envelopeShown(reading.bodyAt(), Tpdu.BYTES)) {
            return;
        }
        add("tpdu", 0, "part.tpdu", tpdu.text(), Phrase.same(""));
        var id = word(tpdu.id(), 2);
        add("tpdu.1", 1, "part.tpdu.id", id, Phrases.meaning("tpdu." + id));
        var destination = word(tpdu.destination(), 4);
        add("tpdu.2", 1, "part.tpdu.destination", destination, Phrase.same(""));
        add("tpdu.3", 1, "part.tpdu.source", word(tpdu.source(), 4), Phrase.same(""));
    }

    private void header(TerminalHeader header) {
        if (!envelopeShown(reading.bodyAt() + Tpdu.BYTES, TerminalHeader.BYTES)) {
            return;
        }
        add("header", 0, "part.header", header.text(), Phrase.same(""));
        var application = header.applicationClass();
        add(
                "header.1",
                1,
                "part.header.class",
                application,
                Phrases.meaning("class." + application));
        add("header.2", 1, "part.header.version", header.softwareVersion(), Phrase.same(""));
        var status = "" + header.terminalStatus();
        add("header.3", 1, "part.header.status", status, Phrases.meaning("status." + status));
        var nibble = header.text().substring(5, 6);
        add("header.4", 1, "part.header.requirement", nibble, Phrases.meaning("nibble." + nibble));
    }

    private void header(InterchangeHeader header) {
        int total = reading.input().length - reading.bodyAt();
        var flag = header.test() ? "test" : "production";
        var version = Phrases.of("flag.version").and("" + header.version());
        add("header", 0, "part.header", InterchangeHeader.BYTES + " bytes", same(""));
        add("header.1", 1, "part.interchange.1", word(InterchangeHeader.BYTES, 2), same(""));
        add(
                "header.2",
                1,
                "part.interchange.2",
                word(header.flagAndVersion(), 2),
                Phrases.of("flag." + flag).and(version));
        add(
                "header.3",
                1,
                "part.interchange.3",
                String.format(Locale.ROOT, "%04d", total),
                same(""));
        add("header.4", 1, "part.interchange.4", header.destination(), same(""));
        add("header.5", 1, "part.interchange.5", header.source(), same(""));
        add("header.6", 1, "part.interchange.6", header.reserved().hex(), same(""));
        add("header.7", 1, "part.interchange.7", word(header.batchNumber(), 2), same(""));
        // A card number would fit in it.
        var information = header.transactionInformation().toString();
        add("header.8", 1, "part.interchange.8", information, same(""));
        add("header.9", 1, "part.interchange.9", word(header.userInformation(), 2), same(""));
        add(
                "header.10",
                1,
                "part.interchange.10",
                header.rejectCode(),
                Phrases.of(header.rejected() ? "reject.yes" : "reject.no"));
    }

    private static String word(int value, int digits) {
        return String.format(Locale.ROOT, "%0" + digits + "X", value);
    }

    private void message(Message message) {
        int at = reading.messageAt();
        if (!cards.touch(at, at + message.dialect().mtiFormat().byteLength())) {
            add("mti", 0, "part.mti", message.mti(), mti(message.mti()));
        }
        var overlooked = message.overlooked().stream().map(Finding::path).toList();
        var type = message.dialect().typeOf(message);
        for (var field : message.dialect().fields()) {
            if (message.has(field)) {
                field(message, field);
            } else if (overlooked.stream().anyMatch(it -> under(it, field))
                    && type.filter(it -> it.ignores(field)).isPresent()) {
                var name = Phrases.field(field, reading.profile().dialectName());
                var unread = Phrases.of("unread").toString();
                parts.add(new Part(field.path(), 0, name, unread, Phrases.of("ignored")));
            }
        }
    }

    private static boolean under(String path, Field<?> field) {
        return path.equals(field.path()) || path.startsWith(field.path() + ".");
    }

    private void field(Message message, Field<?> field) {
        var name = Phrases.field(field, reading.profile().dialectName());
        var shown = message.shown(field);
        var inside = !places.has(field) || lost() ? null : inside(message, field, shown);
        if (inside != null) {
            defects.addAll(inside.defects());
        }
        if (hidden(field, shown)) {
            parts.add(new Part(field.path(), 0, name, Phrases.of("hidden").toString(), same("")));
            return;
        }
        var meaning =
                field.secret()
                        ? same("")
                        : Phrases.value(field, shown, reading.profile().dialectName())
                                .orElse(field.number() == 39 ? unknown() : same(""));
        parts.add(new Part(field.path(), 0, name, shown, meaning));
        if (filledWithF.contains(field.path())) {
            add(field.path(), 1, "part.padding", "F", Phrases.of("padding.f"));
        }
        if (inside != null) {
            parts.addAll(inside.parts());
        }
    }

    private SubFields inside(Message message, Field<?> field, String shown) {
        var inside = new SubFields(message, cards, places.offset(field), !reading.malformed());
        return reading.profile().terminal() ? inside.of(field) : inside.ofStandard(field, shown);
    }

    private static Phrase unknown() {
        return Phrases.of("unknown");
    }

    private static Phrase same(String text) {
        return Phrase.same(text);
    }

    /// Where something can't be read, this may be no TPDU and no header.
    private boolean envelopeShown(int from, int bytes) {
        return (!reading.malformed() || reading.usualEnvelope())
                && !cards.touch(from, from + bytes);
    }

    /// Whether a value, as it would be shown, could tell a card number: the fields may not be where
    /// they seem to be.
    private boolean hidden(Field<?> field, String value) {
        if (!places.has(field) || (lost() && value.length() > SHORT)) {
            return true;
        }
        int from = places.offset(field);
        boolean touched = cards.touch(from, from + places.byteLength(field));
        if (field.secret()) {
            // Of others, no more is shown than what is inside and no secret.
            return touched && CARD_FIELDS.contains(field.number()) && !cards.startAt(from);
        }
        if (value.equals(MASKED)) {
            return true;
        }
        boolean anything = reading.malformed() || variable(field) || roomy(field, value);
        return touched || free(field, value) || (anything && Pan.mayBeIn(value));
    }

    /// Whether the value is text in which somebody may have written a card number.
    private boolean free(Field<?> field, String value) {
        boolean terminal = reading.profile().terminal();
        if (terminal && field.number() == OPERATOR) {
            return operatorHides(OperatorField.of(value), value);
        }
        boolean codes = terminal && field.number() == INSTITUTIONS;
        return freeText(field) && CardPlaces.manyDigitsIn(value, !codes);
    }

    /// Degrees are digits, too.
    private static boolean operatorHides(OperatorField field, String value) {
        var place = field.location();
        return place == null
                ? CardPlaces.manyDigitsIn(value, true)
                : CardPlaces.manyDigitsIn(field.operator(), true)
                        || CardPlaces.manyDigitsIn(place.latitude().toPlainString(), true)
                        || CardPlaces.manyDigitsIn(place.longitude().toPlainString(), true);
    }

    /// Whether fields may be anywhere: something can't be read, and nothing speaks for the rest.
    private boolean lost() {
        return reading.malformed() && !(strict() && places.readToTheEnd());
    }

    private boolean strict() {
        return switch (reading.profile()) {
            case NETWORK, INTERCHANGE -> true;
            default -> reading.profile().terminal();
        };
    }

    private boolean variable(Field<?> field) {
        boolean digits = field.number() == 60 || field.number() == 61;
        return field.format().length().prefix() != LengthPrefix.NONE
                && !(reading.profile().terminal() && digits);
    }

    /// Digits of a fixed length that have room for a card number, and nothing that tells what they
    /// are. Some are masked by the message itself.
    private boolean roomy(Field<?> field, String value) {
        if (reading.profile().terminal() && field.number() == TRANSACTION) {
            return Phrases.find("60.1." + value.substring(0, 2)).isEmpty();
        }
        var format = field.format();
        return format.encoding().wire().unit().equals("digits")
                && format.length().prefix() == LengthPrefix.NONE
                && !MASKED_DIGITS.contains(field.number());
    }

    /// Text that has room for a card number, and amounts that have. A merchant's number is as long,
    /// and must be seen.
    private boolean freeText(Field<?> field) {
        var length = field.format().length();
        var unit = field.format().encoding().wire().unit();
        boolean text = !unit.equals("digits") && field.number() != MERCHANT;
        boolean roomy = text || (unit.equals("digits") && LONG_AMOUNTS.contains(field.number()));
        return roomy && length.max() > RETRIEVAL_REFERENCE_LENGTH;
    }

    private BitSet cardFields() {
        var starts = new BitSet();
        for (int number : CARD_FIELDS) {
            reading.profile()
                    .dialect()
                    .field(number)
                    .filter(places::has)
                    .ifPresent(field -> starts.set(places.offset(field)));
        }
        return starts;
    }

    /// Field 2 can only be right behind the bitmaps, however many there are. Where the fields say
    /// little of what is in them, other fields may have a card number, too.
    private @Nullable BitSet announcedAt() {
        if (!strict() || !places.readToTheEnd()) {
            return null;
        }
        var dialect = reading.profile().dialect();
        int bitmap = dialect.bitmapFormat().byteLength();
        int prefix =
                dialect.field(2).map(it -> it.format().length().prefix().byteLength()).orElse(0);
        int first = reading.messageAt() + dialect.mtiFormat().byteLength() + bitmap + prefix;
        var starts = new BitSet();
        starts.set(first);
        starts.set(first + bitmap);
        return starts;
    }
}
