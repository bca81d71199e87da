package io.shoudan.simulator.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `./run explain` builds, and how it ends. Maven and the JVM are scripts that write down what
/// they are asked for.
class ExplainScriptTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir private Path home;

    /// How a run of the script ended.
    private record Ended(int code, String out, String err) {}

    @BeforeEach
    void furnish() throws IOException {
        Files.createDirectories(home.resolve(".mvn"));
        Files.copy(ROOT.resolve(".mvn/find-jdk"), home.resolve(".mvn/find-jdk"));
        Files.copy(ROOT.resolve("run"), home.resolve("run"));
        Files.writeString(home.resolve("pom.xml"), "");
        for (var module : List.of("iso8583", "contracts", "simulator", "merchant-service")) {
            Files.createDirectories(home.resolve(module).resolve("src/main"));
            Files.writeString(home.resolve(module).resolve("pom.xml"), "");
        }
        var jdk = home.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        script(jdk.resolve("bin/javac"), "");
        script(jdk.resolve("bin/java"), "echo \"java $*\"; cat; exit ${EXPLAINED:-0}");
        maven(
                "mkdir -p simulator/target/lib; : >simulator/target/simulator-0.1.0-SNAPSHOT.jar;"
                        + " echo '[INFO] Building Shoudan simulator 0.1.0-SNAPSHOT'");
    }

    private void maven(String body) throws IOException {
        script(home.resolve("mvnw"), "cd '" + home + "'; echo \"$*\" >>asked; " + body);
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Ended run(int explained, String input, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("sh", home.resolve("run").toString()));
        command.addAll(List.of(arguments));
        Files.writeString(home.resolve("in"), input);
        var builder =
                new ProcessBuilder(command)
                        .redirectInput(home.resolve("in").toFile())
                        .redirectOutput(home.resolve("out").toFile())
                        .redirectError(home.resolve("err").toFile());
        builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
        builder.environment().put("EXPLAINED", "" + explained);
        int code = builder.start().waitFor();
        var out = Files.readString(home.resolve("out"), UTF_8);
        return new Ended(code, out, Files.readString(home.resolve("err"), UTF_8));
    }

    private List<String> asked() throws IOException {
        var file = home.resolve("asked");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void buildsWhatItNeedsAndEndsAsTheCommandDoes(int code)
            throws IOException, InterruptedException {
        var ended = run(code, "0200", "explain", "--mak", "00");

        assertThat(ended.code()).isEqualTo(code);
        assertThat(asked()).singleElement().asString().contains("-pl simulator -am package");
        assertThat(ended.out()).startsWith("java ").contains("ExplainCommand --mak 00\n0200");
        assertThat(ended.err()).contains("building", "Shoudan simulator");
    }

    @Test
    void buildsOnceUntilSomethingItNeedsChanges() throws IOException, InterruptedException {
        run(0, "", "explain", "00");
        assertThat(run(0, "", "explain", "00").err()).isEmpty();
        assertThat(asked()).hasSize(1);

        touch("merchant-service/src/main/Other.java");
        run(0, "", "explain", "00");
        assertThat(asked()).hasSize(1);

        touch("iso8583/src/main/Changed.java");
        run(0, "", "explain", "00");
        assertThat(asked()).hasSize(2);
    }

    private void touch(String path) throws IOException {
        var file = home.resolve(path);
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
    }

    /// 1 would say that the message isn't valid.
    @Test
    void saysThatTheBuildFailed() throws IOException, InterruptedException {
        maven("echo '[ERROR] no such symbol'; exit 1");

        var ended = run(0, "", "explain", "00");

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("[ERROR] no such symbol", "The build failed");
        assertThat(run(0, "", "explain", "00").code()).isEqualTo(3);
        assertThat(asked()).hasSize(2);
    }
}
