// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static live.routing.internal.Centre.ANN;
import static live.routing.internal.Centre.SALES;
import static live.routing.internal.Centre.TENANT;
import static live.routing.internal.Centre.done;
import static live.routing.internal.Centre.request;
import static live.routing.internal.Centre.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.awaitility.Awaitility.await;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import live.core.HoursId;
import live.core.QueueId;
import live.directory.Hours;
import live.lib.router.AgentRule;
import live.lib.router.Diversion.WhenClosed;
import live.lib.router.QueueRule;
import live.lib.router.Units;
import live.lib.router.simulation.Shift;
import live.lib.router.simulation.Stream;
import live.routing.Offer;
import live.routing.Outcome;
import live.routing.WorkId;
import live.routing.internal.store.DiversionDefinition;
import live.routing.internal.store.QueueDefinition;
import live.test.postgres.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What would become of contacts, asked of the engine that serves them. */
class WhatIfIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("routing");

    private static final long HALF_HOUR = 1_800_000;
    private static final Outcome DONE = new Outcome.Done();

    private Centre centre;

    @BeforeEach
    void open() throws Exception {
        centre = Centre.fresh(POSTGRES.dataSource(), Centre.sales(20, 0));
    }

    @AfterEach
    void close() throws Exception {
        centre.close();
    }

    private WhatIf.Answer ask(long begin, int intervals, List<Shift> shifts, WhatIf.Source source, int runs) {
        return ask(begin, intervals, shifts, List.of(), source, runs);
    }

    private WhatIf.Answer ask(
            long begin, int intervals, List<Shift> shifts, List<AgentRule> recorded, WhatIf.Source source, int runs) {
        Rulebook today = centre.domains.rulebook(TENANT);
        List<QueueRule> queues = today.queues();
        return centre.domains
                .whatIf()
                .answer(
                        TENANT,
                        new WhatIf.Question(
                                begin,
                                HALF_HOUR,
                                intervals,
                                today.rules(),
                                queues,
                                today.turns(
                                        Instant.ofEpochMilli(begin),
                                        Instant.ofEpochMilli(begin + intervals * HALF_HOUR),
                                        100),
                                shifts,
                                recorded,
                                source,
                                0,
                                Map.of(),
                                runs),
                        () -> false);
    }

    private static List<Shift> agents(int count, long begin, long end) {
        List<Shift> shifts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shifts.add(new Shift(
                    new AgentRule(
                            new UUID(0xA, i),
                            1,
                            List.of(),
                            List.of(),
                            List.of(new Units("call", 1), new Units("email", 1))),
                    begin,
                    end));
        }
        return shifts;
    }

    /** 100 calls of 3 minutes in each half hour, 14 agents: Erlang C says 0.888. */
    @Test
    void expectedContactsAreServedAsErlangCSays() {
        int intervals = 48;
        Stream calls = new Stream(
                SALES.value(), "call", List.of(), 5, Collections.nCopies(intervals, 100.0), 180_000, Long.MAX_VALUE);
        List<Shift> shifts = agents(14, 0, intervals * HALF_HOUR);
        WhatIf.Answer answer = ask(0, intervals, shifts, new WhatIf.Expected(List.of(calls)), 20);
        assertThat(answer.intervals()).hasSize(intervals);
        WhatIf.Outlook total = answer.total();
        assertThat(total.offered().mean()).isEqualTo(4_800, offset(50.0));
        assertThat(total.serviceLevel().mean()).isEqualTo(0.888, offset(0.02));
        assertThat(total.serviceLevel().margin()).isBetween(0.001, 0.03);
        assertThat(total.occupancy().mean()).isEqualTo(0.714, offset(0.02));
        WhatIf.Outlook fewer = ask(
                        0, intervals, agents(11, 0, intervals * HALF_HOUR), new WhatIf.Expected(List.of(calls)), 5)
                .total();
        assertThat(fewer.serviceLevel().mean()).isLessThan(total.serviceLevel().mean() - 0.2);
    }

    @Test
    void thePastComesAgainWithOtherPeopleAndAnotherVolume() throws Exception {
        Instant begun = Instant.now().minusSeconds(1);
        centre.ready(ANN);
        for (int i = 0; i < 4; i++) {
            WorkId work = submit();
            await().until(() -> !centre.desk.offers(TENANT, ANN).isEmpty());
            Offer offer = centre.desk.offers(TENANT, ANN).get(0);
            assertThat(done(centre.desk.accept(TENANT, ANN, offer.id()))).isEqualTo(DONE);
            assertThat(done(centre.desk.wrapUp(TENANT, ANN, work, ""))).isEqualTo(DONE);
        }
        done(centre.desk.presence(TENANT, ANN, live.routing.AgentDesk.Presence.NOT_READY, "lunch"));
        for (int i = 0; i < 2; i++) {
            assertThat(done(centre.router.cancel(TENANT, submit(), "hung-up"))).isEqualTo(DONE);
        }
        long begin = begun.toEpochMilli();
        List<Shift> plenty = agents(20, begin, begin + HALF_HOUR);

        WhatIf.Outlook again = ask(begin, 1, plenty, new WhatIf.Past(1), 3).total();
        assertThat(again.offered().mean()).isEqualTo(6);
        assertThat(again.answered().mean()).as("now that there are enough").isEqualTo(6);
        WhatIf.Answer asThen =
                ask(begin, 1, List.of(), centre.domains.rulebook(TENANT).agents(), new WhatIf.Past(1), 3);
        assertThat(asThen.total().answered().mean())
                .as("who was ready then, as long as she was")
                .isEqualTo(4);
        assertThat(asThen.total().occupancy().mean()).isPositive();
        assertThat(asThen.queues().get(SALES.value()).offered().mean()).isEqualTo(6);
        WhatIf.Outlook alone = ask(begin, 1, List.of(), new WhatIf.Past(1), 3).total();
        assertThat(alone.answered().mean()).isZero();
        assertThat(alone.left().mean()).isGreaterThanOrEqualTo(2);
        WhatIf.Outlook more = ask(begin, 1, plenty, new WhatIf.Past(2.5), 50).total();
        assertThat(more.offered().mean()).isEqualTo(15, offset(2.0));
        assertThat(ask(begin + HALF_HOUR, 1, plenty, new WhatIf.Past(1), 1)
                        .total()
                        .offered()
                        .mean())
                .isZero();
    }

    /** Day by day from nine to five; who calls at another time goes to where somebody is. */
    @Test
    void queuesOpenAndCloseInTheGameAsTheirHoursSay() throws Exception {
        HoursId office = HoursId.next();
        centre.people.hours.put(
                office,
                new Hours(
                        office,
                        "Office",
                        ZoneOffset.UTC,
                        java.util.stream.Stream.of(DayOfWeek.values())
                                .map(day -> new Hours.Weekly(day, new Hours.Span(9 * 60, 17 * 60)))
                                .toList(),
                        List.of(),
                        1));
        Stream calls =
                new Stream(SALES.value(), "call", List.of(), 5, Collections.nCopies(48, 20.0), 60_000, Long.MAX_VALUE);
        List<Shift> day = agents(20, 0, 48 * HALF_HOUR);
        WhatIf.Outlook always =
                ask(0, 48, day, new WhatIf.Expected(List.of(calls)), 3).total();
        assertThat(always.answered().mean()).isEqualTo(always.offered().mean());

        keep(office, WhenClosed.WAIT, Optional.empty());
        WhatIf.Answer hours = ask(0, 48, day, new WhatIf.Expected(List.of(calls)), 3);
        assertThat(hours.intervals().get(20).answered().mean()).isPositive();
        assertThat(hours.intervals().get(40).answered().mean())
                .as("closed until the game is over")
                .isZero();
        assertThat(hours.intervals().get(2).answered().mean())
                .as("from opening on")
                .isEqualTo(hours.intervals().get(2).offered().mean());
        assertThat(hours.intervals().get(2).averageWaitSeconds().mean())
                .as("rest is no waiting")
                .isLessThan(1_800);

        keep(office, WhenClosed.OVERFLOW, Optional.of(QueueId.UNSORTED));
        assertThat(ask(0, 48, day, new WhatIf.Expected(List.of(calls)), 3)
                        .intervals()
                        .get(40)
                        .answered()
                        .mean())
                .as("answered in the other queue")
                .isPositive();
    }

    private void keep(HoursId office, WhenClosed whenClosed, Optional<QueueId> closedQueue) throws Exception {
        QueueDefinition sales = centre.domains.queues().find(TENANT, SALES).orElseThrow();
        centre.domains
                .queues()
                .change(
                        sales.diverting(new DiversionDefinition(
                                Optional.of(office), whenClosed, closedQueue, 0, Optional.empty())),
                        Centre.BY_THE_PLATFORM,
                        connection -> {});
    }

    @Test
    void whatNobodyWantsToKnowAnyMoreIsNotPlayed() {
        Stream calls = new Stream(SALES.value(), "call", List.of(), 5, List.of(10.0), 1_000, Long.MAX_VALUE);
        Rulebook today = centre.domains.rulebook(TENANT);
        WhatIf.Question question = new WhatIf.Question(
                0,
                HALF_HOUR,
                1,
                today.rules(),
                today.queues(),
                List.of(),
                List.of(),
                List.of(),
                new WhatIf.Expected(List.of(calls)),
                0,
                Map.of(),
                100);
        AtomicInteger asked = new AtomicInteger();
        assertThatThrownBy(() -> centre.domains.whatIf().answer(TENANT, question, () -> asked.incrementAndGet() == 3))
                .hasMessageContaining("taken back");
        assertThat(asked).hasValue(3);
    }

    private WorkId submit() throws Exception {
        WorkId work = work();
        assertThat(done(centre.router.submit(work, request(SALES, 5, Instant.now()))))
                .isEqualTo(DONE);
        return work;
    }

    @Test
    void tooMuchAtOnceIsRefused() {
        Stream flood = new Stream(SALES.value(), "call", List.of(), 5, List.of(199_000.0), 1_000, Long.MAX_VALUE);
        assertThatThrownBy(() -> ask(0, 1, List.of(), new WhatIf.Expected(List.of(flood)), 20))
                .hasMessageContaining("At most 200000");
    }
}
