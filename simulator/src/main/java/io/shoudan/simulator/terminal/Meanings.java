package io.shoudan.simulator.terminal;

import io.shoudan.contracts.catalogue.Failure;
import io.shoudan.contracts.catalogue.FailureCatalogue;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a response code tells the cashier, in English and Chinese, as the failure catalogue has it.
///
/// One code may stand for several causes; then all symptoms are named, and no remedy.
final class Meanings {

    private final FailureCatalogue catalogue = FailureCatalogue.load();

    /// One or two lines.
    String of(String responseCode) {
        if (responseCode.equals("00")) {
            return "approved · 批准";
        }
        var causes = causes(responseCode);
        var text = symptoms(causes, Locale.ENGLISH) + " · " + symptoms(causes, Locale.CHINESE);
        if (causes.size() > 1) {
            return text;
        }
        var cause = causes.getFirst();
        return text
                + "\n"
                + cause.remedyIn(Locale.ENGLISH)
                + " · "
                + cause.remedyIn(Locale.CHINESE);
    }

    private List<Failure> causes(String responseCode) {
        var causes =
                catalogue.all().stream()
                        .filter(failure -> responseCode.equals(failure.responseCode()))
                        .sorted(Comparator.comparing(Failure::code))
                        .toList();
        return causes.isEmpty() ? List.of(catalogue.ofIssuerCode(responseCode)) : causes;
    }

    private static String symptoms(List<Failure> causes, Locale locale) {
        return causes.stream()
                .map(cause -> cause.symptomIn(locale))
                .distinct()
                .collect(Collectors.joining(" / "));
    }
}
