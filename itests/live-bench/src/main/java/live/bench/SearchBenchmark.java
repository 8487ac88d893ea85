// SPDX-License-Identifier: Apache-2.0
package live.bench;

import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import live.itest.CallCentre;
import live.itest.Product;
import live.itest.Rest;

/**
 * P3: search of tickets by what was written in them, over REST as an agent does it, one search after the other on a few
 * connections; against selects by primary key on as many connections.
 */
final class SearchBenchmark implements Benchmark {
    private static final String TICKETS = "/api/v1/ticketing/tickets";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Override
    public String measures() {
        return "P3: ticket search, content included (p99 < 10 ms at 10,000 tickets), against selects by primary key";
    }

    @Override
    public Result run(Options options, PrintStream table) throws Exception {
        int tickets = options.number("tickets", 10_000);
        int connections = options.number("connections", 2);
        int seconds = options.number("seconds", 10);
        try (Product product = Product.fresh("bench-search").asInProduction().start()) {
            CallCentre centre = new CallCentre(product, product.admin());
            String queue = centre.queue("Search", "search");
            Rest agent = centre.user("bench-search", "agent");
            Letters letters = new Letters(new Random(27));
            fill(centre.admin(), product, queue, letters, tickets);
            table.printf("%d tickets of some 120 words each%n", tickets);
            double limit = selects(product, connections, seconds);
            table.printf("%-28s %12s %9s %9s %7s%n", "search", "per second", "p50 ms", "p99 ms", "errors");
            Load.Outcome all = null;
            for (Kind kind : Kind.values()) {
                all = searches(product, agent, connections, seconds, () -> kind.text(letters));
                print(table, kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '), all);
            }
            all = searches(product, agent, connections, seconds, () -> Kind.any(letters)
                    .text(letters));
            print(table, "all kinds mixed", all);
            return new Result(
                    "search",
                    OptionalDouble.of(all.perSecond()),
                    OptionalDouble.of(limit),
                    OptionalDouble.of(all.perSecond() / limit),
                    OptionalDouble.of(all.p50Millis()),
                    OptionalDouble.of(all.p99Millis()),
                    OptionalLong.of(all.errors()),
                    OptionalLong.empty(),
                    OptionalLong.empty());
        }
    }

    /** What people look for. */
    private enum Kind {
        FREQUENT_WORD {
            @Override
            String text(Letters letters) {
                return letters.frequent();
            }
        },
        RARE_WORD {
            @Override
            String text(Letters letters) {
                return letters.rare();
            }
        },
        TWO_WORDS {
            @Override
            String text(Letters letters) {
                return letters.frequent() + " " + letters.rare();
            }
        },
        BEGINNING_OF_A_WORD {
            @Override
            String text(Letters letters) {
                return letters.rare().substring(0, 4);
            }
        },
        CUSTOMER {
            @Override
            String text(Letters letters) {
                return letters.address();
            }
        };

        abstract String text(Letters letters);

        static Kind any(Letters letters) {
            return values()[letters.below(values().length)];
        }
    }

    private static void fill(Rest admin, Product product, String queue, Letters letters, int tickets) throws Exception {
        List<Rest> writers = new ArrayList<>(List.of(admin));
        String headers = "Cookie: " + admin.cookie() + "\r\nX-CSRF-Token: " + admin.csrf() + "\r\n";
        Load.Request request = Load.Request.post(TICKETS, headers, () -> body(queue, letters));
        new Load(product.port(), 8 * writers.size()).times(tickets, request);
        try (Connection connection = product.connect()) {
            boolean found = Patience.until(() -> count(connection) >= 2L * tickets, PATIENCE);
            if (!found) {
                throw new IllegalStateException("the search has not caught up");
            }
        }
    }

    /** Each ticket is found by its heading and by its note. */
    private static long count(Connection connection) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement("select count(*) from ticketing.search");
                ResultSet row = count.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String body(String queue, Letters letters) {
        return "{\"id\":\"" + UUID.randomUUID() + "\",\"subject\":\"" + letters.sentence(6) + "\",\"text\":\""
                + letters.letter() + "\",\"queue\":\"" + queue
                + "\",\"route\":false,\"party\":{\"kind\":\"email\",\"value\":\"" + letters.address()
                + "\",\"name\":\"" + letters.name() + "\"}}";
    }

    private static Load.Outcome searches(
            Product product, Rest agent, int connections, int seconds, Supplier<String> text) throws Exception {
        return new Load(product.port(), connections)
                .run(
                        2,
                        seconds,
                        i -> Load.Request.get(
                                () -> TICKETS + "?limit=50&q=" + URLEncoder.encode(text.get(), StandardCharsets.UTF_8),
                                "Cookie: " + agent.cookie() + "\r\n"));
    }

    private static double selects(Product product, int connections, int seconds) throws Exception {
        List<UUID> ids = new ArrayList<>();
        try (Connection connection = product.connect();
                PreparedStatement all = connection.prepareStatement("select id from ticketing.ticket limit 10000");
                ResultSet rows = all.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
            }
        }
        try (Selects selects = new Selects(product, ids, connections)) {
            return selects.perSecond(Duration.ofSeconds(seconds));
        }
    }

    private static void print(PrintStream table, String what, Load.Outcome outcome) {
        table.printf(
                "%-28s %12.0f %9.2f %9.2f %7d%n",
                what, outcome.perSecond(), outcome.p50Millis(), outcome.p99Millis(), outcome.errors());
    }
}
