package io.shoudan.platform.problem;

/// What is wrong with one field of a request.
///
/// @param field   the path as the caller wrote it, for example `transactions[0].amount`
/// @param message never contains the value
public record FieldProblem(String field, Text message) {}
