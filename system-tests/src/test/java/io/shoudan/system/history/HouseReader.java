package io.shoudan.system.history;

import io.shoudan.system.history.Fact.Measured;
import io.shoudan.system.history.Fact.Recorded;
import io.shoudan.system.history.Fact.Searched;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads a running house into a [History]. Only looks.
public final class HouseReader {

    private final Sources sources;
    private final HttpClient http = HttpClient.newHttpClient();

    public HouseReader(Sources sources) {
        this.sources = sources;
    }

    /// What is still on its way: open payments, reversals that are due, events nobody has taken in.
    /// Empty if everything has come to its end.
    public List<String> pending() throws InterruptedException {
        List<String> pending = new ArrayList<>();
        var topics = new TopicReader(sources.kafka());
        var before = topics.ends(pending);
        for (var service : Sources.keeping()) {
            try (var database = database(service)) {
                pending.addAll(database.pending());
            } catch (SQLException e) {
                pending.add(service + "'s database does not answer: " + e.getMessage());
            }
        }
        if (!before.equals(topics.ends(pending))) {
            pending.add("events were said meanwhile");
        }
        return pending;
    }

    /// Everything, once nothing is [#pending].
    ///
    /// @param more what was measured or noted during the run
    public History read(Journal journal, List<? extends Fact> more)
            throws IOException, InterruptedException {
        List<Fact> all = new ArrayList<>(journal.facts());
        all.addAll(more);
        var secrets = secrets(journal.secrets());
        try (var lines = Files.lines(sources.networkRecord())) {
            lines.map(line -> HistoryJson.MAPPER.readValue(line, Recorded.class)).forEach(all::add);
        }
        for (var service : Sources.keeping()) {
            try (var database = database(service)) {
                all.addAll(database.facts());
                all.addAll(database.search(secrets));
            } catch (SQLException e) {
                throw new IOException(service + "'s database does not answer", e);
            }
        }
        var pattern = Pattern.compile(secrets, Pattern.CASE_INSENSITIVE);
        var topics = new TopicReader(sources.kafka()).read(pattern);
        all.addAll(topics.said());
        all.addAll(topics.searched());
        all.addAll(logs(pattern));
        for (var each : sources.metrics().entrySet()) {
            var lines = metrics(each.getValue()).lines().toList();
            all.add(searched("metrics " + each.getKey(), lines, pattern));
        }
        return History.of(all);
    }

    private DatabaseReader database(String service) throws SQLException {
        var database = sources.databases().get(service);
        if (database == null) {
            throw new IllegalArgumentException("must be known: database of " + service);
        }
        return new DatabaseReader(service, database);
    }

    /// As they are, and as a column of bytes shows them. All are letters, digits, `=` and `D`.
    private static String secrets(Set<String> secrets) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("must be something to search for: secrets");
        }
        var hex = HexFormat.of();
        return secrets.stream()
                .flatMap(it -> Stream.of(it, hex.formatHex(it.getBytes(StandardCharsets.US_ASCII))))
                .collect(Collectors.joining("|"));
    }

    private List<Searched> logs(Pattern pattern) throws IOException {
        List<Searched> all = new ArrayList<>();
        try (var paths = Files.walk(sources.logs())) {
            for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                var lines = Files.readAllLines(path, StandardCharsets.ISO_8859_1);
                all.add(searched("log " + path.getFileName(), lines, pattern));
            }
        }
        return all;
    }

    private static Searched searched(String place, List<String> lines, Pattern pattern) {
        long hits = lines.stream().filter(it -> pattern.matcher(it).find()).count();
        return new Searched(place, lines.size(), hits);
    }

    /// What each service uses, after a full collection of its garbage.
    public List<Measured> measure(Measured.Phase phase) throws IOException, InterruptedException {
        List<Measured> all = new ArrayList<>();
        for (var each : sources.metrics().entrySet()) {
            var process = sources.processes().get(each.getKey());
            if (process != null) {
                collect(process);
            }
            var lines = metrics(each.getValue()).lines().toList();
            all.add(
                    new Measured(
                            each.getKey(),
                            phase,
                            sum(lines, "jvm_threads_live_threads", ""),
                            sum(lines, "hikaricp_connections_active", "")
                                    + sum(lines, "shoudan_terminal_connections", ""),
                            sum(lines, "jvm_memory_used_bytes", "area=\"heap\"")));
        }
        return all;
    }

    private static void collect(long process) throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        new ProcessBuilder(jcmd, String.valueOf(process), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static long sum(List<String> lines, String metric, String label) {
        return (long)
                lines.stream()
                        .filter(it -> it.startsWith(metric + "{") || it.startsWith(metric + " "))
                        .filter(it -> it.contains(label))
                        .mapToDouble(it -> Double.parseDouble(it.substring(it.lastIndexOf(' '))))
                        .sum();
    }

    private String metrics(URI address) throws IOException, InterruptedException {
        var answer = http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(address + " answers " + answer.statusCode());
        }
        return answer.body();
    }
}
