// SPDX-License-Identifier: Apache-2.0
package live.bench;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import live.itest.CallCentre;
import live.itest.Product;
import live.itest.StaffSocket;
import org.HdrHistogram.Histogram;

/**
 * P7: chat messages, each committed before it is confirmed, in as many conversations as the limit has connections; the limit
 * is one row per commit into the same database. Before it P6: what need not be stored, typing, from the visitor's line to the
 * agent's, against the shortest frame there and back on the visitor's line alone. Limit and product alternate; the figures are
 * those of the median round.
 */
final class ChatBenchmark implements Benchmark {
    private static final String BRANCH = "bench";
    private static final String TEXT =
            "I bought it last week and it has not said a word since. What can I do about it, please?";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** One thing done over and over by each of several threads. */
    @FunctionalInterface
    private interface Act {
        void run() throws Exception;
    }

    private record Outcome(double perSecond, double p50Millis, double p99Millis, long done, long errors) {}

    private record Round(Outcome limit, Outcome product) {
        double ratio() {
            return product.perSecond / limit.perSecond;
        }
    }

    @Override
    public String measures() {
        return "P7: chat messages committed before they are confirmed, against raw durable inserts; P6: typing";
    }

    @Override
    public Result run(Options options, PrintStream table) throws Exception {
        int conversations = options.number("conversations", 16);
        int rounds = options.number("rounds", 5);
        int seconds = options.number("seconds", 6);
        int warmSeconds = options.number("warmSeconds", 20);
        try (Product product = Product.fresh("bench-chat")
                .asInProduction()
                .configuration("live.push.visitors.cfg", "framesPerSecond = 100000\nframesAtOnce = 100000\n")
                .start()) {
            branch(product, new CallCentre(product, product.admin()).queue("Bench", "bench"));
            List<ChatCustomer> customers = new ArrayList<>();
            for (int i = 0; i < conversations; i++) {
                customers.add(new ChatCustomer(product, BRANCH));
                customers.get(i).write("hello");
            }
            table.println("relay: typing from the visitor to the agent, against an echo");
            List<Round> relayed = measure(
                    table,
                    rounds,
                    seconds,
                    warmSeconds,
                    i -> customers.get(i)::echo,
                    typing(product, customers),
                    conversations);
            table.println(
                    result("relay", median(relayed), errors(relayed), 0, 0).json());

            table.println("chat: messages committed before they are confirmed, against raw durable inserts");
            List<Connection> connections = connections(product, conversations);
            long before = stored(product);
            LongAdder confirmed = new LongAdder();
            List<Round> chatted = measure(
                    table,
                    rounds,
                    seconds,
                    warmSeconds,
                    i -> insert(connections.get(i)),
                    i -> () -> {
                        customers.get(i).write(TEXT);
                        confirmed.increment();
                    },
                    conversations);
            long added = stored(product) - before;
            table.printf("confirmed %d, stored %d%n", confirmed.sum(), added);
            customers.forEach(ChatCustomer::close);
            return result(
                    "chat",
                    median(chatted),
                    errors(chatted),
                    Math.max(0, confirmed.sum() - added),
                    Math.max(0, added - confirmed.sum()));
        }
    }

    private static void branch(Product product, String queue) throws Exception {
        product.admin()
                .post("/api/v1/branch/branches", Map.of("code", BRANCH, "name", "Bench"))
                .expect(201);
        Patience.until(
                () -> product.admin()
                                .put("/api/v1/channels/accounts/chat/" + BRANCH + "/queue", Map.of("queue", queue))
                                .status()
                        < 300,
                PATIENCE);
    }

    private static IntFunction<Act> typing(Product product, List<ChatCustomer> customers) throws Exception {
        List<Act> acts = new ArrayList<>();
        for (ChatCustomer customer : customers) {
            LinkedBlockingQueue<Boolean> seen = new LinkedBlockingQueue<>();
            StaffSocket agent = StaffSocket.open(product.admin())
                    .listen(frame -> {
                        if (frame.path("data").path("type").asText().equals("channels.sign")) {
                            seen.add(true);
                        }
                    })
                    .subscribe(1, "interactions", interaction(product, customer.visitor()));
            boolean[] on = new boolean[1];
            Patience.until(
                    () -> {
                        customer.typing(true);
                        return seen.poll() != null;
                    },
                    PATIENCE);
            acts.add(() -> {
                on[0] = !on[0];
                seen.clear();
                customer.typing(on[0]);
                if (seen.poll(30, TimeUnit.SECONDS) == null) {
                    throw new IllegalStateException("nobody sees " + agent);
                }
            });
        }
        return acts::get;
    }

