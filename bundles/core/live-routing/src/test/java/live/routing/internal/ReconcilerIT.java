// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static live.routing.internal.Centre.ANN;
import static live.routing.internal.Centre.BOB;
import static live.routing.internal.Centre.SALES;
import static live.routing.internal.Centre.TENANT;
import static live.routing.internal.Centre.done;
import static live.routing.internal.Centre.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import live.core.InteractionId;
import live.core.TenantId;
import live.core.health.Health;
import live.lib.router.Decision;
import live.lib.router.View;
import live.routing.Offer;
import live.routing.Outcome;
import live.routing.RoutingListener;
import live.routing.WorkId;
import live.routing.WorkOrigin;
import live.routing.internal.Difference.Kind;
import live.test.postgres.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What got lost between routing and whoever put work into it is found and mended, and nothing else is touched. */
class ReconcilerIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("routing");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SETTLE = Duration.ofMillis(100);

    private Centre centre;
    private Reconciler reconciler;
    private final Book book = new Book("test.book");

    /** An origin that says what it is told to. */
    private static class Book implements WorkOrigin {
        private final String name;
        final Map<WorkId, Standing> standings = new ConcurrentHashMap<>();
        final List<WorkId> open = new CopyOnWriteArrayList<>();
        final List<WorkId> again = new CopyOnWriteArrayList<>();

        Book(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Map<WorkId, Standing> standings(TenantId tenant, Map<WorkId, InteractionId> works) {
            assertThat(works).hasSizeLessThanOrEqualTo(MOST);
            Map<WorkId, Standing> known = new HashMap<>(standings);
            known.keySet().retainAll(works.keySet());
            return known;
        }

        @Override
        public List<WorkId> open(TenantId tenant, Optional<WorkId> after, int limit) {
            int from = after.map(work -> open.indexOf(work) + 1).orElse(0);
            return List.copyOf(open.subList(from, Math.min(from + limit, open.size())));
        }

        @Override
        public void submitAgain(TenantId tenant, List<WorkId> works) {
            assertThat(works).hasSizeLessThanOrEqualTo(MOST);
            again.addAll(works);
        }
    }

    @BeforeEach
    void begin() throws Exception {
        centre = Centre.fresh(POSTGRES.dataSource(), Centre.sales(600, 600));
        reconciler = new Reconciler(centre.domains, centre.feeds, centre.tasks, new Centre.NoMeters(), SETTLE);
        reconciler.add(book);
    }

    @AfterEach
    void end() throws Exception {
        reconciler.stop();
        centre.close();
    }

    private WorkId submit() throws Exception {
        WorkId work = Centre.work();
        assertThat(done(centre.router.submit(work, request(SALES, 5, Instant.now()))))
                .isInstanceOf(Outcome.Done.class);
        return work;
    }

    private Optional<View.WorkState> state(WorkId work) throws Exception {
        return centre.domains
                .domain(TENANT)
                .ask(view -> view.work(work.value()))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private List<Difference> differences() {
        return reconciler.status().stream()
                .flatMap(status -> status.differences().stream())
                .toList();
    }

    private void over(WorkId work) {
        book.standings.put(work, new WorkOrigin.Standing(true, Optional.empty()));
    }

    private Health healthAfter(Duration time) {
        return new ReconcilerHealth(reconciler).check(Instant.now().plus(time));
    }

    private List<Decision> journal() {
        List<Decision> all = new ArrayList<>();
        centre.domains.journal().after(TENANT, 0, Integer.MAX_VALUE).forEach(batch -> Recorded.read(batch)
                .forEach(recorded -> recorded.decisions().forEach(decided -> all.add(decided.decision()))));
        return all;
    }

    @Test
    void whatIsOverLeavesRoutingWhenItWasSeenTwice() throws Exception {
        WorkId gone = submit();
        WorkId stays = submit();
        WorkId unknown = submit();
        over(gone);
        book.standings.put(stays, new WorkOrigin.Standing(false, Optional.empty()));

        reconciler.compare();
        assertThat(differences()).singleElement().satisfies(difference -> {
            assertThat(difference.work()).isEqualTo(gone);
            assertThat(difference.kind()).isEqualTo(Kind.OVER);
        });
        assertThat(state(gone)).isPresent();

        reconciler.mend();
        assertThat(state(gone)).isEmpty();
        assertThat(state(stays)).isPresent();
        assertThat(state(unknown)).isPresent();
        assertThat(differences()).isEmpty();
        assertThat(journal())
                .filteredOn(Decision.Ended.class::isInstance)
                .singleElement()
                .satisfies(ended -> {
                    assertThat(((Decision.Ended) ended).work()).isEqualTo(gone.value());
                    assertThat(((Decision.Ended) ended).code()).isEqualTo(Reconciliation.REASON);
                });
    }

    @Test
    void whatIsMerelyUnderWayIsLeftAlone() throws Exception {
        WorkId closing = submit();
        over(closing);
        WorkId coming = Centre.work();
        book.open.add(coming);
        reconciler.compare();
        assertThat(differences()).extracting(Difference::kind).containsExactlyInAnyOrder(Kind.OVER, Kind.MISSING);

        assertThat(done(centre.router.cancel(TENANT, closing, "closed"))).isInstanceOf(Outcome.Done.class);
        assertThat(done(centre.router.submit(coming, request(SALES, 5, Instant.now()))))
                .isInstanceOf(Outcome.Done.class);
        reconciler.mend();

        assertThat(differences()).isEmpty();
        assertThat(book.again).isEmpty();
        assertThat(state(coming)).isPresent();
        assertThat(journal())
                .noneMatch(decision ->
                        decision instanceof Decision.Ended ended && ended.code().equals(Reconciliation.REASON));
    }

    @Test
    void whatRoutingDoesNotKnowIsSubmittedAgainHoweverMuchItIs() throws Exception {
        WorkId known = submit();
        book.open.add(known);
        List<WorkId> lost = IntStream.range(0, 2 * WorkOrigin.MOST + 1)
                .mapToObj(i -> Centre.work())
                .toList();
        book.open.addAll(lost);

        reconciler.mend();

        assertThat(book.again).containsExactlyInAnyOrderElementsOf(lost);
        book.open.retainAll(Set.of(known));
        reconciler.compare();
        assertThat(differences()).isEmpty();
    }

    @Test
    void whatRoutingHasEndedIsNotBegunAgainButTold() throws Exception {
        WorkId ended = submit();
        assertThat(done(centre.router.cancel(TENANT, ended, "done"))).isInstanceOf(Outcome.Done.class);
        book.open.add(ended);

        reconciler.mend();

        assertThat(book.again).isEmpty();
        assertThat(differences()).extracting(Difference::kind).containsExactly(Kind.ENDED);
        assertThat(healthAfter(Duration.ZERO)).isEqualTo(Health.OK);
        assertThat(healthAfter(ReconcilerHealth.PATIENCE.plusSeconds(1)).code())
                .isEqualTo("routing.reconciler.differs");
    }

    @Test
    void whoHasNotHeardYetWhatRoutingDecidedIsNotTakenAtHisWord() throws Exception {
        CountDownLatch hears = new CountDownLatch(1);
        RoutingListener deaf = new RoutingListener() {
            @Override
            public String name() {
                return book.name();
            }

            @Override
            public void changed(Change change) {
                try {
                    hears.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
            }
        };
        centre.feeds.add(deaf);
        submit();
        WorkId lost = Centre.work();
        book.open.add(lost);

        reconciler.mend();
        assertThat(differences()).extracting(Difference::work).containsExactly(lost);
        assertThat(book.again).isEmpty();

        hears.countDown();
        await().atMost(PATIENCE)
                .until(() -> centre.feeds.heard(TENANT, book.name())
                        >= centre.domains.domain(TENANT).sequence());
        reconciler.mend();
        assertThat(book.again).containsExactly(lost);
    }

    @Test
    void whoHasItIsToldAndLeftToPeople() throws Exception {
        WorkId work = submit();
        centre.ready(ANN);
        Offer offer = await().atMost(PATIENCE)
                .until(() -> centre.desk.offers(TENANT, ANN), offers -> !offers.isEmpty())
                .get(0);
        assertThat(done(centre.desk.accept(TENANT, ANN, offer.id()))).isInstanceOf(Outcome.Done.class);
        book.standings.put(work, new WorkOrigin.Standing(false, Optional.of(ANN)));
        reconciler.mend();
        assertThat(differences()).isEmpty();

        book.standings.put(work, new WorkOrigin.Standing(false, Optional.of(BOB)));
        reconciler.mend();

        assertThat(differences()).extracting(Difference::kind).containsExactly(Kind.OWNER);
        assertThat(state(work).orElseThrow().agent()).isEqualTo(ANN.value());
        assertThat(healthAfter(ReconcilerHealth.PATIENCE.plusSeconds(1))).isEqualTo(Health.OK);
    }

    @Test
    void aContactThatHasChangedItsChannelIsServedByItsOldWork() throws Exception {
        WorkId work = submit();
        InteractionId other = new InteractionId(Centre.work().value());
        assertThat(done(centre.router.move(TENANT, work, other, "email"))).isInstanceOf(Outcome.Done.class);
        book.open.add(new WorkId(other.value()));

        reconciler.mend();

        assertThat(differences()).isEmpty();
        assertThat(book.again).isEmpty();
    }

    @Test
    void moreThanLostMessagesExplainIsNotMendedUnasked() throws Exception {
        List<WorkId> works = new ArrayList<>();
        List<java.util.concurrent.CompletableFuture<Outcome>> answers = new ArrayList<>();
        for (int i = 0; i <= Reconciliation.MOST_UNASKED; i++) {
            WorkId work = Centre.work();
            works.add(work);
            answers.add(
                    centre.router.submit(work, request(SALES, 5, Instant.now())).toCompletableFuture());
        }
        for (var answer : answers) {
            assertThat(done(answer)).isInstanceOf(Outcome.Done.class);
        }
        works.forEach(this::over);
        Reconciliation unasked =
                new Reconciliation(centre.domains.domain(TENANT), book, centre.feeds::heard, Duration.ZERO, kind -> {});

        unasked.look(Reconciliation.Mending.ALL);
        assertThat(centre.domains.domain(TENANT).contacts()).as("seen once").isEqualTo(works.size());
        unasked.look(Reconciliation.Mending.FEW);
        assertThat(centre.domains.domain(TENANT).contacts()).isEqualTo(works.size());

        reconciler.mend();
        assertThat(centre.domains.domain(TENANT).contacts()).isZero();
    }

    @Test
    void whatDoesNotGoAwaySoonIsLookedAtSoonAFewTimesOnly() throws Exception {
        Reconciliation unheard = new Reconciliation(
                centre.domains.domain(TENANT), book, (tenant, name) -> -1, Duration.ZERO, kind -> {});
        WorkId lost = Centre.work();
        book.open.add(lost);
        for (int look = 0; look < Reconciliation.TRIES; look++) {
            unheard.look(Reconciliation.Mending.FEW);
            assertThat(unheard.suspicious()).isTrue();
        }
        for (int look = 0; look < 5; look++) {
            unheard.look(Reconciliation.Mending.FEW);
            assertThat(unheard.suspicious()).isFalse();
        }
        assertThat(unheard.differences()).extracting(Difference::tries).containsExactly(0);

        book.open.remove(lost);
        unheard.look(Reconciliation.Mending.FEW);
        book.open.add(lost);
        unheard.look(Reconciliation.Mending.FEW);
        assertThat(unheard.suspicious()).as("something new").isTrue();
    }

    @Test
    void itIsDoneUnaskedAndWhoThrowsOrNeverAnswersHoldsUpNobody() throws Exception {
        Book throwing = new Book("test.throwing") {
            @Override
            public Map<WorkId, Standing> standings(TenantId tenant, Map<WorkId, InteractionId> works) {
                throw new IllegalStateException("on purpose");
            }
        };
        CountDownLatch never = new CountDownLatch(1);
        Book silent = new Book("test.silent") {
            @Override
            public List<WorkId> open(TenantId tenant, Optional<WorkId> after, int limit) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return List.of();
            }
        };
        reconciler.add(throwing);
        reconciler.add(silent);
        WorkId gone = submit();
        WorkId lost = Centre.work();
        over(gone);
        book.open.add(lost);

        centre.domains.modified(new Centre.Configured(new String[] {"email=3"}, new String[0], 120, 1));

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(state(gone)).isEmpty();
            assertThat(book.again).contains(lost);
        });
        assertThat(done(centre.router.submit(lost, request(SALES, 5, Instant.now()))))
                .isInstanceOf(Outcome.Done.class);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(differences()).isEmpty());
        Instant late = Instant.now();
        await().atMost(PATIENCE).until(() -> reconciler.status().stream()
                .filter(status -> status.origin().equals(book.name()))
                .anyMatch(status -> status.looked().isAfter(late)));
        Health health = new ReconcilerHealth(reconciler)
                .check(late.plus(ReconcilerHealth.PATIENCE).plusSeconds(1));
        assertThat(health.code()).isEqualTo("routing.reconciler.silent");
        assertThat(health.message())
                .containsAnyOf("test.silent", "test.throwing")
                .doesNotContain(book.name());
        reconciler.remove(silent);
        reconciler.remove(throwing);
    }
}
