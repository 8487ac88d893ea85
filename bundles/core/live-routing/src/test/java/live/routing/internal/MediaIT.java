// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static live.routing.internal.Centre.ANN;
import static live.routing.internal.Centre.SALES;
import static live.routing.internal.Centre.TENANT;
import static live.routing.internal.Centre.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import live.core.InteractionId;
import live.core.QueueId;
import live.lib.router.Diversion.WhenClosed;
import live.lib.router.Phase;
import live.lib.router.View;
import live.lib.router.estimate.Estimator;
import live.routing.AgentDesk;
import live.routing.Assignment;
import live.routing.Offer;
import live.routing.Outcome;
import live.routing.RoutingListener;
import live.routing.WorkId;
import live.routing.WorkRequest;
import live.routing.internal.statistics.QueueFigure;
import live.routing.internal.statistics.Report;
import live.routing.internal.store.DiversionDefinition;
import live.test.postgres.PostgresServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Giving up, overflowing and waiting, alike for who is on the line, who is there in a chat, and who has written. */
class MediaIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("routing");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Outcome DONE = new Outcome.Done();

    private final List<RoutingListener.Change> heard = new CopyOnWriteArrayList<>();
    private Centre centre;

    private void begin(DiversionDefinition diversion) throws Exception {
        centre = Centre.fresh(POSTGRES.dataSource(), Centre.sales(600, 0).diverting(diversion));
        centre.feeds.add(new RoutingListener() {
            @Override
            public String name() {
                return "test.media";
            }

            @Override
            public void changed(Change change) {
                heard.add(change);
            }
        });
    }

    @AfterEach
    void close() throws Exception {
        centre.close();
    }

    private WorkId submit(String medium, Instant since) throws Exception {
        WorkId work = Centre.work();
        WorkRequest mail = Centre.request(SALES, 5, since);
        WorkRequest request = new WorkRequest(
                TENANT,
                new InteractionId(work.value()),
                SALES,
                medium,
                mail.skills(),
                mail.priority(),
                Optional.empty(),
                Optional.empty(),
                since,
                Optional.empty(),
                Optional.empty(),
                mail.attributes());
        assertThat(done(centre.router.submit(work, request))).isEqualTo(DONE);
        return work;
    }

    private Offer offer() {
        return await().atMost(PATIENCE)
                .until(() -> centre.desk.offers(TENANT, ANN), offers -> !offers.isEmpty())
                .get(0);
    }

    private View.WorkState state(WorkId work) throws Exception {
        return centre.domains
                .domain(TENANT)
                .ask(view -> view.work(work.value()).orElseThrow())
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private long figure(Report.By by, QueueFigure figure, @Nullable UUID queue) {
        Instant now = Instant.now();
        Report.Wish wish = new Report.Wish(
                now.minus(1, ChronoUnit.HOURS), now.plusSeconds(1), Report.Interval.WHOLE, by, ZoneId.of("UTC"));
        return centre.statistics.report(TENANT, wish, 1_000).lines().stream()
                .filter(line -> queue == null || queue.equals(line.id()))
                .mapToLong(line -> line.contacts().all().get(figure))
                .sum();
    }

    private void counted() {
        await().atMost(PATIENCE)
                .until(() -> centre.statistics.sequence(TENANT)
                        >= centre.domains.domain(TENANT).sequence());
    }

    private List<RoutingListener.State> heardOf(WorkId work) {
        return heard.stream()
                .filter(change -> change.work().equals(work))
                .map(RoutingListener.Change::state)
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"call", "chat", "email"})
    void whoGivesUpIsGoneWhereverHeIsAndNobodyIsBlamed(String medium) throws Exception {
        begin(DiversionDefinition.NONE);
        centre.ready(ANN);
        WorkId offered = submit(medium, Instant.now());
        Offer offer = offer();
        assertThat(done(centre.router.cancel(TENANT, offered, "abandoned"))).isEqualTo(DONE);
        assertThat(done(centre.desk.accept(TENANT, ANN, offer.id()))).isInstanceOf(Outcome.Gone.class);
        await().atMost(PATIENCE).until(() -> centre.desk.offers(TENANT, ANN).isEmpty());
        assertThat(centre.desk.state(TENANT, ANN).presence()).isEqualTo(AgentDesk.Presence.READY);

        done(centre.desk.presence(TENANT, ANN, AgentDesk.Presence.NOT_READY, "lunch"));
        WorkId waiting = submit(medium, Instant.now());
        assertThat(done(centre.router.cancel(TENANT, waiting, "abandoned"))).isEqualTo(DONE);
        assertThat(done(centre.router.cancel(TENANT, waiting, "abandoned")))
                .as("said twice")
                .isEqualTo(DONE);

        centre.ready(ANN);
        WorkId owned = submit(medium, Instant.now());
        done(centre.desk.accept(TENANT, ANN, offer().id()));
        assertThat(done(centre.router.cancel(TENANT, owned, "hung up"))).isEqualTo(DONE);
        await().atMost(PATIENCE)
                .until(() -> centre.desk.assignments(TENANT, ANN).isEmpty());

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(List.of(offered, waiting, owned))
                .allSatisfy(work -> assertThat(heardOf(work)).endsWith(RoutingListener.State.CANCELLED)));
        counted();
        assertThat(figure(Report.By.MEDIUM, QueueFigure.OFFERED, null)).isEqualTo(3);
        assertThat(figure(Report.By.MEDIUM, QueueFigure.ANSWERED, null)).isEqualTo(1);
        assertThat(figure(Report.By.MEDIUM, QueueFigure.ABANDONED, null)).isEqualTo(2);
        assertThat(figure(Report.By.MEDIUM, QueueFigure.MISSED, null)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"call", "chat", "email"})
    void whoWaitsTooLongGoesToTheOtherQueueWithHisPlace(String medium) throws Exception {
        begin(new DiversionDefinition(
                Optional.empty(), WhenClosed.WAIT, Optional.empty(), 1, Optional.of(QueueId.UNSORTED)));
        Instant since = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
        WorkId late = submit(medium, since);
        await().atMost(PATIENCE).until(() -> state(late).request().queue().equals(QueueId.UNSORTED.value()));
        assertThat(state(late).request().enqueuedAt()).isEqualTo(since.toEpochMilli());
        centre.ready(ANN);
        assertThat(offer().work()).isEqualTo(late);
        assertThat(done(centre.desk.accept(TENANT, ANN, offer().id()))).isEqualTo(DONE);
        counted();
        assertThat(figure(Report.By.QUEUE, QueueFigure.MOVED_ON, SALES.value())).isEqualTo(1);
        assertThat(figure(Report.By.QUEUE, QueueFigure.TRANSFERRED_IN, QueueId.UNSORTED.value()))
                .isEqualTo(1);
        assertThat(figure(Report.By.QUEUE, QueueFigure.ANSWERED, QueueId.UNSORTED.value()))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"call", "chat", "email"})
    void whoWaitsIsToldHisPositionAndHowLongItWillTake(String medium) throws Exception {
        begin(DiversionDefinition.NONE);
        Estimates estimates = new Estimates(centre.domains, centre.tasks, new Centre.NoMeters(), Clock.systemUTC());
        try {
            centre.ready(ANN);
            WorkId before = submit(medium, Instant.now());
            done(centre.desk.accept(TENANT, ANN, offer().id()));
            done(centre.desk.wrapUp(TENANT, ANN, before, ""));
            WorkId first;
            do {
                // Until she has no more room.
                first = submit(medium, Instant.now());
                if (state(first).phase() == Phase.OFFERED) {
                    done(centre.desk.accept(TENANT, ANN, offer().id()));
                }
            } while (state(first).phase() != Phase.WAITING);
            WorkId waits = first;
            WorkId second = submit(medium, Instant.now());
            await().atMost(PATIENCE).untilAsserted(() -> {
                Estimator.Standing next =
                        estimates.standing(TENANT, waits.value()).orElseThrow();
                Estimator.Standing after =
                        estimates.standing(TENANT, second.value()).orElseThrow();
                assertThat(next.position()).isEqualTo(1);
                assertThat(after.position()).isEqualTo(2);
                assertThat(next.estimate()).isNotNull();
                assertThat(after.estimate()).isNotNull();
            });
            assertThat(done(centre.router.cancel(TENANT, waits, "abandoned"))).isEqualTo(DONE);
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> estimates
                                    .standing(TENANT, second.value())
                                    .orElseThrow()
                                    .position()
                            == 1);
            assertThat(centre.desk.assignments(TENANT, ANN))
                    .extracting(Assignment::work)
                    .doesNotContain(waits, second);
        } finally {
            estimates.stop();
        }
    }
}
