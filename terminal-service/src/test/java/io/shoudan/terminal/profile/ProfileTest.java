package io.shoudan.terminal.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.terminal.TerminalProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ProfileTest {

    /// What a profile doesn't say stands in annotations, in [Profile#STANDARD] and in the codec.
    @Test
    void saysNothingButItsModelsByDefault() {
        var source = new MapConfigurationPropertySource(Map.of("profile.models", "POS-1"));

        var bound = new Binder(source).bind("profile", Profile.class).get();

        assertThat(bound.models()).containsExactly("POS-1");
        assertThat(bound)
                .usingRecursiveComparison()
                .ignoringFields("models")
                .isEqualTo(Profile.STANDARD);
        assertThat(bound.spoken()).isEqualTo(TerminalProfile.STANDARD);
        assertThat(Profile.STANDARD.spoken()).isEqualTo(TerminalProfile.STANDARD);
        assertThat(Profile.STANDARD.models()).isEmpty();
    }
}
