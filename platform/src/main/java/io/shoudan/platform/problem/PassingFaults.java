package io.shoudan.platform.problem;

/// Tells faults that pass by themselves (database restarting, everything taken) from defects, as a
/// bean of whoever knows such faults. They become 503 `unavailable` instead of 500.
@FunctionalInterface
public interface PassingFaults {

    boolean includes(Exception fault);
}
