package io.shoudan.iso8583.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.explain.Explainer;
import io.shoudan.iso8583.explain.Explanation;
import io.shoudan.iso8583.explain.TestKeys;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import io.shoudan.iso8583.terminal.TerminalFrame.Received;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/// Bytes, or text that should be hexadecimal, to be explained. The first byte chooses how.
final class ExplainerTarget {

    private static final Bytes KEY = Bytes.ofHex("0123456789ABCDEFFEDCBA9876543210");
    private static final TestKeys KEYS = new TestKeys(KEY, Bytes.ofHex("89898989ABABABAB"), KEY);
    private static final Pattern CARD_LIKE = Pattern.compile("[0-9]{13,}");

    /// What nobody may see of a message that is explained.
    private static final Set<?> SECRETS =
            Set.of(
                    TerminalDialect.PAN,
                    TerminalDialect.TRACK_2,
                    TerminalDialect.TRACK_3,
                    TerminalDialect.EXPIRY,
                    TerminalDialect.PIN_BLOCK,
                    TerminalDialect.CHIP_DATA,
                    TerminalDialect.PRIVATE_58);

    /// What anybody may see of chip data.
    private static final Set<String> OPEN_TAGS =
            Set.of(
                    "4F", "5F2A", "82", "84", "8A", "95", "9A", "9B", "9C", "9F02", "9F03", "9F09",
                    "9F1A", "9F1E", "9F27", "9F33", "9F34", "9F35", "9F36", "9F41");

    /// Answers to requests with these codes (60.3) have keys in field 62, other messages text.
    private static final Set<String> SIGN_ONS = Set.of("001", "003", "004", "006");

    private static final String HIDDEN = "not shown · 已隐藏";

    static {
        Security.addProvider(new BouncyCastleProvider());
    }

    private ExplainerTarget() {}

    static void run(byte[] input) {
        if (input.length == 0) {
            return;
        }
        int mode = input[0];
        var rest = Arrays.copyOfRange(input, 1, input.length);
        var explainer = Explainer.of((mode & 1) == 0 ? TestKeys.NONE : KEYS);
        if ((mode & 2) == 0) {
            var explanation =
                    Claims.allocating(
                            1_000L * rest.length + 3_000_000, () -> explainer.explain(rest));
            explained(explanation, rest.length);
            disguised(rest);
        } else {
            var text = new String(rest, ISO_8859_1);
            Claims.made(() -> explainer.explain(text), text)
                    .ifPresent(explanation -> explained(explanation, rest.length));
        }
    }

    private static void explained(Explanation explanation, int length) {
        var text = explanation.text();
        Claims.hold(text.length() <= 100 * length + 20_000, "bounded text");
        Claims.hold(explanation.guesses().size() <= 3, "few guesses");
        Claims.hold(explanation.mistakes().size() <= 6, "few mistakes");
        Claims.hold(explanation.defects().size() <= 400, "bounded defects");
        for (var defect : explanation.defects()) {
            Claims.hold(defect.position() <= length, "position inside the input");
        }
        Claims.hold(!explanation.valid() || explanation.defects().isEmpty(), "no defects if valid");
        // Where something can't be read, any run of digits could be a card number.
        boolean unreadable =
                explanation.defects().stream()
                        // In front of the message, whose fields are where they should be.
                        .filter(defect -> !inFrontOfMessage(defect.path()))
                        .map(defect -> defect.text().english())
                        .anyMatch(it -> it.startsWith("must be") && !it.endsWith("whole frame"));
        if (unreadable && explanation.mistakes().isEmpty()) {
            var like = CARD_LIKE.matcher(text).results().anyMatch(it -> cardNumberIn(it.group()));
            Claims.hold(!like, "nothing like a card number:\n" + text);
        }
    }

    private static boolean inFrontOfMessage(String path) {
        return path.startsWith("tpdu") || path.startsWith("header");
    }

    private static boolean cardNumberIn(String digits) {
        for (int from = 0; from + 13 <= digits.length(); from++) {
            for (int to = from + 13; to <= Math.min(from + 19, digits.length()); to++) {
                if (digits.charAt(from) != '0' && Pan.of(digits.substring(from, to)).luhnValid()) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Of sound frames, all that differs in secrets only is explained alike, but for fields that
    /// are hidden because bytes of them, with those of a secret behind, could be a card number.
    private static void disguised(byte[] body) {
        if (body.length < TerminalFrame.MIN_BYTES
                || body.length > TerminalFrame.MAX_BYTES
                || !(body[11] >= 0 && body[12] >= 0)) {
            return;
        }
        var explainer = Explainer.of(TestKeys.NONE).expecting("terminal");
        var explanation = explainer.explain(body);
        if (!explanation.valid()
                || !explanation.framing().english().contains("no length")
                || !(TerminalFrame.read(body) instanceof Received.Complete(var frame))
                // Fields that can't be read, where nobody looks, are lost on the way.
                || !frame.message().overlooked().isEmpty()) {
            return;
        }
        Message other =
                Disguise.of(frame.message(), field -> secret(field, frame.message()), OPEN_TAGS);
        var disguised =
                explainer.explain(TerminalFrame.of(frame.tpdu(), frame.header(), other).body());
        if (disguised.valid() && disguised.framing().equals(explanation.framing())) {
            var hidden =
                    Stream.of(explanation, disguised).flatMap(ExplainerTarget::hidden).toList();
            Claims.same(
                    linesBut(hidden, explanation),
                    linesBut(hidden, disguised),
                    "explanation whatever is secret");
        }
    }

    private static boolean secret(Field<?> field, Message message) {
        boolean keys =
                message.mti().equals("0810")
                        && message.find(TerminalDialect.TRANSACTION)
                                .filter(it -> SIGN_ONS.contains(it.networkCode()))
                                .isPresent();
        return SECRETS.contains(field) || (keys && field.equals(TerminalDialect.KEYS_OR_TEXT));
    }

    /// The paths of fields that aren't shown.
    private static Stream<String> hidden(Explanation explanation) {
        return explanation
                .text()
                .lines()
                .filter(it -> it.endsWith(HIDDEN))
                .map(ExplainerTarget::path);
    }

    private static List<String> linesBut(List<String> paths, Explanation explanation) {
        return explanation.text().lines().filter(it -> !paths.contains(path(it))).toList();
    }

    /// The field that a line is about, whether about the whole of it or a part.
    private static String path(String line) {
        var words = line.strip().split("[ .]", 2);
        return words[0];
    }
}
