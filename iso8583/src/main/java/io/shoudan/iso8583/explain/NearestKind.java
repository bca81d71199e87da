package io.shoudan.iso8583.explain;

import io.shoudan.iso8583.Condition;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.MessageType;
import io.shoudan.iso8583.explain.Explanation.Defect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Of a message that is of no kind that its dialect knows, the kind that it differs from least.
final class NearestKind {

    /// More than the marks of any kind: a message of another MTI has another purpose.
    private static final int OTHER_MTI = 10;

    private NearestKind() {}

    /// What is wrong with the message: that no kind fits, and what would have to differ for the
    /// nearest one.
    ///
    /// @param reading that has the message
    static List<Defect> defects(Reading reading, Message message) {
        var defects = new ArrayList<Defect>();
        int mtiAt = reading.messageAt();
        var none = Phrases.of("finding.kind");
        var nearest =
                message.dialect().types().stream()
                        .min(Comparator.comparingInt(it -> distance(it, message)));
        if (nearest.isEmpty()) {
            return List.of(new Defect("mti", mtiAt, none));
        }
        var kind = nearest.get();
        var name = Parts.kind(kind).and("(" + kind.mti() + ")");
        defects.add(new Defect("mti", mtiAt, none.and(Phrases.of("finding.nearest").with(name))));
        if (!kind.mti().equals(message.mti())) {
            defects.add(new Defect("mti", mtiAt, is(kind.mti())));
        }
        for (var mark : kind.marks()) {
            if (!mark.holds(message)) {
                var field = mark.field();
                int at = reading.places().has(field) ? reading.places().offset(field) : -1;
                defects.add(new Defect(mark.name(), at, is(String.join(", ", mark.values()))));
            }
        }
        return defects;
    }

    private static Phrase is(String value) {
        var phrase = Phrases.of("finding.in-nearest");
        return new Phrase(
                phrase.english().replace("*", value), phrase.chinese().replace("*", value));
    }

    private static int distance(MessageType type, Message message) {
        int differing = type.mti().equals(message.mti()) ? 0 : OTHER_MTI + differs(type, message);
        for (Condition.Digits mark : type.marks()) {
            differing += mark.holds(message) ? 0 : 1;
        }
        return differing;
    }

    /// How many digits of the MTI differ.
    private static int differs(MessageType type, Message message) {
        int count = 0;
        for (int i = 0; i < 4; i++) {
            count += type.mti().charAt(i) == message.mti().charAt(i) ? 0 : 1;
        }
        return count;
    }
}
