package io.shoudan.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which of two ways a service is started: from what a rehearsal left behind, or from its jar.
class StartCacheTest {

    private static final FileTime BUILT = FileTime.from(Instant.parse("2026-01-02T08:00:00Z"));

    @TempDir private Path home;
    private Path jar;

    @BeforeEach
    void firstBuild() throws IOException {
        Path target = Files.createDirectories(home.resolve("quick-service/target"));
        jar = target.resolve("quick-service-0.1.0-app.jar");
        build("one");
    }

    @Test
    void startsFromTheJarWithoutARehearsal() {
        assertThat(cache().startOptions()).containsExactly("-jar", jar.toString());
    }

    @Test
    void startsFromWhatARehearsalLeft() throws IOException {
        rehearse();

        assertThat(cache().startOptions())
                .startsWith("-XX:AOTCache=" + cache().classes())
                .endsWith("-jar", cache().unpackedJar().toString());
    }

    /// Its time is that of the jar before: every build sets the same.
    @Test
    void startsFromAJarThatHasChangedSince() throws IOException {
        rehearse();
        build("two");

        assertThat(cache().startOptions()).containsExactly("-jar", jar.toString());
    }

    @Test
    void needsNoRehearsalWhenABuildCameToTheSameJar() throws IOException {
        rehearse();
        build("one");

        assertThat(cache().usable()).isTrue();
    }

    /// What was unpacked is only half of it.
    @Test
    void startsFromTheJarWhenARehearsalWasCutShort() throws IOException {
        rehearse();
        Files.delete(cache().classes());

        assertThat(cache().usable()).isFalse();
    }

    @Test
    void saysWhatWasNotBuilt() {
        assertThatThrownBy(() -> StartCache.of(home, "slow-service"))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("slow-service");
    }

    private StartCache cache() {
        return StartCache.of(home, "quick-service");
    }

    private void build(String content) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            var entry = new ZipEntry("BOOT-INF/classes/application.txt");
            entry.setLastModifiedTime(BUILT);
            zip.putNextEntry(entry);
            zip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        Files.setLastModifiedTime(jar, BUILT);
    }

    private void rehearse() throws IOException {
        Files.createDirectories(cache().folder());
        cache().accept(Files.writeString(cache().folder().resolve("made"), "classes"));
    }
}
