package io.shoudan.iso8583.explain;

import static io.shoudan.iso8583.explain.Explanation.Outcome.NOT_CHECKED;
import static io.shoudan.iso8583.explain.Explanation.Outcome.RIGHT;
import static io.shoudan.iso8583.explain.Explanation.Outcome.WRONG;
import static io.shoudan.iso8583.terminal.TerminalDialect.KEYS_OR_TEXT;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.MalformedMessage;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.TrackTwo;
import io.shoudan.iso8583.explain.Explanation.Check;
import io.shoudan.iso8583.explain.Explanation.Defect;
import io.shoudan.iso8583.explain.Explanation.Outcome;
import io.shoudan.iso8583.mac.BlockCipher;
import io.shoudan.iso8583.mac.EncryptedKey;
import io.shoudan.iso8583.mac.WorkingKeysField;
import io.shoudan.iso8583.mac.WorkingKeysField.Layout;
import io.shoudan.iso8583.mac.WorkingKeysField.MacCheckValue;
import io.shoudan.iso8583.pin.PinFormat0;
import io.shoudan.iso8583.pin.UnreadablePinBlock;
import io.shoudan.iso8583.terminal.SecurityControl;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TransactionKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Checks what a terminal's message has enciphered, except its MAC.
final class KeyChecks {

    private static final Phrase NOTHING = Phrase.same("");
    private static final TransactionKind SIGN_ON = TransactionKind.SIGN_ON;

    /// Of digit 1 of field 53, where a PIN block may be of format 0: where it says so, and where it
    /// knows of none.
    private static final Set<Character> FORMAT_0 = Set.of('0', '2');

    /// What keeps everything behind it from being read.
    private static final Set<String> BITMAP = Set.of("bitmap", "1");

    private KeyChecks() {}

    /// Whether the message is the answer that has a sign-on's keys, if it approves.
    static boolean answersSignOn(Message message) {
        return message.mti().equals("0810") && namesSignOn(message);
    }

    /// Whether the message asks for keys.
    static boolean asksSignOn(Message message) {
        return message.mti().equals(SIGN_ON.mti()) && namesSignOn(message);
    }

    private static boolean namesSignOn(Message message) {
        return SIGN_ON.networkCodes().contains(networkCode(message));
    }

    /// Whether it approves a sign-on and has no field 62.
    static boolean lacksKeys(Message message) {
        return answersSignOn(message)
                && !message.has(KEYS_OR_TEXT)
                && !malformed(message, KEYS_OR_TEXT)
                && message.find(TerminalDialect.RESPONSE_CODE).equals(Optional.of("00"));
    }

    private static boolean malformed(Message message, Field<?> field) {
        return message.malformed().stream().anyMatch(it -> it.path().equals(field.path()));
    }

    /// How the keys of a sign-on's answer may be laid out.
    ///
    /// @throws MalformedMessage if they are in no layout; positions count from the field's start
    static List<WorkingKeysField> workingKeys(Message message) {
        var field = message.get(KEYS_OR_TEXT);
        var code = networkCode(message);
        var found = new ArrayList<WorkingKeysField>();
        for (int macKeyBytes : new int[] {8, 16}) {
            for (var place : MacCheckValue.values()) {
                parse(field, Layout.of(code, macKeyBytes, place)).ifPresent(found::add);
            }
        }
        if (found.isEmpty()) {
            // One that says what is expected.
            found.add(WorkingKeysField.parse(field, Layout.of(code, 8)));
        }
        return found;
    }

    /// 60.3; the empty text if there is none.
    static String networkCode(Message message) {
        return message.find(TerminalDialect.TRANSACTION).map(t -> t.networkCode()).orElse("");
    }

    private static Optional<WorkingKeysField> parse(Bytes field, Layout layout) {
        try {
            return Optional.of(WorkingKeysField.parse(field, layout));
        } catch (MalformedMessage _) {
            return Optional.empty();
        }
    }

    /// The check values of the layout that fits best.
    static List<Check> checkValues(Reading reading, Message message, byte[] mainKey) {
        if (!message.has(KEYS_OR_TEXT) || !answersSignOn(message)) {
            boolean lacking = lacksKeys(message) || unread(reading, message, KEYS_OR_TEXT);
            return notChecked(lacking && answersSignOn(message) ? "62" : "keys");
        }
        List<Check> best = List.of();
        try {
            for (var keys : workingKeys(message)) {
                var checks =
                        checkValues(keys, networkCode(message).equals(Layout.SM4_SIGN_ON), mainKey);
                if (best.isEmpty() || count(checks) > count(best)) {
                    best = checks;
                }
            }
        } catch (MalformedMessage _) {
            return notChecked("62");
        }
        return best;
    }

