// SPDX-License-Identifier: Apache-2.0
package live.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import live.core.FreePort;
import live.itest.CallCentre;
import live.itest.Product;
import live.itest.Rest;

/**
 * P2: mails from filled mailboxes of several accounts into durable tickets of a queue, against a bare fetch of equally
 * filled mailboxes of the same server. Every round has a fresh server process and new mails.
 */
final class MailBenchmark implements Benchmark {
    private static final Duration STALLED = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMillis(50);

    private record Round(double limit, double rate, long lost, long doubled) {
        double ratio() {
            return rate / limit;
        }
    }

    @Override
    public String measures() {
        return "P2: e-mail in -> durable ticket in a queue, against a bare fetch of the same mailboxes";
    }

    @Override
    public Result run(Options options, PrintStream table) throws Exception {
        int accounts = options.number("accounts", 4);
        int mails = options.number("mails", 5000);
        int rounds = options.number("rounds", 3);
        int port = FreePort.find();
        List<Round> measured = new ArrayList<>();
        try (Product product = Product.fresh("bench-mail").asInProduction().start()) {
            CallCentre centre = new CallCentre(product, product.admin());
            table.printf("%d accounts, %d mails each%n", accounts, mails);
            table.printf(
                    "%-6s %14s %12s %7s %7s %8s%n", "round", "bare fetch/s", "tickets/s", "ratio", "lost", "doubled");
            for (int round = 0; round <= rounds; round++) {
                // The first round is small and warms both up.
                int each = round == 0 ? Math.min(500, mails) : mails;
                double limit;
                try (FilledMailServer server = new FilledMailServer(port, accounts, each, "bare" + round)) {
                    limit = BareFetch.perSecond(port, accounts);
                }
                try (FilledMailServer server = new FilledMailServer(port, accounts, each, "round" + round)) {
                    Round done = taken(product, centre, port, accounts, each, round, limit);
                    table.printf(
                            "%-6s %14.0f %12.0f %7.2f %7d %8d%n",
                            round == 0 ? "warm" : "" + round,
                            done.limit,
                            done.rate,
                            done.ratio(),
                            done.lost,
                            done.doubled);
                    if (round > 0) {
                        measured.add(done);
                    }
                }
            }
        }
        measured.sort(Comparator.comparingDouble(Round::ratio));
        Round median = measured.get(measured.size() / 2);
        return new Result(
                "mail",
                OptionalDouble.of(median.rate),
                OptionalDouble.of(median.limit),
                OptionalDouble.of(median.ratio()),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.of(0),
                OptionalLong.of(measured.stream().mapToLong(Round::lost).sum()),
                OptionalLong.of(measured.stream().mapToLong(Round::doubled).sum()));
    }

    private static Round taken(
            Product product, CallCentre centre, int port, int accounts, int mails, int round, double limit)
            throws Exception {
        Rest admin = centre.admin();
        String queue = centre.queue("Mails " + round, "mails-" + round);
        List<String> pids = new ArrayList<>();
        for (int account = 0; account < accounts; account++) {
            if (round == 0) {
                centre.route(FilledMailServer.address(account), queue);
            }
        }
        if (round > 0) {
            reroute(admin, queue);
        }
        long begun = System.nanoTime();
        for (int account = 0; account < accounts; account++) {
            pids.add(centre.emailAccount("bench" + round + "-" + account, settings(port, account)));
        }
        long wanted = (long) accounts * mails;
        long waiting = 0;
        long progressed = System.nanoTime();
        while (waiting < wanted && System.nanoTime() - progressed < STALLED.toNanos()) {
            LockSupport.parkNanos(LOOK.toNanos());
            long now = admin.get("/api/v1/routing/queues/" + queue)
                    .expect(200)
                    .json()
                    .path("waiting")
                    .asLong();
            if (now > waiting) {
                progressed = System.nanoTime();
            }
            waiting = now;
        }
        double rate = waiting / ((System.nanoTime() - begun) / 1e9);
        for (String pid : pids) {
            admin.delete("/api/v1/admin/configurations/" + pid).expect(200, 204);
        }
        Stored stored = Stored.of(product, queue);
        long lost = wanted - Math.min(stored.subjects(), waiting);
        long doubled = Math.max(stored.tickets(), stored.contacts()) - stored.subjects();
        return new Round(limit, rate, lost, doubled);
    }

    private static void reroute(Rest admin, String queue) throws Exception {
        JsonNode rules = admin.get("/api/v1/channels/rules").expect(200).json();
        rules.path("items")
                .forEach(rule -> ((com.fasterxml.jackson.databind.node.ObjectNode) rule).put("queue", queue));
        admin.put("/api/v1/channels/rules", rules).expect(200);
    }

    private static Map<String, Object> settings(int port, int account) {
        Map<String, Object> values = new java.util.LinkedHashMap<>();
        values.put("address", FilledMailServer.address(account));
        values.put("protocol", "IMAP");
        values.put("receiveHost", "127.0.0.1");
        values.put("receivePort", port);
        values.put("receiveSecurity", "NONE");
        values.put("receiveUser", FilledMailServer.address(account));
        values.put("receivePassword", "password");
        values.put("pollSeconds", 1);
        return values;
    }
}
