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

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import live.core.UserId;
import live.lib.router.StrategyVersion;
import live.routing.Offer;
import live.routing.Outcome;
import live.routing.Strategy;
import live.routing.WorkId;
import live.test.postgres.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A partner's strategy comes, chooses, misbehaves and goes while contacts are routed. */
class StrategyIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("routing");

    private static final String NAME = "partners-own";
    private static final Outcome DONE = new Outcome.Done();

    private Centre centre;

    /** Prefers whom a function prefers. */
    private record Preferring(int version, ToLongFunction<Candidate> scores) implements Strategy {
        Preferring(int version, UserId agent) {
            this(version, candidate -> candidate.agent().equals(agent) ? 1 : 0);
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public long score(Contact contact, Candidate agent) {
            assertThat(contact.attributes()).containsEntry("channel", "email/support");
            return scores.applyAsLong(agent);
        }
    }

    @BeforeEach
    void open() throws Exception {
        centre = Centre.fresh(POSTGRES.dataSource(), Centre.sales(20, 60, NAME));
    }

    private void start() throws Exception {
        centre = Centre.begun(POSTGRES.dataSource());
    }

    @AfterEach
    void close() throws Exception {
        centre.close();
    }

    /** Submits a contact, answers who was offered it, and ends it. */
    private UserId served() throws Exception {
        WorkId work = work();
        assertThat(done(centre.router.submit(work, request(SALES, 5, Instant.now()))))
                .isEqualTo(DONE);
        UserId agent = await().until(() -> receiver(work), found -> found != null);
        assertThat(done(centre.router.cancel(TENANT, work, "over"))).isEqualTo(DONE);
        return agent;
    }

    private UserId receiver(WorkId work) {
        for (UserId agent : List.of(ANN, BOB)) {
            for (Offer offer : centre.desk.offers(TENANT, agent)) {
                if (offer.work().equals(work)) {
                    return agent;
                }
            }
        }
        return null;
    }

    private Hindsight.Compared replay() {
        return centre.domains.hindsight().replay(TENANT, Hindsight.OLDEST, Long.MAX_VALUE);
    }

    @Test
    void itChoosesFromTheMomentItComesToTheMomentItGoes() throws Exception {
        centre.ready(ANN);
        centre.ready(BOB);
        assertThat(served()).as("the longest idle").isEqualTo(ANN);
        Strategy bobFirst = new Preferring(1, BOB);
        centre.strategies.addStrategy(bobFirst);
        assertThat(List.of(served(), served(), served())).containsOnly(BOB);
        Strategy annFirst = new Preferring(2, ANN);
        centre.strategies.removeStrategy(bobFirst);
        centre.strategies.addStrategy(annFirst);
        assertThat(List.of(served(), served(), served())).containsOnly(ANN);
        centre.strategies.removeStrategy(annFirst);
        assertThat(List.of(served(), served())).as("the longest idle").containsExactly(BOB, ANN);

        Hindsight.Compared without = replay();
        assertThat(without.differing()).isZero();
        assertThat(without.missing()).containsExactly(new StrategyVersion(NAME, 1), new StrategyVersion(NAME, 2));
        centre.strategies.addStrategy(annFirst);
        centre.strategies.addStrategy(bobFirst);
        assertThat(replay().missing()).isEmpty();
        assertThat(replay().differing()).isZero();
        assertThat(centre.strategies.present()).as("the newest").containsExactly(new StrategyVersion(NAME, 2));
    }

    @Test
    void lookingBackShowsThatItDecidesOtherwiseUnderTheSameVersion() throws Exception {
        centre.ready(ANN);
        centre.ready(BOB);
        Strategy bobFirst = new Preferring(1, BOB);
        centre.strategies.addStrategy(bobFirst);
        assertThat(served()).isEqualTo(BOB);
        centre.strategies.removeStrategy(bobFirst);
        centre.strategies.addStrategy(new Preferring(1, ANN));
        assertThat(replay().differing()).isPositive();
    }

    @Test
    void whatItDecidedHoldsAfterARestartWithoutIt() throws Exception {
        centre.ready(ANN);
        centre.ready(BOB);
        centre.strategies.addStrategy(new Preferring(1, BOB));
        WorkId work = work();
        assertThat(done(centre.router.submit(work, request(SALES, 5, Instant.now()))))
                .isEqualTo(DONE);
        Offer offer = await().until(
                        () -> centre.desk.offers(TENANT, BOB).stream().findFirst(), found -> found.isPresent())
                .orElseThrow();
        assertThat(done(centre.desk.accept(TENANT, BOB, offer.id()))).isEqualTo(DONE);
        centre.close();
        start();
        assertThat(centre.desk.assignments(TENANT, BOB)).singleElement().satisfies(mine -> assertThat(mine.work())
                .isEqualTo(work));
        assertThat(centre.domains.domain(TENANT).differing()).isZero();
    }

    @Test
    void whenItThrowsTheLongestIdleGetsTheContactAndHealthTells() throws Exception {
        centre.ready(ANN);
        centre.ready(BOB);
        boolean[] broken = {true};
        centre.strategies.addStrategy(new Preferring(1, candidate -> {
            if (broken[0]) {
                throw new IllegalStateException("no idea");
            }
            return candidate.agent().equals(ANN) ? 1 : 0;
        }));
        assertThat(List.of(served(), served())).containsExactly(ANN, BOB);
        assertThat(new RoutingHealth(centre.domains).check().message()).contains(NAME, "no idea");
        broken[0] = false;
        assertThat(List.of(served(), served(), served())).containsOnly(ANN);
        assertThat(new RoutingHealth(centre.domains).check().code()).isEqualTo("ok");
    }

    @Test
    void whileItHangsNobodyWaitsForIt() throws Exception {
        centre.ready(ANN);
        centre.ready(BOB);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch awake = new CountDownLatch(1);
        centre.strategies.addStrategy(new Preferring(1, candidate -> {
            asked.countDown();
            boolean interrupted = false;
            while (awake.getCount() > 0) {
                try {
                    awake.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return candidate.agent().equals(ANN) ? 1 : 0;
        }));
        assertThat(List.of(served(), served(), served(), served())).containsExactly(ANN, BOB, ANN, BOB);
        assertThat(asked.getCount()).isZero();
        assertThat(new RoutingHealth(centre.domains).check().code()).isEqualTo("routing.strategy.failed");
        awake.countDown();
        await().until(() -> served().equals(ANN) && served().equals(ANN) && served().equals(ANN));
    }

    @Test
    void underLoadItIsExchangedAndNothingIsLostOrOfferedTwice() throws Exception {
        List<UserId> agents = List.of(ANN, BOB);
        centre.ready(ANN);
        centre.ready(BOB);
        List<Strategy> versions = List.of(new Preferring(1, BOB), new Preferring(2, ANN));
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger exchanged = new AtomicInteger();
        FutureTask<Void> exchange = new FutureTask<>(() -> {
            while (!over.get()) {
                for (Strategy version : versions) {
                    centre.strategies.addStrategy(version);
                    centre.strategies.removeStrategy(version);
                }
                exchanged.incrementAndGet();
            }
            return null;
        });
        new Thread(exchange, "exchange").start();
        Set<WorkId> submitted = new HashSet<>();
        Set<WorkId> assigned = new HashSet<>();
        while (submitted.size() < 300 || exchanged.get() < 50) {
            WorkId work = work();
            submitted.add(work);
            assertThat(done(centre.router.submit(work, request(SALES, 5, Instant.now()))))
                    .isEqualTo(DONE);
            serveWhatIsOffered(agents, assigned);
        }
        over.set(true);
        exchange.get(10, SECONDS);
        await().until(() -> {
            serveWhatIsOffered(agents, assigned);
            return assigned.size() == submitted.size();
        });
        assertThat(assigned).isEqualTo(submitted);
        versions.forEach(centre.strategies::addStrategy);
        Hindsight.Compared again = replay();
        assertThat(again.missing()).isEmpty();
        assertThat(again.differing()).isZero();
    }

    private void serveWhatIsOffered(List<UserId> agents, Set<WorkId> assigned) throws Exception {
        for (UserId agent : agents) {
            for (Offer offer : centre.desk.offers(TENANT, agent)) {
                if (done(centre.desk.accept(TENANT, agent, offer.id())).equals(DONE)) {
                    assertThat(assigned.add(offer.work())).as("offered twice").isTrue();
                    assertThat(done(centre.desk.wrapUp(TENANT, agent, offer.work(), "")))
                            .isEqualTo(DONE);
                }
            }
        }
    }
}