    private static String interaction(Product product, String visitor) throws SQLException {
        try (Connection connection = product.connect();
                PreparedStatement find =
                        connection.prepareStatement("select id from channels.interaction where party_value = ?")) {
            find.setString(1, visitor);
            try (ResultSet row = find.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static List<Connection> connections(Product product, int count) throws SQLException {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            connections.add(product.connect());
        }
        try (var statement = connections.get(0).createStatement()) {
            statement.execute("create table bench_message (id bigint generated always as identity primary key,"
                    + " text text not null, at timestamptz not null default clock_timestamp())");
        }
        return connections;
    }

    private static Act insert(Connection connection) {
        try {
            PreparedStatement insert = connection.prepareStatement("insert into bench_message (text) values (?)");
            return () -> {
                insert.setString(1, TEXT);
                insert.executeUpdate();
            };
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long stored(Product product) throws SQLException {
        try (Connection connection = product.connect();
                PreparedStatement count =
                        connection.prepareStatement("select count(*) from channels.message where direction = 'IN'");
                ResultSet row = count.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static List<Round> measure(
            PrintStream table,
            int rounds,
            int seconds,
            int warmSeconds,
            IntFunction<Act> limit,
            IntFunction<Act> product,
            int threads)
            throws InterruptedException {
        table.printf(
                "%-6s %12s %9s %9s %12s %9s %9s %7s %7s%n",
                "round", "limit/s", "p50 ms", "p99 ms", "done/s", "p50 ms", "p99 ms", "ratio", "errors");
        List<Round> measured = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            // The first round warms both up: until its code is compiled, a JVM measures its compiler.
            int length = round == 0 ? Math.max(seconds, warmSeconds) : seconds;
            Round done = new Round(run(limit, threads, length), run(product, threads, length));
            if (round > 0) {
                measured.add(done);
            }
            table.printf(
                    "%-6s %12.0f %9.2f %9.2f %12.0f %9.2f %9.2f %7.2f %7d%n",
                    round == 0 ? "warm" : "" + round,
                    done.limit.perSecond,
                    done.limit.p50Millis,
                    done.limit.p99Millis,
                    done.product.perSecond,
                    done.product.p50Millis,
                    done.product.p99Millis,
                    done.ratio(),
                    done.product.errors);
        }
        return measured;
    }

    private static Outcome run(IntFunction<Act> acts, int threads, int seconds) throws InterruptedException {
        Histogram all = new Histogram(60_000_000L, 3);
        LongAdder errors = new LongAdder();
        List<Thread> running = new ArrayList<>();
        long begun = System.nanoTime();
        long end = begun + TimeUnit.SECONDS.toNanos(seconds);
        for (int i = 0; i < threads; i++) {
            Act act = acts.apply(i);
            Thread thread = new Thread(() -> repeat(act, end, all, errors), "bench-" + i);
            running.add(thread);
            thread.start();
        }
        for (Thread thread : running) {
            thread.join();
        }
        double elapsed = (System.nanoTime() - begun) / 1e9;
        return new Outcome(
                all.getTotalCount() / elapsed,
                all.getValueAtPercentile(50) / 1e3,
                all.getValueAtPercentile(99) / 1e3,
                all.getTotalCount(),
                errors.sum());
    }

    private static void repeat(Act act, long end, Histogram all, LongAdder errors) {
        Histogram mine = new Histogram(60_000_000L, 3);
        long now = System.nanoTime();
        while (now < end) {
            try {
                act.run();
                long then = System.nanoTime();
                mine.recordValue(Math.min(60_000_000L, (then - now) / 1_000));
                now = then;
            } catch (Exception e) {
                errors.increment();
                now = System.nanoTime();
            }
        }
        synchronized (all) {
            all.add(mine);
        }
    }

    private static Round median(List<Round> rounds) {
        List<Round> sorted = new ArrayList<>(rounds);
        sorted.sort(Comparator.comparingDouble(Round::ratio));
        return sorted.get(sorted.size() / 2);
    }

    private static long errors(List<Round> rounds) {
        return rounds.stream().mapToLong(round -> round.product.errors).sum();
    }

    private static Result result(String name, Round median, long errors, long lost, long doubled) {
        return new Result(
                name,
                OptionalDouble.of(median.product.perSecond),
                OptionalDouble.of(median.limit.perSecond),
                OptionalDouble.of(median.ratio()),
                OptionalDouble.of(median.product.p50Millis),
                OptionalDouble.of(median.product.p99Millis),
                OptionalLong.of(errors),
                OptionalLong.of(lost),
                OptionalLong.of(doubled));
    }
}
