package io.shoudan.iso8583.fuzz;

/// What is fuzzed. Each takes any bytes; what it throws is a finding.
enum Target {
    FRAME,
    MESSAGE,
    TLV,
    EXPLAINER;

    void run(byte[] input) {
        switch (this) {
            case FRAME -> FrameTarget.run(input);
            case MESSAGE -> MessageTarget.run(input);
            case TLV -> TlvTarget.run(input);
            case EXPLAINER -> ExplainerTarget.run(input);
        }
    }

    /// Longest input that is worth trying.
    int maxBytes() {
        return switch (this) {
            case FRAME -> 8192;
            case MESSAGE, EXPLAINER -> 4500;
            case TLV -> 1024;
        };
    }
}
