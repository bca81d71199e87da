package io.shoudan.platform.security;

import java.util.Locale;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/// Turns an unusable secret into the two paragraphs that an operator needs. First in line, before
/// Spring Boot's own analyzers, which print values.
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnusableSecretAnalyzer extends AbstractFailureAnalyzer<UnusableSecret> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnusableSecret cause) {
        var variable = cause.property().replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
        return new FailureAnalysis(
                "The secret '" + cause.property() + "' " + cause.reason() + ".",
                cause.advice() + " Set it as environment variable " + variable + ".",
                cause);
    }
}
