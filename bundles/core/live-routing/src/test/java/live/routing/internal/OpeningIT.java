// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static live.routing.internal.Centre.ANN;
import static live.routing.internal.Centre.SALES;
import static live.routing.internal.Centre.TENANT;
import static live.routing.internal.Centre.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import live.core.HoursId;
import live.core.QueueId;
import live.directory.Hours;
import live.lib.router.Diversion.WhenClosed;
import live.lib.router.Opening;
import live.lib.router.Phase;
import live.lib.router.View;
import live.routing.Outcome;
import live.routing.WorkId;
import live.routing.internal.store.DiversionDefinition;
import live.routing.internal.store.QueueDefinition;
import live.test.postgres.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Queues that open and close by the clock, through restarts, set clocks and changed hours. */
class OpeningIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("routing");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HoursId OFFICE = HoursId.next();
    private static final Hours.Span NINE_TO_FIVE = new Hours.Span(9 * 60, 17 * 60);

    private final SetClock clock = new SetClock();
    private final Centre.People people = new Centre.People();
    private Centre centre;

    /** Goes on from where it was set last. */
    private static final class SetClock extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        void set(String instant) {
            ahead = Duration.between(Instant.now(), Instant.parse(instant));
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    @BeforeEach
    void empty() throws Exception {
        Centre.empty(POSTGRES.dataSource());
        keep(NINE_TO_FIVE);
    }

    @AfterEach
    void close() throws Exception {
        centre.close();
    }

    private void begin() throws Exception {
        centre = Centre.begun(new Centre(POSTGRES.dataSource(), 120, Centre.alone(), people, clock));
    }

    private void keep(Hours.Span... spans) {
        List<Hours.Weekly> week = Stream.of(DayOfWeek.values())
                .flatMap(day -> Arrays.stream(spans).map(span -> new Hours.Weekly(day, span)))
                .toList();
        people.hours.put(OFFICE, new Hours(OFFICE, "Office", ZoneOffset.UTC, week, List.of(), 1));
    }

    private static QueueDefinition sales(WhenClosed whenClosed, Optional<QueueId> closedQueue) {
        return Centre.sales(600, 0)
                .diverting(new DiversionDefinition(Optional.of(OFFICE), whenClosed, closedQueue, 0, Optional.empty()));
    }

    private WorkId submit() throws Exception {
        WorkId work = Centre.work();
        assertThat(done(centre.router.submit(work, Centre.request(SALES, 5, clock.instant()))))
                .isInstanceOf(Outcome.Done.class);
        return work;
    }

    private <T> T ask(java.util.function.Function<View, T> question) throws Exception {
        return centre.domains.domain(TENANT).ask(question).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private View.WorkState state(WorkId work) throws Exception {
        return ask(view -> view.work(work.value()).orElseThrow());
    }

    private Opening opening() throws Exception {
        return ask(view -> view.opening(SALES.value()).orElseThrow());
    }

    private void awaitOpening(boolean open, String until) {
        await().ignoreExceptions().atMost(PATIENCE).untilAsserted(() -> assertThat(opening())
                .isEqualTo(new Opening(open, Instant.parse(until).toEpochMilli())));
    }

    @Test
    void aQueueOpensAndClosesByTheClockAndStaysSoThroughARestart() throws Exception {
        clock.set("2100-01-04T08:00:00Z");
        begin();
        centre.open(sales(WhenClosed.WAIT, Optional.empty()));
        assertThat(opening().open()).isFalse();
        awaitOpening(false, "2100-01-04T09:00:00Z");
        centre.ready(ANN);
        WorkId work = submit();
        assertThat(state(work).phase()).isEqualTo(Phase.RESTING);

        centre.close();
        begin();
        centre.ready(ANN);
        awaitOpening(false, "2100-01-04T09:00:00Z");
        assertThat(state(work).phase()).isEqualTo(Phase.RESTING);

        clock.set("2100-01-04T08:59:58Z");
        awaitOpening(true, "2100-01-04T17:00:00Z");
        assertThat(state(work).phase()).isEqualTo(Phase.OFFERED);
        assertThat(centre.domains
                        .hindsight()
                        .replay(TENANT, Hindsight.OLDEST, Long.MAX_VALUE)
                        .differing())
                .isZero();

        clock.set("2100-01-04T16:59:58Z");
        awaitOpening(false, "2100-01-05T09:00:00Z");
    }

    @Test
    void changedHoursHoldAtOnceAndAClosedQueueSendsItsContactsElsewhere() throws Exception {
        clock.set("2100-01-04T12:00:00Z");
        begin();
        centre.open(sales(WhenClosed.OVERFLOW, Optional.of(QueueId.UNSORTED)));
        awaitOpening(true, "2100-01-04T17:00:00Z");
        WorkId work = submit();
        assertThat(state(work).request().queue()).isEqualTo(SALES.value());

        keep(new Hours.Span(9 * 60, 11 * 60));
        centre.domains.rulesChanged(TENANT);
        awaitOpening(false, "2100-01-05T09:00:00Z");
        assertThat(state(work).request().queue()).isEqualTo(QueueId.UNSORTED.value());
        assertThat(state(work).phase()).isEqualTo(Phase.WAITING);

        people.hours.clear();
        centre.domains.rulesChanged(TENANT);
        await().ignoreExceptions().atMost(PATIENCE).untilAsserted(() -> assertThat(opening())
                .isEqualTo(Opening.ALWAYS));
    }

    @Test
    void aQueueIsStoredWithWhereItsContactsGo() throws Exception {
        begin();
        QueueDefinition queue = sales(WhenClosed.SERVE, Optional.of(QueueId.UNSORTED))
                .diverting(new DiversionDefinition(
                        Optional.of(OFFICE),
                        WhenClosed.OVERFLOW,
                        Optional.of(QueueId.UNSORTED),
                        60,
                        Optional.of(QueueId.UNSORTED)));
        centre.domains.queues().create(queue, Centre.BY_THE_PLATFORM, connection -> {});
        assertThat(centre.domains.queues().find(TENANT, SALES).orElseThrow().diversion())
                .isEqualTo(queue.diversion());
        assertThat(new QueueUsage(centre.domains).of(TENANT, OFFICE.value())).hasSize(1);
    }
}
