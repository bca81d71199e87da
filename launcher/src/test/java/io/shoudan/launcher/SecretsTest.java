package io.shoudan.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir private Path folder;

    @Test
    void makesASecretOnceAndKeepsIt() {
        Path file = folder.resolve("secrets.properties");
        String password = Secrets.in(file).password("postgres.password");
        String key = Secrets.in(file).key("security.master-key");

        assertThat(Secrets.in(file).password("postgres.password")).isEqualTo(password);
        assertThat(Secrets.in(file).key("security.master-key")).isEqualTo(key);
        assertThat(password).matches("[A-Za-z0-9_-]{43}");
        assertThat(Base64.getDecoder().decode(key)).hasSize(32);
    }

    @Test
    void letsNobodyButTheOwnerReadTheFile() throws Exception {
        Path file = folder.resolve("secrets.properties");
        Secrets.in(file).put("client", "secret");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Secrets.in(file).get("client")).isEqualTo("secret");
    }

    @Test
    void givesTwoInstallationsDifferentSecrets() {
        assertThat(Secrets.in(folder.resolve("a")).password("p"))
                .isNotEqualTo(Secrets.in(folder.resolve("b")).password("p"));
    }
}
