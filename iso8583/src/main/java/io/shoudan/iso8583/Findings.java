package io.shoudan.iso8583;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What is wrong with the form of a message; see [Dialect#check].
final class Findings {

    private Findings() {}

    static List<Finding> of(Message message) {
        if (withoutBitmap(message)) {
            return List.copyOf(message.malformed());
        }
        var findings = new ArrayList<Finding>(message.malformed());
        var type = message.dialect().typeOf(message);
        if (type.isPresent()) {
            type.get().addFindings(message, findings);
        } else {
            addUntyped(message, findings);
        }
        if (!message.malformed().isEmpty()) {
            var offsets = message.offsets();
            findings.removeIf(it -> outOfReach(it, offsets));
        }
        return inOrder(findings);
    }

    /// See [Dialect#objections].
    static List<Finding> objections(Message message) {
        return of(message).stream().filter(it -> !understoodAnyway(message, it)).toList();
    }

    private static boolean understoodAnyway(Message message, Finding finding) {
        return switch (finding) {
            case Finding.Unexpected _ -> true;
            case Finding.Missing(var field) ->
                    message.dialect()
                            .typeOf(message)
                            .filter(type -> !type.insistsOn(field))
                            .isPresent();
            default -> false;
        };
    }

    /// Whether nothing can be said of the fields.
    private static boolean withoutBitmap(Message message) {
        return message.malformed().stream().anyMatch(it -> it.path().equals("bitmap"));
    }

    /// Sorts by field; what is in front of the fields stays there, and so does what is behind.
    static List<Finding> inOrder(List<? extends Finding> findings) {
        return findings.stream()
                .<Finding>map(it -> it)
                .distinct() // Two rules may forbid the same.
                .sorted(Comparator.comparingInt(Findings::place))
                .toList();
    }

    private static int place(Finding finding) {
        var path = finding.path();
        return path.equals("end") ? Integer.MAX_VALUE : MalformedMessage.fieldIn(path);
    }

    private static void addUntyped(Message message, List<Finding> findings) {
        var candidates =
                message.dialect().types().stream().filter(t -> t.compatibleWith(message)).toList();
        if (candidates.isEmpty()) {
            findings.add(new Finding.UnknownType(message.mti()));
            return;
        }
        // Whatever the type turns out to be, these are wrong.
        var common = new ArrayList<Finding>();
        candidates.getFirst().addFindings(message, common);
        for (var candidate : candidates) {
            var own = new ArrayList<Finding>();
            candidate.addFindings(message, own);
            common.retainAll(own);
        }
        findings.addAll(common);
    }

    /// Whether a field that is called missing is announced behind one whose end can't be known.
    private static boolean outOfReach(Finding finding, FieldOffsets offsets) {
        return switch (finding) {
            case Finding.Missing(var field) -> offsets.outOfReach(field);
            case Finding.MissingOneOf(var fields) -> fields.stream().anyMatch(offsets::outOfReach);
            default -> false;
        };
    }
}
