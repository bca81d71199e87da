package io.shoudan.launcher;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// The program behind `./run`.
///
/// Exit codes: 0 the demo held (`--demo-only`), 1 something did not start or the demo failed, 2 the
/// options make no sense, 130 and 143 stopped by Ctrl-C and SIGTERM.
public final class Launcher {

    private Launcher() {}

    /// Starts the house and stays until a signal comes.
    ///
    /// @param arguments as `./run --help` prints them
    public static void main(String[] arguments) throws InterruptedException {
        Path home = Path.of(System.getProperty("shoudan.home", "."));
        Options options;
        try {
            options = Options.parse(arguments, home.resolve(".shoudan"));
        } catch (Options.UsageException e) {
            System.err.println(e.getMessage());
            System.err.println("./run --help prints the options.");
            System.exit(2);
            return;
        }
        var house = new House(home, options, Output.standard());
        Runtime.getRuntime().addShutdownHook(new Thread(house::stop, "stop"));
        try {
            boolean held = house.open();
            if (!held || options.demo() == Options.DemoChoice.RUN_AND_STOP) {
                System.exit(held ? 0 : 1);
            }
            new CountDownLatch(1).await(); // A signal ends the wait, and the program.
        } catch (StartFailure e) {
            if (!house.stopping()) {
                System.err.println(e.getMessage());
                System.exit(1);
            }
        }
    }
}
