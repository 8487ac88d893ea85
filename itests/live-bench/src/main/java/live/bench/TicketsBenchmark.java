// SPDX-License-Identifier: Apache-2.0
package live.bench;

import java.io.PrintStream;
import java.time.Duration;
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
 * one durable insert. Limit and product alternate; the figures are those of the median round. A ticket counts when it
 * waits in its queue, and no round begins before all of the one before do.
 */
final class TicketsBenchmark implements Benchmark {
    private static final String TICKETS = "/api/v1/ticketing/tickets";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /**
     * A round.
     *
     * @param routed tickets per second until the last one of the round waited in its queue
     */
    private record Round(Load.Outcome limit, Load.Outcome tickets, double routed) {
        double ratio() {
            return rate() / limit.perSecond();
        }

        double rate() {
            return Math.min(routed, tickets.perSecond());
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
        try (Product product = Product.fresh("bench-tickets").asInProduction().start()) {
            product.installProbe();
            Patience.until(() -> product.rest().post("/probe/insert", "{}").status() == 201, Duration.ofSeconds(20));
            CallCentre centre = new CallCentre(product, product.admin());
            String queue = centre.queue("Bench", "bench");
            List<Rest> users = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                users.add(centre.user("bench-" + i, "agent"));
            }
            long created = 0;
            long errors = 0;
            List<Round> measured = new ArrayList<>();
            table.printf(
                    "%-6s %12s %9s %9s %12s %12s %9s %9s %7s %7s%n",
                    "round",
                    "limit/s",
                    "p50 ms",
                    "p99 ms",
                    "answered/s",
                    "routed/s",
                    "p50 ms",
                    "p99 ms",
                    "ratio",
                    "errors");
            for (int round = 0; round <= rounds; round++) {
                // The first round warms both up: until its code is compiled, a JVM measures its compiler.
                int length = round == 0 ? Math.max(seconds, options.number("warmSeconds", 30)) : seconds;
                Load.Outcome limit = new Load(product.port(), connections)
                        .run(2, length, i -> Load.Request.post("/probe/insert", "", () -> body(queue)));
                long begun = System.nanoTime();
                Load.Outcome tickets = new Load(product.port(), connections)
                        .run(2, length, i -> Load.Request.post(TICKETS, headers(users.get(i)), () -> body(queue)));
                created += tickets.created();
                errors += tickets.errors();
                long wanted = created;
                Patience.until(() -> waiting(centre.admin(), queue) >= wanted, PATIENCE);
                Round done = new Round(limit, tickets, tickets.created() / ((System.nanoTime() - begun) / 1e9));
                if (round > 0) {
                    measured.add(done);
                }
                table.printf(
                        "%-6s %12.0f %9.2f %9.2f %12.0f %12.0f %9.2f %9.2f %7.2f %7d%n",
                        round == 0 ? "warm" : "" + round,
                        limit.perSecond(),
                        limit.p50Millis(),
                        limit.p99Millis(),
                        tickets.perSecond(),
                        done.routed(),
                        tickets.p50Millis(),
                        tickets.p99Millis(),
                        done.ratio(),
                        tickets.errors());
            }
            Stored stored = Stored.of(product, queue);
            table.printf(
                    "acknowledged %d, tickets %d, contacts %d, waiting in the queue %d, still on their way %d%n",
                    created, stored.tickets(), stored.contacts(), waiting(centre.admin(), queue), stored.underWay());
            measured.sort(Comparator.comparingDouble(Round::ratio));
            Round median = measured.get(measured.size() / 2);
            return new Result(
                    "tickets",
                    OptionalDouble.of(median.rate()),
                    OptionalDouble.of(median.limit().perSecond()),
                    OptionalDouble.of(median.ratio()),
                    OptionalDouble.of(median.tickets().p50Millis()),
                    OptionalDouble.of(median.tickets().p99Millis()),
                    OptionalLong.of(errors),
                    OptionalLong.of(Math.max(0, created - Math.min(stored.tickets(), waiting(centre.admin(), queue)))),
                    OptionalLong.of(Math.max(0, Math.max(stored.contacts(), stored.tickets()) - created)));
        }
    }

    private static long waiting(Rest admin, String queue) {
        return admin.get("/api/v1/routing/queues/" + queue)
                .expect(200)
                .json()
                .path("waiting")
                .asLong();
    }

    private static String body(String queue) {
        return "{\"id\":\"" + UUID.randomUUID() + "\",\"subject\":\"The radio makes no sound\",\"text\":\""
                + "I bought it last week and it has not said a word since. What can I do about it?\",\"priority\":3,"
                + "\"queue\":\"" + queue + "\",\"route\":true}";
    }

    private static String headers(Rest user) {
        return "Cookie: " + user.cookie() + "\r\nX-CSRF-Token: " + user.csrf() + "\r\n";
    }
}
