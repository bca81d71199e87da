package io.shoudan.terminal.profile;

import io.shoudan.iso8583.mac.MacAlgorithm;
import io.shoudan.iso8583.mac.WorkingKeysField.MacCheckValue;
import io.shoudan.iso8583.terminal.TerminalProfile;
import io.shoudan.iso8583.terminal.TerminalProfile.BatchMac;
import io.shoudan.iso8583.terminal.TerminalProfile.Lengths;
import io.shoudan.iso8583.terminal.TerminalProfile.Padding;
import io.shoudan.iso8583.terminal.TerminalProfile.ShortOperator;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How terminals of some models speak. What is not said is as most makers have it
/// ([TerminalProfile#STANDARD]).
///
/// @param models        as terminals are bound; matched exactly
/// @param macAlgorithm  how field 64 is computed; with `SM4` PIN blocks have 16 bytes
/// @param macKey length of MAC keys in answers to sign-ons 003 and 004; `X919` and `SM4` need
///     `DOUBLE`
/// @param macCheckValue where the check value of a MAC key of 8 bytes stands in field 62
/// @param padding       what may fill the free nibble of an odd number of digits on input
/// @param shortOperator whether field 63 may have fewer than 3 characters on input
/// @param lengths       how lengths of variable fields are written, on input and output
/// @param batchMac      whether settlement and upload must carry field 64
public record Profile(
        @DefaultValue List<String> models,
        @NotNull @DefaultValue("ECB") MacAlgorithm macAlgorithm,
        @NotNull @DefaultValue("SINGLE") MacKeyLength macKey,
        @NotNull @DefaultValue("BEHIND_PADDING") MacCheckValue macCheckValue,
        @NotNull @DefaultValue("ZERO_OR_F") Padding padding,
        @NotNull @DefaultValue("ACCEPTED") ShortOperator shortOperator,
        @NotNull @DefaultValue("PACKED") Lengths lengths,
        @NotNull @DefaultValue("IF_PRESENT") BatchMac batchMac) {

    /// What a terminal of an unknown model speaks.
    public static final Profile STANDARD =
            new Profile(
                    List.of(),
                    TerminalProfile.STANDARD.macAlgorithm(),
                    MacKeyLength.SINGLE,
                    TerminalProfile.STANDARD.macCheckValue(),
                    TerminalProfile.STANDARD.padding(),
                    TerminalProfile.STANDARD.shortOperator(),
                    TerminalProfile.STANDARD.lengths(),
                    TerminalProfile.STANDARD.batchMac());

    /// @throws IllegalArgumentException if the settings contradict each other
    public Profile {
        models = List.copyOf(models);
        var _ =
                spoken(
                        macAlgorithm,
                        macKey,
                        macCheckValue,
                        padding,
                        shortOperator,
                        lengths,
                        batchMac);
    }

    /// The same for the codec.
    public TerminalProfile spoken() {
        return spoken(
                macAlgorithm, macKey, macCheckValue, padding, shortOperator, lengths, batchMac);
    }

    private static TerminalProfile spoken(
            MacAlgorithm macAlgorithm,
            MacKeyLength macKey,
            MacCheckValue macCheckValue,
            Padding padding,
            ShortOperator shortOperator,
            Lengths lengths,
            BatchMac batchMac) {
        try {
            return new TerminalProfile(
                    macAlgorithm,
                    macKey.bytes(),
                    macCheckValue,
                    padding,
                    shortOperator,
                    lengths,
                    batchMac);
        } catch (IllegalArgumentException e) {
            // No cause: its text would be shown in place of the names of settings.
            throw new IllegalArgumentException(
                    "mac-algorithm="
                            + macAlgorithm
                            + ", mac-key="
                            + macKey
                            + ": "
                            + e.getMessage());
        }
    }
}
