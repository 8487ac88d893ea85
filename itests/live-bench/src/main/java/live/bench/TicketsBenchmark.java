// SPDX-License-Identifier: Apache-2.0
package live.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import live.itest.CallCentre;
import live.itest.Product;
import live.itest.Rest;

/**
 * P1: tickets over REST, each authenticated, audited, durable and routed, against a bare servlet in the same container with
 * one durable insert. Limit and product alternate; the figures are those of the median round.
 */
final class TicketsBenchmark implements Benchmark {
    private static final String TICKETS = "/api/v1/ticketing/tickets";

    private record Round(Load.Outcome limit, Load.Outcome tickets) {
        double ratio() {
            return tickets.perSecond() / limit.perSecond();
        }
    }

    @Override
    public String measures() {
        return "P1: REST ticket create (authenticated, audited, durable, routed) against a bare servlet with one insert";
    }

    @Override
    public Result run(Options options, PrintStream table) throws Exception {
        int connections = options.number("connections", 16);
        int rounds = options.number("rounds", 5);
        int seconds = options.number("seconds", 6);
        try (Product product = Product.fresh("bench-tickets").start()) {
            product.installProbe();
            awaitServlet(product);
            CallCentre centre = new CallCentre(product, product.admin());
            String queue = centre.queue("Bench", "bench");
            List<Rest> users = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                users.add(centre.user("bench-" + i, "agent"));
            }
            long before = total(centre.admin());
            long created = 0;
            long errors = 0;
            List<Round> measured = new ArrayList<>();
            table.printf(
                    "%-6s %12s %9s %9s %12s %9s %9s %7s %7s%n",
                    "round", "limit/s", "p50 ms", "p99 ms", "tickets/s", "p50 ms", "p99 ms", "ratio", "errors");
            for (int round = 0; round <= rounds; round++) {
                Load.Outcome limit = new Load(product.port(), connections)
                        .run(2, seconds, i -> new Load.Request("/probe/insert", "", () -> body(queue)));
                Load.Outcome tickets = new Load(product.port(), connections)
                        .run(2, seconds, i -> new Load.Request(TICKETS, headers(users.get(i)), () -> body(queue)));
                created += tickets.created();
                errors += tickets.errors();
                Round done = new Round(limit, tickets);
                // The first round warms both up.
                if (round > 0) {
                    measured.add(done);
                }
                table.printf(
                        "%-6s %12.0f %9.2f %9.2f %12.0f %9.2f %9.2f %7.2f %7d%n",
                        round == 0 ? "warm" : "" + round,
                        limit.perSecond(),
                        limit.p50Millis(),
                        limit.p99Millis(),
                        tickets.perSecond(),
                        tickets.p50Millis(),
                        tickets.p99Millis(),
                        done.ratio(),
                        tickets.errors());
            }
            long stored = total(centre.admin()) - before;
            table.printf("acknowledged %d, stored %d%n", created, stored);
            measured.sort(Comparator.comparingDouble(Round::ratio));
            Round median = measured.get(measured.size() / 2);
            return new Result(
                    "tickets",
                    OptionalDouble.of(median.tickets().perSecond()),
                    OptionalDouble.of(median.limit().perSecond()),
                    OptionalDouble.of(median.ratio()),
                    OptionalDouble.of(median.tickets().p50Millis()),
                    OptionalDouble.of(median.tickets().p99Millis()),
                    OptionalLong.of(errors),
                    OptionalLong.of(Math.max(0, created - stored)),
                    OptionalLong.of(Math.max(0, stored - created)));
        }
    }

    private static void awaitServlet(Product product) throws InterruptedException {
        for (int i = 0; i < 100 && product.rest().post("/probe/insert", "{}").status() != 201; i++) {
            Thread.sleep(100);
        }
    }

    private static String body(String queue) {
        return "{\"id\":\"" + UUID.randomUUID() + "\",\"subject\":\"The radio makes no sound\",\"text\":\""
                + "I bought it last week and it has not said a word since. What can I do about it?\",\"priority\":3,"
                + "\"queue\":\"" + queue + "\",\"route\":true}";
    }

    private static String headers(Rest user) {
        return "Cookie: " + user.cookie() + "\r\nX-CSRF-Token: " + user.csrf() + "\r\n";
    }

    private static long total(Rest admin) throws Exception {
        return admin.get(TICKETS + "?limit=1&count=exact")
                .expect(200)
                .json()
                .path("total")
                .asLong();
    }
}
