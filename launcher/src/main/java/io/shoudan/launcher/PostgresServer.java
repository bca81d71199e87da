package io.shoudan.launcher;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A real PostgreSQL server as a child process, with a database and a role for each service.
///
/// Durable: fsync and synchronous commit are on, whatever the library's defaults for tests are.
/// Listens on 127.0.0.1 and on no Unix socket; every connection needs its role's password.
final class PostgresServer implements AutoCloseable {

    /// Databases, each owned by a role of the same name.
    static final List<String> DATABASES =
            List.of("transaction", "terminal", "settlement", "merchant");

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);
    private static final Duration ORPHAN_LIMIT = Duration.ofSeconds(20);

    /// First line that matches decides; there is no line without a password.
    private static final String PASSWORDS_REQUIRED =
            """
            # Written by the launcher.
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private final EmbeddedPostgres server;
    private final ProcessHandle postmaster;

    private PostgresServer(EmbeddedPostgres server, ProcessHandle postmaster) {
        this.server = server;
        this.postmaster = postmaster;
    }

    /// Starts the server on `port`, on the data that is there or on new data.
    ///
    /// @throws StartFailure if it does not accept connections within a minute
    static PostgresServer start(DataDirectory directory, int port, Secrets secrets) {
        String password = secrets.password("postgres.password");
        Path complete = directory.postgres().resolve("complete");
        try {
            endOrphan(directory.postgresCluster());
            boolean first = !Files.exists(complete);
            if (first) {
                // Whatever is there was never finished, so no service has stored anything in it.
                DataDirectory.delete(directory.postgresCluster());
            }
            Files.createDirectories(directory.postgresCluster());
            Redirect log =
                    Redirect.appendTo(directory.logs().resolve("postgres-start.log").toFile());
            var server =
                    EmbeddedPostgres.builder()
                            .setPort(port)
                            .setDataDirectory(directory.postgresCluster())
                            .setOverrideWorkingDirectory(
                                    directory.postgres().resolve("binaries").toFile())
                            .setCleanDataDirectory(false)
                            .setRegisterShutdownHook(false)
                            .setPGStartupWait(START_LIMIT)
                            .setConnectConfig("password", password)
                            .setOutputRedirector(log)
                            .setErrorRedirector(log)
                            .setServerConfig("fsync", "on")
                            .setServerConfig("synchronous_commit", "on")
                            .setServerConfig("full_page_writes", "on")
                            .setServerConfig("listen_addresses", Ports.HOST)
                            .setServerConfig("unix_socket_directories", "")
                            .setServerConfig("password_encryption", "scram-sha-256")
                            .setServerConfig("shared_buffers", "64MB")
                            .setServerConfig("max_connections", "150")
                            .setServerConfig("max_wal_size", "256MB")
                            .setServerConfig("jit", "off")
                            .setServerConfig("logging_collector", "on")
                            .setServerConfig("log_directory", directory.logs().toString())
                            .setServerConfig("log_filename", "postgres.log")
                            .setServerConfig("log_rotation_size", "0")
                            .setServerConfig("log_rotation_age", "0")
                            .start();
            ProcessHandle postmaster =
                    postmaster(directory.postgresCluster())
                            .orElseThrow(() -> new IllegalStateException("it ended at once"));
            var started = new PostgresServer(server, postmaster);
            started.prepare(secrets, password);
            if (first) {
                started.requirePasswords(directory.postgresCluster());
                Files.createFile(complete);
            }
            return started;
        } catch (IOException | SQLException | IllegalStateException e) {
            throw new StartFailure(
                    "PostgreSQL does not start: "
                            + e
                            + "\nSee "
                            + directory.logs()
                            + "/postgres*.log",
                    e);
        }
    }

    /// Blocks until the server has ended, whatever ended it. It is no child of this process, so
    /// there is nothing but looking again.
    void awaitEnd() throws InterruptedException {
        while (postmaster.isAlive()) {
            Thread.sleep(LOOK_INTERVAL);
        }
    }

    static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://" + Ports.HOST + ":" + port + "/" + database;
    }

    static String databasePassword(Secrets secrets, String database) {
        return secrets.password("postgres." + database + ".password");
    }

    /// Roles and databases that are missing are made; passwords are those in the secrets.
    private void prepare(Secrets secrets, String password) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("alter role postgres password '" + password + "'");
            for (String database : DATABASES) {
                try (var found =
                        statement.executeQuery(
                                "select from pg_roles where rolname = '" + database + "'")) {
                    if (!found.next()) {
                        statement.execute("create role \"" + database + "\" login");
                    }
                }
                // Never stored by PostgreSQL itself, and of an alphabet that needs no quoting.
                statement.execute(
                        "alter role \"%s\" password '%s'"
                                .formatted(database, databasePassword(secrets, database)));
                try (var found =
                        statement.executeQuery(
                                "select from pg_database where datname = '" + database + "'")) {
                    if (!found.next()) {
                        statement.execute(
                                "create database \"%s\" owner \"%s\""
                                        .formatted(database, database));
                        statement.execute(
                                "revoke connect on database \"%s\" from public"
                                        .formatted(database));
                    }
                }
            }
        }
    }

    /// New clusters trust everybody on this machine until their passwords are set.
    private void requirePasswords(Path cluster) throws IOException, SQLException {
        Files.writeString(cluster.resolve("pg_hba.conf"), PASSWORDS_REQUIRED);
        try (Connection connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("select pg_reload_conf()");
        }
    }

    /// The caller owns the data directory, so a server that runs on it was left behind by a
    /// launcher that ended without its guardian. A file whose process is gone, or is a stranger
    /// that was given the same number since, would keep the new server from starting.
    static void endOrphan(Path cluster) throws IOException {
        Path file = cluster.resolve("postmaster.pid");
        Optional<ProcessHandle> orphan = postmaster(cluster);
        if (orphan.isPresent()) {
            orphan.get().destroy();
            long deadline = System.nanoTime() + ORPHAN_LIMIT.toNanos();
            while (orphan.get().isAlive() && System.nanoTime() < deadline) {
                Pause.briefly();
            }
            if (orphan.get().isAlive()) {
                throw new StartFailure(
                        "a PostgreSQL server of an earlier run does not stop (process "
                                + orphan.get().pid()
                                + ")");
            }
        }
        Files.deleteIfExists(file);
    }

    /// The server that runs on `cluster`. The file may name anybody by now, another PostgreSQL too.
    private static Optional<ProcessHandle> postmaster(Path cluster) throws IOException {
        Path file = cluster.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String pid = Files.readString(file).lines().findFirst().orElse("").strip();
        if (!pid.matches("[0-9]{1,10}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(handle -> handle.info().command().orElse("").endsWith("/postgres"))
                .filter(handle -> runsOn(cluster, handle));
    }

    private static boolean runsOn(Path cluster, ProcessHandle server) {
        List<String> arguments = List.of(server.info().arguments().orElse(new String[0]));
        int option = arguments.indexOf("-D");
        return option >= 0
                && option + 1 < arguments.size()
                && Path.of(arguments.get(option + 1)).equals(cluster.toAbsolutePath());
    }

    /// Ends sessions and stops; committed data is on disk whether or not this succeeds.
    @Override
    public void close() throws IOException {
        server.close();
    }
}
