package io.shoudan.terminal.profile;

import jakarta.validation.Valid;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.validation.annotation.Validated;

/// The profiles by name. A terminal's model names its profile; what a message looks like never
/// does.
///
/// @param byName no model in more than one
@Validated
@ConfigurationProperties("shoudan.terminal")
public record Profiles(@Name("profiles") @DefaultValue Map<String, @Valid Profile> byName) {

    /// @throws IllegalArgumentException if two profiles claim one model
    public Profiles {
        byName = Map.copyOf(byName);
        var models = byName.values().stream().flatMap(p -> p.models().stream()).toList();
        if (models.size() != models.stream().distinct().count()) {
            throw new IllegalArgumentException("must be in one profile only: a model");
        }
    }

    public Profile of(String model) {
        return byName.values().stream()
                .filter(profile -> profile.models().contains(model))
                .findFirst()
                .orElse(Profile.STANDARD);
    }
}
