// SPDX-License-Identifier: Apache-2.0
package live.simulators;

import java.io.IOException;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/** The program. */
public final class Simulators {
    private Simulators() {}

    /** See {@code --help}. Exit code 2: wrong options; 1: something failed. */
    public static void main(String[] arguments) {
        if (java.util.List.of(arguments).contains("--help")) {
            System.out.print(Options.HELP);
            return;
        }
        try {
            run(Options.of(arguments));
        } catch (IllegalArgumentException wrong) {
            System.err.println("live-simulators: " + wrong.getMessage() + "; see --help");
            System.exit(2);
        } catch (InterruptedException ended) {
            System.exit(0);
        } catch (Exception failure) {
            System.err.println("live-simulators: " + failure);
            System.exit(1);
        }
        System.exit(0);
    }

    private static void run(Options wished) throws Exception {
        Options options =
                wished.data().isPresent() ? new DemoPorts(wished.data().get()).apply(wished) : wished;
        try (MailServer server =
                new MailServer(options.number("smtp"), options.number("imap"), options.number("pop3"))) {
            String service = options.text("service");
            server.mailbox(service, options.text("password"));
            Crowd crowd = new Crowd(options, new Post(server.smtp(), server.imap()), Simulators::tell);
            crowd.people().forEach(who -> server.mailbox(who.address(), Post.PASSWORD));
            crowd.fill(server, options.number("fill"));
            System.out.println("ready smtp=" + server.smtp() + " imap=" + server.imap() + " pop3=" + server.pop3()
                    + " service=" + service);
            if (options.text("until-end-of-input").equals("true")) {
                endWithInput();
            }
            if (options.data().isPresent()) {
                new DemoCentre(options.data().get(), options.number("port"), Simulators::tell).setUp(server, options);
            }
            crowd.live(options.number("mails"), Math.max(0.01, Double.parseDouble(options.text("rate"))));
        }
    }

    private static void endWithInput() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            continue;
                        }
                    } catch (IOException ended) {
                        // Ended all the same.
                    }
                    System.exit(0);
                },
                "end of input");
        watch.setDaemon(true);
        watch.start();
    }

    private static void tell(String what) {
        System.out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + what);
    }
}
