package io.shoudan.platform.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ends a request with a problem document. For refusals that the edge decides; business outcomes
/// that a caller handles are returned, not thrown.
///
/// Carries no stack trace: it is an answer, not a fault.
public final class Problem extends RuntimeException {

    private final ProblemType type;
    private final @Nullable Text detail;
    private final List<FieldProblem> fields;

    private Problem(ProblemType type, @Nullable Text detail, List<FieldProblem> fields) {
        super(detail == null ? type.title().en() : detail.en(), null, false, false);
        this.type = type;
        this.detail = detail;
        this.fields = List.copyOf(fields);
    }

    public static Problem of(ProblemType type) {
        return new Problem(type, null, List.of());
    }

    /// @param detail what a person needs to go on; never a value of the request
    public static Problem of(ProblemType type, Text detail) {
        return new Problem(type, detail, List.of());
    }

    public static Problem invalid(String field, Text message) {
        return invalid(List.of(new FieldProblem(field, message)));
    }

    public static Problem invalid(List<FieldProblem> fields) {
        return new Problem(ProblemType.VALIDATION, null, fields);
    }

    /// Also for what belongs to another merchant.
    public static Problem notFound() {
        return of(ProblemType.NOT_FOUND);
    }

    public static Problem forbidden() {
        return of(ProblemType.FORBIDDEN);
    }

    public static Problem conflict(Text detail) {
        return of(ProblemType.CONFLICT, detail);
    }

    public ProblemType type() {
        return type;
    }

    public @Nullable Text detail() {
        return detail;
    }

    public List<FieldProblem> fields() {
        return fields;
    }
}
