package io.shoudan.terminal.answer;

import io.shoudan.iso8583.terminal.ProcessingRequirement;
import org.jspecify.annotations.Nullable;

/// An outcome in the terminal's words.
///
/// @param responseCode field 39
/// @param requirement  the nibble of the header
/// @param cause        code of the failure catalogue; absent for 00, unless there was nothing that
///                     it could be about
public record Told(String responseCode, ProcessingRequirement requirement, @Nullable String cause) {

    /// 00.
    public static final Told APPROVED = new Told("00", ProcessingRequirement.NONE, null);

    public boolean approved() {
        return cause == null;
    }

    /// The same, asking the terminal to sign on again.
    public Told askingToSignOn() {
        return new Told(responseCode, ProcessingRequirement.SIGN_ON, cause);
    }
}
