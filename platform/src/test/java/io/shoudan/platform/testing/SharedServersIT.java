package io.shoudan.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.platform.testing.TestServers.Database;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/// What tests of all services rely on.
class SharedServersIT {

    @Test
    void givesEveryCallerADatabaseOfItsOwn() throws SQLException {
        var one = TestServers.freshDatabase();
        var other = TestServers.freshDatabase();

        assertThat(ask(one, "select current_database()")).isEqualTo(one.user());
        assertThat(ask(other, "select current_database()")).isEqualTo(other.user());
        assertThat(one.user()).isNotEqualTo(other.user());
        assertThat(ask(one, "select usesuper from pg_user where usename = current_user"))
                .isEqualTo("f");
    }

    /// Production runs 18; an older server would hide what it does not know.
    @Test
    void runsTheServerOfProduction() throws SQLException {
        assertThat(ask(TestServers.freshDatabase(), "show server_version")).startsWith("18");
    }

    private static String ask(Database database, String question) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                database.url(), database.user(), database.password());
                var statement = connection.createStatement();
                var answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
