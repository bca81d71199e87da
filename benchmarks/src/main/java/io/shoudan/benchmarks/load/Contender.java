package io.shoudan.benchmarks.load;

import java.util.List;

/// One of those that are measured in turn.
///
/// @param name as in the table
record Contender(String name, List<? extends Buyer> buyers) {

    /// What all others are compared with.
    static final String OURS = "ours";
}
