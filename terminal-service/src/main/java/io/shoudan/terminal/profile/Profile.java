package io.shoudan.terminal.profile;

import io.shoudan.iso8583.mac.MacAlgorithm;
import io.shoudan.terminal.hsm.MacKeyLength;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How terminals of some models speak.
///
/// @param models       as terminals are bound; matched exactly
/// @param macAlgorithm how field 64 is computed
/// @param macKey       length of MAC keys in answers to sign-ons 003 and 004
public record Profile(
        @DefaultValue List<String> models,
        @NotNull @DefaultValue("ECB") MacAlgorithm macAlgorithm,
        @NotNull @DefaultValue("SINGLE") MacKeyLength macKey) {

    /// What a terminal of an unknown model speaks.
    public static final Profile STANDARD =
            new Profile(List.of(), MacAlgorithm.ECB, MacKeyLength.SINGLE);

    public Profile {
        models = List.copyOf(models);
    }
}