    private static List<Check> notChecked(String reason) {
        var why = Phrases.of("reason." + reason);
        return List.of(new Check(Phrases.of("check.kcv"), NOT_CHECKED, why));
    }

    /// Whether the field is or may be there, and can't be read.
    static boolean unread(Reading reading, Message message, Field<?> field) {
        boolean noFields = message.malformed().stream().anyMatch(it -> BITMAP.contains(it.path()));
        return noFields || malformed(message, field) || reading.places().outOfReach(field);
    }

    private static long count(List<Check> checks) {
        return checks.stream().filter(c -> c.outcome() == RIGHT).count();
    }

    private static List<Check> checkValues(WorkingKeysField keys, boolean sm4, byte[] mainKey) {
        var checks = new ArrayList<Check>();
        checks.add(checkValue("pik", keys.pinKey(), sm4, mainKey));
        checks.add(checkValue("mak", keys.macKey(), sm4, mainKey));
        keys.findTrackKey().ifPresent(key -> checks.add(checkValue("tdk", key, sm4, mainKey)));
        return checks;
    }

    private static Check checkValue(String name, EncryptedKey key, boolean sm4, byte[] mainKey) {
        var cipher = sm4 ? BlockCipher.SM4 : BlockCipher.TRIPLE_DES;
        var keyCipher = sm4 ? cipher : BlockCipher.desFor(new byte[key.cryptogram().length()]);
        var label = Phrases.of("check.kcv." + name);
        try {
            Arrays.fill(key.clearKey(keyCipher, cipher, mainKey), (byte) 0);
            return new Check(label, RIGHT, NOTHING);
        } catch (IllegalArgumentException _) {
            return new Check(label, WRONG, NOTHING);
        } catch (IllegalStateException _) {
            return new Check(label, NOT_CHECKED, Phrases.of("reason.sm4"));
        }
    }

    /// Whether the PIN block is one of format 0 for the card.
    static Check pin(Reading reading, Message message, byte[] pinKey) {
        var block = message.find(TerminalDialect.PIN_BLOCK);
        if (block.isEmpty()) {
            boolean unread = unread(reading, message, TerminalDialect.PIN_BLOCK);
            var why = Phrases.of(unread ? "reason.52" : "reason.pin");
            return new Check(Phrases.of("check.pin"), NOT_CHECKED, why);
        }
        var format = message.find(TerminalDialect.SECURITY_CONTROL).map(SecurityControl::of);
        if (format.filter(it -> !FORMAT_0.contains(it.pinFormat())).isPresent()) {
            var why = Phrases.of("reason.pin-format");
            return new Check(Phrases.of("check.pin"), NOT_CHECKED, why);
        }
        return pin(block.get().clearText(), pan(message), pinKey);
    }

    /// What is wrong with a PIN block if keys are SM4's: it is one of another cipher.
    static Optional<Defect> shortPinBlock(Reading reading) {
        return reading.message()
                .filter(_ -> reading.profile().terminal() && !reading.profile().sm4())
                .filter(it -> it.has(TerminalDialect.PIN_BLOCK))
                .map(_ -> new Defect("52", -1, Phrases.of("finding.sm4-pin")));
    }

    private static Optional<Pan> pan(Message message) {
        return message.find(TerminalDialect.PAN)
                .or(() -> message.find(TerminalDialect.TRACK_2).flatMap(TrackTwo::pan));
    }

    static Check pin(byte[] block, Optional<Pan> pan, byte[] pinKey) {
        var label = Phrases.of("check.pin");
        if (pan.isEmpty()) {
            return new Check(label, NOT_CHECKED, Phrases.of("reason.pan"));
        }
        Outcome outcome = RIGHT;
        try {
            var cipher = block.length == 16 ? BlockCipher.SM4 : BlockCipher.desFor(pinKey);
            Arrays.fill(PinFormat0.decode(cipher.decrypt(pinKey, block), pan.get()), ' ');
        } catch (UnreadablePinBlock | IllegalArgumentException _) {
            outcome = WRONG;
        } catch (IllegalStateException _) {
            return new Check(label, NOT_CHECKED, Phrases.of("reason.sm4"));
        }
        return new Check(label, outcome, Phrase.same("ISO 9564-1, 0"));
    }
}
