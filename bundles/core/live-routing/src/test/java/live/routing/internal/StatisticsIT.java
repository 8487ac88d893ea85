// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static live.routing.internal.Centre.ANN;
import static live.routing.internal.Centre.BOB;
import static live.routing.internal.Centre.SALES;
import static live.routing.internal.Centre.TENANT;
import static live.routing.internal.Centre.done;
import static live.routing.internal.Centre.request;
import static live.routing.internal.Centre.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import live.core.UserId;
import live.lib.router.Input;
import live.lib.router.Outcome;
import live.lib.router.QueueRule;
import live.lib.router.Role;
import live.routing.WorkId;
import live.routing.internal.statistics.QueueFigure;
import live.routing.internal.statistics.Report;
import live.routing.internal.statistics.Total;
import live.test.postgres.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Figures from a real journal: each thing once, whoever stops when, and the same when they are counted anew. */
class StatisticsIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("routing");

    private Centre centre;

    @BeforeEach
    void open() throws Exception {
        sql("truncate routing.domain, routing.journal, routing.snapshot, routing.checkpoint, routing.statistics_queue,"
                + " routing.statistics_agent, routing.statistics_time, routing.statistics_track");
        start();
    }

    private static void sql(String statement) throws Exception {
        try (Connection connection = POSTGRES.dataSource().getConnection();
                Statement it = connection.createStatement()) {
            it.execute(statement);
        }
    }

    private void start() throws Exception {
        centre = new Centre(POSTGRES.dataSource());
        await().ignoreExceptions().atMost(Duration.ofSeconds(30)).until(centre::open);
        if (centre.domains.queues().create(Centre.sales(60, 60), Centre.BY_THE_PLATFORM, connection -> {})) {
            centre.book.changed(TENANT);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> centre.domains
                .domain(TENANT)
                .ask(view -> view.queue(SALES.value()).isPresent())
                .toCompletableFuture()
                .get(5, SECONDS));
    }

    @AfterEach
    void close() throws Exception {
        centre.close();
    }

    /** Somebody is served, somebody is gone before, somebody waits on. */
    private void live() throws Exception {
        WorkId served = work();
        done(centre.router.submit(served, request(SALES, 5, Instant.now())));
        centre.ready(ANN);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !centre.desk.offers(TENANT, ANN).isEmpty());
        done(centre.desk.accept(
                TENANT, ANN, centre.desk.offers(TENANT, ANN).get(0).id()));
        done(centre.desk.finish(TENANT, ANN, served));
        done(centre.desk.wrapUp(TENANT, ANN, served, ""));
        done(centre.desk.presence(TENANT, ANN, live.routing.AgentDesk.Presence.NOT_READY, "lunch"));
        WorkId gone = work();
        done(centre.router.submit(gone, request(SALES, 5, Instant.now())));
        done(centre.router.cancel(TENANT, gone, "hung up"));
        done(centre.router.submit(work(), request(SALES, 5, Instant.now())));
    }

    private void counted() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> centre.statistics.sequence(TENANT)
                        >= centre.domains.domain(TENANT).sequence());
    }

    /** Everything that is stored, as text. */
    private static List<String> stored() throws Exception {
        List<String> rows = new ArrayList<>();
        try (Connection connection = POSTGRES.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : List.of("queue", "agent", "time", "track")) {
                try (ResultSet result = statement.executeQuery(
                        "select t::text as line from routing.statistics_" + table + " t order by 1")) {
                    while (result.next()) {
                        String line = result.getString("line");
                        if (!line.contains(",count,")) {
                            rows.add(line);
                        }
                    }
                }
            }
        }
        return rows;
    }

    /** Something may happen by itself meanwhile, such as a desk that is not heard of: then once more. */
    private void countedAnewItIsTheSame(Callable<List<String>> figures) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            counted();
            long sequence = centre.domains.domain(TENANT).sequence();
            List<String> before = figures.call();
            centre.statistics.rebuild(TENANT).get(30, SECONDS);
            counted();
            List<String> after = figures.call();
            if (centre.domains.domain(TENANT).sequence() != sequence) {
                return false;
            }
            assertThat(after).isEqualTo(before);
            return true;
        });
    }

    private List<Report.Line> lines(Report.By by) {
        Instant now = Instant.now();
        Report.Wish wish = new Report.Wish(
                now.minus(Duration.ofHours(1)), now.plusSeconds(1), Report.Interval.WHOLE, by, ZoneId.of("UTC"));
        return centre.statistics.report(TENANT, wish, 1_000).lines();
    }

    @Test
    void whatHappenedIsCountedOnceAndCountedAnewItIsTheSame() throws Exception {
        live();
        counted();
        Total sales = lines(Report.By.QUEUE).stream()
                .filter(line -> SALES.value().equals(line.id()))
                .findFirst()
                .orElseThrow()
                .contacts();
        assertThat(sales.all().get(QueueFigure.OFFERED)).isEqualTo(3);
        assertThat(sales.all().get(QueueFigure.ANSWERED)).isEqualTo(1);
        assertThat(sales.all().get(QueueFigure.ABANDONED)).isEqualTo(1);
        assertThat(sales.all().get(QueueFigure.HANDLED)).isEqualTo(1);
        assertThat(sales.all().waiting()).isEqualTo(1);
        Report.Line ann = agent(ANN);
        assertThat(ann.agent().accepted()).isEqualTo(1);
        assertThat(ann.times().get(live.routing.internal.statistics.TimeSpent.State.NOT_READY))
                .containsKey("lunch");
        List<String> before = stored();
        assertThat(before).isNotEmpty();

        // It goes on after a stop where it was.
        centre.close();
        sql("update routing.domain set until = now() - interval '1 second'");
        start();
        counted();
        // People are not heard of any more, and nothing else has happened.
        assertThat(offered()).isEqualTo(3);
        countedAnewItIsTheSame(StatisticsIT::stored);
        // A day that ends meanwhile has both begin anew.
        await().atMost(Duration.ofSeconds(30)).until(() -> today(QueueFigure.OFFERED) == offeredToday());
    }

    private long today(QueueFigure figure) {
        return centre.statistics.today(TENANT).values().stream()
                .mapToLong(total -> total.all().get(figure))
                .sum();
    }

    private long offeredToday() {
        ZoneId here = ZoneId.systemDefault();
        Instant now = Instant.now();
        Instant day =
                now.atZone(here).truncatedTo(java.time.temporal.ChronoUnit.DAYS).toInstant();
        return centre
                .statistics
                .report(TENANT, new Report.Wish(day, now, Report.Interval.DAY, Report.By.QUEUE, here), 1_000)
                .lines()
                .stream()
                .mapToLong(line -> line.contacts().all().get(QueueFigure.OFFERED))
                .sum();
    }

    private long offered() {
        return lines(Report.By.MEDIUM).stream()
                .mapToLong(line -> line.contacts().all().get(QueueFigure.OFFERED))
                .sum();
    }

    private Report.Line agent(UserId agent) {
        return lines(Report.By.AGENT).stream()
                .filter(line -> agent.value().equals(line.id()))
                .findFirst()
                .orElseThrow();
    }

    private Outcome send(Input input) throws Exception {
        return centre.domains.domain(TENANT).send(input).toCompletableFuture().get(10, SECONDS);
    }

    private void takes(UserId agent) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !centre.desk.offers(TENANT, agent).isEmpty());
        centre.desk
                .accept(TENANT, agent, centre.desk.offers(TENANT, agent).get(0).id())
                .toCompletableFuture()
                .join();
    }

    /** Ann asks Bob, promises to call back, does so before its time, and does not reach anybody. */
    @Test
    void whoTakesPartAndWhatWasPromisedIsCountedToo() throws Exception {
        UUID contact = work().value();
        centre.ready(ANN);
        centre.ready(BOB);
        done(centre.desk.presence(TENANT, BOB, live.routing.AgentDesk.Presence.NOT_READY, "lunch"));
        done(centre.router.submit(new WorkId(contact), request(SALES, 5, Instant.now())));
        takes(ANN);
        centre.ready(BOB);
        UUID invitation = UUID.randomUUID();
        long later = System.currentTimeMillis() + 3_600_000;
        assertThat(send(new Input.Invite(
                        ANN.value(), contact, invitation, Role.CONSULT, SALES.value(), List.of(), BOB.value(), later)))
                .isEqualTo(Outcome.DONE);
        takes(BOB);
        assertThat(send(new Input.Postpone(ANN.value(), contact, later, null, null, false, 0, true, "busy")))
                .isEqualTo(Outcome.DONE);
        counted();
        assertThat(figure(QueueFigure.CALLBACKS)).isEqualTo(1);
        assertThat(figure(QueueFigure.CALLBACKS_KEPT)).isZero();
        countedAnewItIsTheSame(StatisticsIT::stored);

        assertThat(send(new Input.Pull(ANN.value(), contact))).isEqualTo(Outcome.DONE);
        for (int attempt = 2; attempt <= QueueRule.MAX_ATTEMPTS; attempt++) {
            assertThat(send(new Input.Postpone(null, contact, 0, null, ANN.value(), true, 0, true, "")))
                    .isEqualTo(Outcome.DONE);
        }
        counted();
        assertThat(figure(QueueFigure.CALLBACKS_KEPT)).isEqualTo(1);
        assertThat(figure(QueueFigure.CALLBACKS_MISSED)).isZero();
        assertThat(figure(QueueFigure.NOT_REACHED)).isEqualTo(1);
        assertThat(figure(QueueFigure.INVITED)).isEqualTo(1);
        assertThat(figure(QueueFigure.JOINED)).isEqualTo(1);
        assertThat(agent(BOB).agent().joined()).isEqualTo(1);
        countedAnewItIsTheSame(StatisticsIT::stored);
    }

    private long figure(QueueFigure figure) {
        return lines(Report.By.MEDIUM).stream()
                .mapToLong(line -> line.contacts().all().get(figure))
                .sum();
    }

    @Test
    void twoWhoCountStoreOnce() throws Exception {
        live();
        counted();
        Statistics second = new Statistics(
                centre.domains, POSTGRES.dataSource(), centre.people, centre.tasks, java.time.Clock.systemUTC());
        try {
            WorkId another = work();
            done(centre.router.submit(another, request(SALES, 5, Instant.now())));
            centre.ready(BOB);
            counted();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> second.sequence(TENANT)
                            >= centre.domains.domain(TENANT).sequence());
        } finally {
            second.stop();
        }
        assertThat(offered()).isEqualTo(4);
        countedAnewItIsTheSame(StatisticsIT::stored);
    }

    @Test
    void whatTheJournalDoesNotTellAnyMoreStaysAsItWasCounted() throws Exception {
        live();
        counted();
        // As if all this had been yesterday, and the journal had been dropped.
        centre.domains.domain(TENANT).snapshot();
        centre.close();
        sql("delete from routing.journal");
        sql("update routing.statistics_queue set at = at - interval '1 day'");
        sql("update routing.domain set until = now() - interval '1 second'");
        start();
        live();
        counted();
        assertThat(queues()).hasSizeGreaterThan(1);
        countedAnewItIsTheSame(StatisticsIT::queues);
    }

    private static List<String> queues() throws Exception {
        List<String> rows = new ArrayList<>();
        try (Connection connection = POSTGRES.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("select t::text as line from routing.statistics_queue t order by 1")) {
            while (result.next()) {
                rows.add(result.getString("line"));
            }
        }
        return rows;
    }
}
