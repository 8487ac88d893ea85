// SPDX-License-Identifier: Apache-2.0
package live.simulators;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The command line. */
record Options(Map<String, String> given) {
    static final String HELP =
            """
            Simulates the customers of a contact centre: a mail server on this machine and people who write to it,
            wait for the answer and answer back.

            live-simulators [OPTION VALUE]...
              --smtp PORT --imap PORT --pop3 PORT   where the mail server listens; 0, the default, takes any free port
              --service ADDRESS    whom the customers write to (service@shop.example)
              --password WORD      password of that mailbox (demo)
              --customers N        how many people there are (25)
              --rate N             mails a minute that begin something new (6)
              --mails N            stop beginning anything new after so many mails; 0 goes on for ever (0)
              --rounds N           how often a customer answers back at most (2)
              --seed N             the same seed tells the same stories (1)
              --fill N             write so many mails into the mailbox at once, before the customers begin (0)
              --data DIR --port N  set up the product that runs there for the demo: mail account, queues, people
              --help
            Lines on standard output: "ready ...", then what happens. Ends on SIGTERM, or when its standard input ends
            and --until-end-of-input is given.
            """;

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("smtp", "0"),
            Map.entry("imap", "0"),
            Map.entry("pop3", "0"),
            Map.entry("service", "service@shop.example"),
            Map.entry("password", "demo"),
            Map.entry("customers", "25"),
            Map.entry("rate", "6"),
            Map.entry("mails", "0"),
            Map.entry("rounds", "2"),
            Map.entry("seed", "1"),
            Map.entry("fill", "0"),
            Map.entry("data", ""),
            Map.entry("port", "8181"),
            Map.entry("until-end-of-input", "false"));

    /** @throws IllegalArgumentException if an option is unknown or has no value */
    static Options of(String... arguments) {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
            if (!DEFAULTS.containsKey(name)) {
                throw new IllegalArgumentException("unknown option " + arguments[i]);
            }
            if (name.equals("until-end-of-input")) {
                given.put(name, "true");
            } else if (i + 1 < arguments.length) {
                given.put(name, arguments[++i]);
            } else {
                throw new IllegalArgumentException("--" + name + " needs a value");
            }
        }
        return new Options(given);
    }

    String text(String name) {
        return given.getOrDefault(name, DEFAULTS.getOrDefault(name, ""));
    }

    /** @throws IllegalArgumentException if it is not a number */
    int number(String name) {
        try {
            return Integer.parseInt(text(name));
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException("--" + name + " needs a number, not " + text(name), wrong);
        }
    }

    Optional<Path> data() {
        return text("data").isEmpty() ? Optional.empty() : Optional.of(Path.of(text("data")));
    }

    Options with(String name, int value) {
        Map<String, String> more = new LinkedHashMap<>(given);
        more.put(name, Integer.toString(value));
        return new Options(more);
    }
}
