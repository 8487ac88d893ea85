// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static live.routing.internal.Centre.ANN;
import static live.routing.internal.Centre.BOB;
import static live.routing.internal.Centre.GERMAN;
import static live.routing.internal.Centre.SALES;
import static live.routing.internal.Centre.TENANT;
import static live.routing.internal.Centre.done;
import static live.routing.internal.Centre.request;
import static live.routing.internal.Centre.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import live.core.QueueId;
import live.lib.router.Explanation;
import live.lib.router.Explanation.Verdict;
import live.lib.router.QueueRule;
import live.routing.Offer;
import live.routing.Outcome;
import live.routing.Skill;
import live.routing.WorkId;
import live.routing.internal.store.DiversionDefinition;
import live.routing.internal.store.QueueDefinition;
import live.routing.internal.store.RingDefinition;
import live.test.postgres.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Past decisions, decided again from what the journal holds. */
class HindsightIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("routing");

    private Centre centre;

    @BeforeEach
    void open() throws Exception {
        centre = Centre.fresh(POSTGRES.dataSource(), Centre.sales(20, 60));
    }

    @AfterEach
    void close() throws Exception {
        centre.close();
    }

    private WorkId submit(Skill... skills) throws Exception {
        WorkId work = work();
        assertThat(done(centre.router.submit(work, request(SALES, 5, Instant.now(), skills))))
                .isEqualTo(new Outcome.Done());
        return work;
    }

    private List<Explanation> why(WorkId work) {
        Hindsight.Explained explained =
                centre.domains.hindsight().explain(TENANT, work.value()).orElseThrow();
        assertThat(explained.exact()).isTrue();
        return explained.explanations();
    }

    private static Verdict verdict(Explanation step, UUID agent) {
        return step.agents().stream()
                .filter(each -> each.agent().equals(agent))
                .map(Explanation.Judged::verdict)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whyAContactWentWhereItWentIsToldAtAnyTimeLater() throws Exception {
        WorkId work = submit();
        assertThat(why(work)).singleElement().satisfies(step -> {
            assertThat(step.chosen()).isNull();
            assertThat(verdict(step, ANN.value())).isEqualTo(Verdict.SIGNED_OUT);
        });
        centre.ready(ANN);
        await().until(() -> !centre.desk.offers(TENANT, ANN).isEmpty());
        Offer offer = centre.desk.offers(TENANT, ANN).get(0);
        List<Explanation> offered = why(work);
        assertThat(offered).singleElement().satisfies(step -> {
            assertThat(step.chosen()).isEqualTo(ANN.value());
            assertThat(step.freed()).isTrue();
            assertThat(step.strategy()).isEqualTo("longest-idle");
            assertThat(verdict(step, ANN.value())).isEqualTo(Verdict.CHOSEN);
            assertThat(verdict(step, BOB.value())).isEqualTo(Verdict.SIGNED_OUT);
        });

        // A snapshot that knows the contact, one that does not, and the contact's end change nothing of it.
        centre.domains.domain(TENANT).snapshot();
        assertThat(why(work)).isEqualTo(offered);
        done(centre.desk.accept(TENANT, ANN, offer.id()));
        done(centre.desk.finish(TENANT, ANN, work));
        done(centre.desk.wrapUp(TENANT, ANN, work, ""));
        assertThat(why(work)).isEqualTo(offered);
        centre.domains.domain(TENANT).snapshot();
        assertThat(why(work)).isEqualTo(offered);
    }

    @Test
    void aContactThatNobodyMasters() throws Exception {
        centre.ready(BOB);
        WorkId work = submit(new Skill(GERMAN, 2));
        assertThat(why(work)).singleElement().satisfies(step -> {
            assertThat(verdict(step, BOB.value())).isEqualTo(Verdict.UNSKILLED);
            assertThat(step.agents()).noneMatch(agent -> agent.verdict() == Verdict.SUITS);
        });
        assertThat(centre.domains.hindsight().explain(TENANT, UUID.randomUUID()))
                .isEmpty();
    }

    @Test
    void whichRingAContactHadReached() throws Exception {
        centre.ready(ANN);
        WorkId soon = submitTo(expanding("Soon", 1));
        WorkId late = submitTo(expanding("Late", 36_000));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !centre.desk.offers(TENANT, ANN).isEmpty());
        assertThat(why(soon)).singleElement().satisfies(step -> {
            assertThat(step.ring()).isEqualTo(1);
            assertThat(step.queueVersion()).isEqualTo(1);
            assertThat(step.at() - step.waitsSince()).isGreaterThanOrEqualTo(1_000);
            assertThat(verdict(step, ANN.value())).isEqualTo(Verdict.CHOSEN);
        });
        assertThat(why(late)).singleElement().satisfies(step -> {
            assertThat(step.ring()).isZero();
            assertThat(verdict(step, ANN.value())).isEqualTo(Verdict.RING_NOT_REACHED);
        });
    }

    private WorkId submitTo(QueueId queue) throws Exception {
        WorkId work = work();
        assertThat(done(centre.router.submit(work, request(queue, 5, Instant.now()))))
                .isEqualTo(new Outcome.Done());
        return work;
    }

    /** A queue for which Ann does not speak German well enough, except from ring 2 on. */
    private QueueId expanding(String name, int afterSeconds) throws Exception {
        QueueDefinition sales = Centre.sales(60, 0);
        QueueDefinition queue = new QueueDefinition(
                TENANT,
                new QueueId(live.core.Uuid7.next()),
                name + " " + UUID.randomUUID(),
                sales.medium(),
                0,
                List.of(new Skill(GERMAN, 5)),
                List.of(),
                sales.offerSeconds(),
                0,
                0,
                sales.serviceLevelSeconds(),
                sales.strategy(),
                false,
                List.of(),
                List.of(new RingDefinition(afterSeconds, 0, List.of(new RingDefinition.Enough(GERMAN, 4)), List.of())),
                DiversionDefinition.NONE,
                QueueRule.MAX_ATTEMPTS,
                true,
                1);
        centre.domains.queues().create(queue, Centre.BY_THE_PLATFORM, connection -> {});
        centre.book.changed(TENANT);
        await().until(() -> centre.domains
                .domain(TENANT)
                .ask(view -> view.queue(queue.id().value()).isPresent())
                .toCompletableFuture()
                .get(5, SECONDS));
        return queue.id();
    }

    @Test
    void theWholeJournalIsDecidedAgainAsItIsRecorded() throws Exception {
        centre.ready(ANN);
        submit();
        Hindsight.Compared compared = centre.domains.hindsight().replay(TENANT, Hindsight.OLDEST, Long.MAX_VALUE);
        assertThat(compared.from()).isZero();
        assertThat(compared.to()).isPositive();
        assertThat(compared.differing()).isZero();
    }

    @Test
    void ofEachDayTheFirstSnapshotIsKept() throws Exception {
        centre.ready(ANN);
        submit();
        for (int i = 0; i < 4; i++) {
            submit();
            centre.domains.domain(TENANT).snapshot();
        }
        List<Long> kept = centre.domains.journal().snapshots(TENANT);
        assertThat(kept).hasSize(3).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        try (Connection connection = POSTGRES.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "update routing.snapshot set written = written - interval '1 day' where sequence = " + kept.get(1));
        }
        submit();
        centre.domains.domain(TENANT).snapshot();
        assertThat(centre.domains.journal().snapshots(TENANT))
                .hasSize(4)
                .contains(kept.get(2), kept.get(1), kept.get(0));
    }
}
