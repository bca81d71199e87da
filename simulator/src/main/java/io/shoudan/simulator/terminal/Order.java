package io.shoudan.simulator.terminal;

import io.shoudan.simulator.CommandLine;
import io.shoudan.simulator.UsageMistake;
import java.util.ArrayList;
import java.util.List;

/// One command, with its options read and checked before anything is sent.
sealed interface Order {

    /// Carries the command out; at least one exchange.
    List<Exchange> send(Terminal terminal);

    /// Whether it can't be sent without working keys.
    default boolean needsKeys() {
        return true;
    }

    /// @throws UsageMistake if the command or an option of it can't be
    static Order parse(String command, CommandLine line) {
        return switch (command) {
            case "sign-on" -> new SignOn();
            case "sign-off" -> new SignOff();
            case "echo" -> new Echo();
            case "purchase" -> new Purchase(Amounts.parse(line.required("amount")), card(line));
            case "balance" -> new Balance(card(line));
            case "void" -> new Cancel(trace(line));
            case "refund" -> new Refund(trace(line), Amounts.parse(line.required("amount")));
            case "reverse" -> new Reverse(trace(line));
            case "settle" -> new Settle();
            case "upload" -> new Upload();
            case "slips" -> new Slips();
            default -> throw new UsageMistake("must be a command: " + command);
        };
    }

    private static Card card(CommandLine line) {
        var number = line.text("card", TerminalCommand.demoCard());
        if (!number.matches("[0-9]{12,19}")) {
            // The number itself is not repeated: it may be a real one.
            throw new UsageMistake("must be 12..19 digits: --card");
        }
        var expiry = line.text("expiry", "3012");
        if (!expiry.matches("[0-9]{2}(0[1-9]|1[0-2])")) {
            throw new UsageMistake("must be YYMM: --expiry");
        }
        var card = Card.typed(number, expiry);
        var pin = line.find("pin");
        if (pin.isEmpty()) {
            return card;
        }
        if (!pin.get().matches("[0-9]{4,12}")) {
            throw new UsageMistake("must be 4..12 digits: --pin");
        }
        return card.withPin(pin.get());
    }

    private static String trace(CommandLine line) {
        var trace = line.required("trace");
        if (!trace.matches("[0-9]{1,6}")) {
            throw new UsageMistake("must be 1..6 digits: --trace");
        }
        return "0".repeat(6 - trace.length()) + trace;
    }

    record SignOn() implements Order {
        @Override
        public List<Exchange> send(Terminal terminal) {
            return List.of(terminal.signOn());
        }

        @Override
        public boolean needsKeys() {
            return false;
        }
    }

    record SignOff() implements Order {
        @Override
        public List<Exchange> send(Terminal terminal) {
            return List.of(terminal.signOff());
        }

        @Override
        public boolean needsKeys() {
            return false;
        }
    }

    record Echo() implements Order {
        @Override
        public List<Exchange> send(Terminal terminal) {
            return List.of(terminal.echo());
        }

        @Override
        public boolean needsKeys() {
            return false;
        }
    }

    record Purchase(long amountMinor, Card card) implements Order {
        @Override
        public List<Exchange> send(Terminal terminal) {
            return List.of(terminal.purchase(amountMinor, card));
        }
    }

    record Balance(Card card) implements Order {
        @Override
        public List<Exchange> send(Terminal terminal) {
            return List.of(terminal.balance(card));
        }
    }

    record Cancel(String traceNumber) implements Order {
        @Override
        public List<Exchange> send(Terminal terminal) {
            return List.of(terminal.voidOf(traceNumber));
        }
    }

    record Refund(String traceNumber, long amountMinor) implements Order {
        @Override
        public List<Exchange> send(Terminal terminal) {
            return List.of(terminal.refund(traceNumber, amountMinor));
        }
    }

    record Reverse(String traceNumber) implements Order {
        @Override
        public List<Exchange> send(Terminal terminal) {
            return List.of(terminal.reverse(traceNumber));
        }
    }

    record Settle() implements Order {
        @Override
        public List<Exchange> send(Terminal terminal) {
            return List.of(terminal.settle());
        }
    }

    /// Sends the lines and, if all were taken, the end.
    record Upload() implements Order {
        @Override
        public List<Exchange> send(Terminal terminal) {
            var exchanges = new ArrayList<>(terminal.upload());
            if (exchanges.stream().allMatch(Exchange::approved)) {
                exchanges.add(terminal.uploadEnd());
            }
            return exchanges;
        }
    }

    /// Lists the slips; sends nothing.
    record Slips() implements Order {
        @Override
        public List<Exchange> send(Terminal terminal) {
            return List.of();
        }

        @Override
        public boolean needsKeys() {
            return false;
        }
    }
}
