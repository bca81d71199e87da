package io.shoudan.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `./run` does after a build, for the one service that is soonest rehearsed.
class RehearsalIT {

    private static final Path ROOT = SourceTree.ofProject().root();
    private static final String JAR =
            "gateway-service/target/gateway-service-0.1.0-SNAPSHOT-app.jar";

    @TempDir private Path home;

    @Test
    void leavesBehindWhatTheNextStartUses() throws Exception {
        Files.createDirectories(home.resolve("gateway-service/target"));
        Files.copy(ROOT.resolve(JAR), home.resolve(JAR));

        assertThat(rehearse()).contains("gateway-service rehearsed in ");

        Path start = home.resolve("gateway-service/target/start");
        // With the mode `on` the JVM refuses to start when the cache does not fit.
        String started =
                java(
                        "-XX:+UseSerialGC",
                        "-XX:+UseCompactObjectHeaders",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:AOTMode=on",
                        "-XX:AOTCache=" + start.resolve("classes.aot"),
                        "-Dspring.context.exit=onRefresh",
                        "-jar",
                        start.resolve(Path.of(JAR).getFileName()).toString());
        assertThat(started).contains("Starting GatewayServiceApplication");
        assertThat(home.resolve("launcher/target/rehearsal")).doesNotExist();
    }

    private String rehearse() throws IOException, InterruptedException {
        return java(
                "-Xmx384m",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dshoudan.home=" + home,
                "-cp",
                ROOT.resolve("launcher/target/launcher-0.1.0-SNAPSHOT.jar").toString(),
                "io.shoudan.launcher.Rehearsal",
                "gateway-service");
    }

    /// What a program said that ended with 0.
    private static String java(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        String nowhere = "http://127.0.0.1:9";
        builder.environment()
                .putAll(
                        Map.of(
                                "SERVER_PORT", "0",
                                "SHOUDAN_SECURITY_ISSUER", nowhere,
                                "SHOUDAN_SECURITY_JWK_SET_URI", nowhere,
                                "SHOUDAN_GATEWAY_SERVICES_TRANSACTION", nowhere,
                                "SHOUDAN_GATEWAY_SERVICES_TERMINAL", nowhere,
                                "SHOUDAN_GATEWAY_SERVICES_SETTLEMENT", nowhere,
                                "SHOUDAN_GATEWAY_SERVICES_MERCHANT", nowhere));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
