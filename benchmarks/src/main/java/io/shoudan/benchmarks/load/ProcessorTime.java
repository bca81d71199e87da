package io.shoudan.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/// Processor time that processes have used so far, by what they are. Linux only.
final class ProcessorTime {

    private static final double MILLIS_PER_TICK = 10;

    private ProcessorTime() {}

    /// In milliseconds, since each process started; this process, in which terminals
    /// and bare store are, under their names.
    static Map<String, Double> of(Collection<ProcessHandle> processes) {
        var used = new TreeMap<String, Double>();
        for (var process : processes) {
            used.merge(nameOf(process), millis(process.pid()), Double::sum);
        }
        used.put("terminals, bare store", millis(ProcessHandle.current().pid()));
        return used;
    }

    /// What was used between two looks.
    static Map<String, Double> between(Map<String, Double> before, Map<String, Double> after) {
        var used = new TreeMap<String, Double>();
        after.forEach((name, millis) -> used.put(name, millis - before.getOrDefault(name, 0.0)));
        return used;
    }

    private static String nameOf(ProcessHandle process) {
        var command = commandLine(process.pid());
        for (var service :
                new String[] {"terminal", "transaction", "settlement", "merchant", "gateway"}) {
            if (command.contains("/" + service + "-service")) {
                return service + "-service";
            }
        }
        if (command.contains("NetworkSimulator")) {
            return "network";
        }
        if (command.contains("Q2Acquirer")) {
            return "Q2";
        }
        return command.contains("postgres") ? "PostgreSQL" : "Kafka and launcher";
    }

    static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", "" + pid, "cmdline")).replace('\0', ' ');
        } catch (IOException _) {
            return ""; // It has ended.
        }
    }

    private static double millis(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", "" + pid, "stat"));
            // The name in parentheses may contain anything.
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return MILLIS_PER_TICK * (Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
        } catch (IOException _) {
            return 0; // It has ended.
        }
    }
}
