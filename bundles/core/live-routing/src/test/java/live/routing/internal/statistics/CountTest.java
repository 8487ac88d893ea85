// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.lib.router.Decision;
import live.lib.router.Entry;
import live.lib.router.Input;
import live.lib.router.QueueRule;
import live.lib.router.Request;
import live.lib.router.Role;
import org.junit.jupiter.api.Test;

/** What is counted of a journal, and where. */
class CountTest {
    private static final UUID SALES = new UUID(1, 1);
    private static final UUID SERVICE = new UUID(1, 2);
    private static final UUID ANN = new UUID(2, 1);
    private static final UUID BOB = new UUID(2, 2);
    /** Some midnight. */
    private static final long MIDNIGHT = 20_000L * 86_400_000;

    private static final long MINUTE = 60_000;

    private final Count count = new Count((queue, version) -> version == 1 && queue.equals(SALES) ? 20 : 0, 5_000);
    private final Counted all = new Counted();
    private int works;

    private void at(long at, Input input, Decision... decisions) {
        count.follow(Entry.of(at, input), List.of(decisions));
        Counted counted = count.take();
        counted.queues().forEach((key, figures) -> all.of(key).add(figures));
        counted.agents().forEach(all::add);
        counted.times().forEach(all::add);
    }

    private void define(UUID queue, long version) {
        at(
                0,
                new Input.DefineQueue(
                        new QueueRule(queue, version, 0, true, List.of(), List.of(), "longest-idle", 20_000, 60_000)));
    }

    private UUID comes(UUID queue, long at) {
        UUID work = new UUID(3, ++works);
        at(at, new Input.Submit(Request.of(work, queue, "call", at)), new Decision.Queued(work, queue));
        return work;
    }

    private void answered(UUID work, UUID queue, UUID agent, long at) {
        at(
                at,
                new Input.Accept(agent, 1),
                new Decision.Offered(1, work, queue, agent, at + 20_000),
                new Decision.Assigned(work, queue, agent, 1));
    }

    private void ends(UUID work, UUID queue, UUID agent, long wrapUpAt, long at) {
        at(wrapUpAt, new Input.Finish(agent, work), new Decision.WrapUpStarted(work, queue, agent, wrapUpAt + 60_000));
        at(
                at,
                new Input.WrapUp(agent, work, ""),
                new Decision.Ended(work, queue, agent, Decision.Ended.Why.FINISHED, ""));
    }

    private void state(long at, UUID agent, boolean ready, String reason) {
        at(
                at,
                new Input.SetPresence(agent, ready, reason),
                new Decision.AgentChanged(agent, true, true, ready, reason));
    }

    private QueueFigures figures(UUID queue) {
        QueueFigures sum = new QueueFigures();
        all.queues().forEach((key, figures) -> {
            if (key.queue().equals(queue)) {
                sum.add(figures);
            }
        });
        return sum;
    }

    @Test
    void restOutOfHoursIsNoWaiting() {
        define(SALES, 1);
        UUID work = comes(SALES, MIDNIGHT);
        at(MIDNIGHT + 8 * 60 * MINUTE, new Input.Tick(), new Decision.Rested(work, SALES, 8 * 60 * MINUTE - 4_000));
        answered(work, SALES, ANN, MIDNIGHT + 8 * 60 * MINUTE + 6_000);
        assertThat(figures(SALES).get(QueueFigure.WITHIN)).isEqualTo(1);
    }

    /** Kept once, too late once, moved once and given up: each counts where it was when that was promised. */
    @Test
    void whatIsPromisedIsKeptOrMissed() {
        define(SALES, 1);
        UUID work = comes(SALES, MIDNIGHT);
        answered(work, SALES, ANN, MIDNIGHT + 5_000);
        long due = MIDNIGHT + 60 * MINUTE;
        postponed(work, MIDNIGHT + MINUTE, due);
        at(due, new Input.Tick(), new Decision.Queued(work, SALES));
        answered(work, SALES, ANN, due + 15 * MINUTE);
        postponed(work, due + 20 * MINUTE, due + 60 * MINUTE);
        postponed(work, due + 30 * MINUTE, due + 90 * MINUTE); // another time is the same promise
        at(due + 90 * MINUTE, new Input.Tick(), new Decision.Queued(work, SALES));
        answered(work, SALES, ANN, due + 105 * MINUTE + 1);
        postponed(work, due + 110 * MINUTE, due + 120 * MINUTE);
        at(due + 119 * MINUTE, new Input.Wake(work, 0), new Decision.Queued(work, SALES)); // the customer has written
        answered(work, SALES, ANN, due + 150 * MINUTE);
        at(
                due + 151 * MINUTE,
                new Input.Postpone(ANN, work, due + 200 * MINUTE, null, null, false, 0, true, ""),
                new Decision.Ended(work, SALES, ANN, Decision.Ended.Why.CANCELLED, Decision.Ended.NOT_REACHED));
        QueueFigures sales = figures(SALES);
        assertThat(sales.get(QueueFigure.CALLBACKS)).isEqualTo(3);
        assertThat(sales.get(QueueFigure.CALLBACKS_KEPT)).isEqualTo(1);
        assertThat(sales.get(QueueFigure.CALLBACKS_MISSED)).isEqualTo(1);
        assertThat(sales.get(QueueFigure.NOT_REACHED)).isEqualTo(1);
        assertThat(sales.waiting()).isZero();
    }

    private void postponed(UUID work, long at, long due) {
        at(
                at,
                new Input.Tick(),
                new Decision.Unassigned(work, SALES, ANN, Decision.Unassigned.Why.POSTPONED),
                new Decision.Postponed(work, SALES, ANN, due, 1, "busy"));
    }

    @Test
    void whoIsInvitedAndComesIsCountedApart() {
        define(SALES, 1);
        UUID work = comes(SALES, MIDNIGHT);
        answered(work, SALES, ANN, MIDNIGHT + 5_000);
        UUID guest = new UUID(1, 77);
        for (Role role : List.of(Role.CONSULT, Role.CONFERENCE, Role.MONITOR)) {
            UUID invitation = new UUID(5, role.ordinal());
            long begin = MIDNIGHT + role.ordinal() * MINUTE;
            at(
                    begin + 10_000,
                    new Input.Tick(),
                    new Decision.Invited(invitation, SALES, work, role, ANN),
                    new Decision.Queued(invitation, SALES));
            if (role != Role.CONSULT) {
                at(begin + 20_000, new Input.Tick(), new Decision.Assigned(invitation, SALES, guest, 0));
            }
            at(
                    begin + 50_000,
                    new Input.Tick(),
                    new Decision.Ended(invitation, SALES, guest, Decision.Ended.Why.CANCELLED, "left"));
        }
        QueueFigures sales = figures(SALES);
        assertThat(sales.get(QueueFigure.INVITED)).isEqualTo(2);
        assertThat(sales.get(QueueFigure.JOINED)).isEqualTo(1);
        assertThat(sales.get(QueueFigure.TAKING_PART)).isEqualTo(30_000);
        assertThat(sales.get(QueueFigure.OFFERED)).isEqualTo(1);
        assertThat(sales.get(QueueFigure.ABANDONED)).isZero();
    }

    /** It comes anew when it is due, and its rest belongs to nobody's wait. */
    @Test
    void whatAnAgentPutsToRestIsOfferedAnewWhenItIsDue() {
        define(SALES, 1);
        UUID work = comes(SALES, MIDNIGHT);
        answered(work, SALES, ANN, MIDNIGHT + 5_000);
        long due = MIDNIGHT + 60 * MINUTE;
        at(
                MIDNIGHT + MINUTE,
                new Input.Tick(),
                new Decision.Unassigned(work, SALES, ANN, Decision.Unassigned.Why.POSTPONED),
                new Decision.Postponed(work, SALES, ANN, due, 1, "busy"));
        assertThat(figures(SALES).get(QueueFigure.OFFERED)).isEqualTo(1);
        at(due, new Input.Tick(), new Decision.Rested(work, SALES, 59 * MINUTE), new Decision.Queued(work, SALES));
        answered(work, SALES, ANN, due + 10_000);
        QueueFigures sales = figures(SALES);
        assertThat(sales.get(QueueFigure.OFFERED)).isEqualTo(2);
        assertThat(sales.get(QueueFigure.ANSWERED)).isEqualTo(2);
        assertThat(sales.get(QueueFigure.WITHIN)).isEqualTo(2);
        assertThat(sales.get(QueueFigure.HANDLED)).isEqualTo(1);
    }

    /** Who waits and is to be called back later comes once, and waits before and after. */
    @Test
    void theRestOfACallerWhoWaitsIsNoWaiting() {
        define(SALES, 1);
        UUID work = comes(SALES, MIDNIGHT);
        at(MIDNIGHT + 10_000, new Input.Tick(), new Decision.Postponed(work, SALES, null, MIDNIGHT + MINUTE, 0, ""));
        at(
                MIDNIGHT + MINUTE,
                new Input.Tick(),
                new Decision.Rested(work, SALES, 50_000),
                new Decision.Queued(work, SALES));
        answered(work, SALES, ANN, MIDNIGHT + MINUTE + 9_000);
        QueueFigures sales = figures(SALES);
        assertThat(sales.get(QueueFigure.OFFERED)).isEqualTo(1);
        assertThat(sales.get(QueueFigure.WITHIN)).isEqualTo(1);
    }

    @Test
    void whatGoesOnOverAnotherMediumCountsThereFromThenOn() {
        define(SALES, 1);
        UUID waits = comes(SALES, MIDNIGHT);
        UUID owned = comes(SALES, MIDNIGHT);
        answered(owned, SALES, ANN, MIDNIGHT + 1_000);
        at(MIDNIGHT + 2_000, new Input.Tick(), new Decision.Moved(waits, SALES, null, "callback"));
        at(MIDNIGHT + 2_000, new Input.Tick(), new Decision.Moved(owned, SALES, ANN, "chat"));
        answered(waits, SALES, BOB, MIDNIGHT + 15_000);
        assertThat(of("call").get(QueueFigure.OFFERED)).isEqualTo(2);
        assertThat(of("call").get(QueueFigure.MOVED_ON)).isEqualTo(1);
        assertThat(of("call").get(QueueFigure.ANSWERED)).isEqualTo(1);
        assertThat(of("callback").get(QueueFigure.OFFERED)).isEqualTo(1);
        assertThat(of("callback").get(QueueFigure.ANSWERED)).isEqualTo(1);
        assertThat(of("chat").get(QueueFigure.OFFERED)).isZero();
    }

    private QueueFigures of(String medium) {
        QueueFigures sum = new QueueFigures();
        all.queues().forEach((key, figures) -> {
            if (key.medium().equals(medium)) {
                sum.add(figures);
            }
        });
        return sum;
    }

    /** Twenty contacts of which everybody who defines a service level gets another one. */
    @Test
    void theGoldenContacts() {
        define(SALES, 1);
        int[][] contacts = {
            {0, 180, 30}, {5, 260, 40}, {12, 60, 20}, {20, 300, 30}, {21, 130, 20}, {35, 200, 30}, {60, 460, 60},
            {90, 150, 30}, {15, 90, 15}, {2, 210, 30}, {10, 130, 25}, {18, 175, 35}, {70, 220, 30}, {30, 260, 40}
        };
        for (int[] contact : contacts) {
            UUID work = comes(SALES, MIDNIGHT);
            long answered = MIDNIGHT + contact[0] * 1_000L;
            // Time never goes back in a journal; each contact has a count of its own.
            Count own = new Count((queue, version) -> 20, 5_000);
            own.follow(
                    Entry.of(MIDNIGHT, new Input.Submit(Request.of(work, SALES, "call", MIDNIGHT))),
                    List.of(new Decision.Queued(work, SALES)));
            own.follow(Entry.of(answered, new Input.Tick()), List.of(new Decision.Assigned(work, SALES, ANN, 1)));
            long wrapUp = answered + contact[1] * 1_000L;
            own.follow(
                    Entry.of(wrapUp, new Input.Tick()),
                    List.of(new Decision.WrapUpStarted(work, SALES, ANN, wrapUp + 60_000)));
            own.follow(
                    Entry.of(wrapUp + contact[2] * 1_000L, new Input.Tick()),
                    List.of(new Decision.Ended(work, SALES, ANN, Decision.Ended.Why.FINISHED, "")));
            golden.add(own.take());
        }
        for (int seconds : new int[] {3, 8, 25, 100, 4}) {
            UUID work = comes(SALES, MIDNIGHT);
            Count own = new Count((queue, version) -> 20, 5_000);
            own.follow(
                    Entry.of(MIDNIGHT, new Input.Submit(Request.of(work, SALES, "call", MIDNIGHT))),
                    List.of(new Decision.Queued(work, SALES)));
            own.follow(
                    Entry.of(MIDNIGHT + seconds * 1_000L, new Input.Cancel(work, "hung up")),
                    List.of(new Decision.Ended(work, SALES, null, Decision.Ended.Why.CANCELLED, "hung up")));
            golden.add(own.take());
        }
        // One took a callback: it waits on.
        UUID work = comes(SALES, MIDNIGHT);
        Count own = new Count((queue, version) -> 20, 5_000);
        own.follow(
                Entry.of(MIDNIGHT, new Input.Submit(Request.of(work, SALES, "call", MIDNIGHT))),
                List.of(new Decision.Queued(work, SALES)));
        golden.add(own.take());

        Total total = new Total();
        golden.forEach(counted -> counted.queues().forEach(total::add));
        QueueFigures figures = total.all();
        assertThat(figures.get(QueueFigure.OFFERED)).isEqualTo(20);
        assertThat(figures.get(QueueFigure.ANSWERED)).isEqualTo(14);
        assertThat(figures.get(QueueFigure.ABANDONED)).isEqualTo(5);
        assertThat(figures.get(QueueFigure.SHORT_ABANDONED)).isEqualTo(2);
        assertThat(figures.waiting()).isEqualTo(1);
        assertThat(figures.get(QueueFigure.WITHIN)).isEqualTo(8);
        assertThat(figures.get(QueueFigure.ABANDONED_WITHIN)).isEqualTo(3);
        assertThat(level(ServiceLevel.ANSWERED, total)).isEqualTo(0.571429, offset(1e-6));
        assertThat(level(ServiceLevel.SETTLED, total)).isEqualTo(0.578947, offset(1e-6));
        assertThat(level(ServiceLevel.ANSWERED_OR_ABANDONED, total)).isEqualTo(0.421053, offset(1e-6));
        assertThat(level(ServiceLevel.WITHOUT_SHORT, total)).isEqualTo(0.470588, offset(1e-6));
        assertThat(level(ServiceLevel.OFFERED, total)).isEqualTo(0.4, offset(1e-6));
        assertThat(figures.get(QueueFigure.WAIT)).isEqualTo(388_000);
        assertThat(figures.get(QueueFigure.LONGEST)).isEqualTo(90_000);
        assertThat(figures.get(QueueFigure.ABANDON_WAIT)).isEqualTo(140_000);
        assertThat(figures.get(QueueFigure.HANDLING) + figures.get(QueueFigure.WRAP_UP))
                .isEqualTo(3_260_000);
        assertThat(figures.get(QueueFigure.WRAP_UP)).isEqualTo(435_000);
        assertThat(figures.wait(0.5).orElseThrow()).isBetween(17_400L, 18_600L);
    }

    private final List<Counted> golden = new ArrayList<>();

    private static double level(ServiceLevel level, Total total) {
        return level.of(total.targeted()).orElseThrow();
    }

    @Test
    void aContactOverMidnightCountsWhereItCameAndTimeWhereItPasses() {
        define(SALES, 1);
        state(MIDNIGHT - 10 * MINUTE, ANN, true, "");
        UUID work = comes(SALES, MIDNIGHT - 8 * MINUTE);
        answered(work, SALES, ANN, MIDNIGHT - 5 * MINUTE);
        ends(work, SALES, ANN, MIDNIGHT + 20 * MINUTE, MIDNIGHT + 21 * MINUTE);
        state(MIDNIGHT + 30 * MINUTE, ANN, false, "lunch");
        assertThat(all.queues()).containsOnlyKeys(new QueueFigures.Key(MIDNIGHT - 15 * MINUTE, SALES, "call", 20));
        QueueFigures figures = figures(SALES);
        assertThat(figures.get(QueueFigure.HANDLING)).isEqualTo(25 * MINUTE);
        assertThat(figures.get(QueueFigure.WAIT)).isEqualTo(3 * MINUTE);
        assertThat(figures.get(QueueFigure.WITHIN)).isZero();
        assertThat(all.times())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        ready(MIDNIGHT - 15 * MINUTE), new TimeSpent(10 * MINUTE, 5 * MINUTE),
                        ready(MIDNIGHT), new TimeSpent(15 * MINUTE, 15 * MINUTE),
                        ready(MIDNIGHT + 15 * MINUTE), new TimeSpent(15 * MINUTE, 6 * MINUTE)));
        assertThat(all.agents().get(new AgentFigures.Key(MIDNIGHT + 15 * MINUTE, ANN, "call")))
                .isEqualTo(AgentFigures.handled(25 * MINUTE, MINUTE));
        assertThat(count.timesUntil(MIDNIGHT + 31 * MINUTE))
                .isEqualTo(Map.of(
                        new TimeSpent.Key(MIDNIGHT + 30 * MINUTE, ANN, TimeSpent.State.NOT_READY, "lunch"),
                        new TimeSpent(MINUTE, 0)));
    }

    private static TimeSpent.Key ready(long at) {
        return new TimeSpent.Key(at, ANN, TimeSpent.State.READY, "");
    }

    @Test
    void whatIsHandedOnComesToTheOtherQueueAsOneMore() {
        define(SALES, 1);
        define(SERVICE, 1);
        UUID work = comes(SALES, MIDNIGHT);
        answered(work, SALES, ANN, MIDNIGHT + 1_000);
        at(
                MIDNIGHT + MINUTE,
                new Input.Transfer(ANN, work, SERVICE, List.of(), null, false, 0),
                new Decision.Unassigned(work, SALES, ANN, Decision.Unassigned.Why.TRANSFERRED),
                new Decision.Queued(work, SERVICE));
        // A missed offer is no new coming.
        at(
                MIDNIGHT + 2 * MINUTE,
                new Input.Tick(),
                new Decision.OfferClosed(2, work, SERVICE, BOB, Decision.OfferClosed.Why.MISSED),
                new Decision.Queued(work, SERVICE));
        answered(work, SERVICE, BOB, MIDNIGHT + 3 * MINUTE);
        ends(work, SERVICE, BOB, MIDNIGHT + 4 * MINUTE, MIDNIGHT + 4 * MINUTE);
        QueueFigures sales = figures(SALES);
        assertThat(sales.get(QueueFigure.OFFERED)).isEqualTo(1);
        assertThat(sales.get(QueueFigure.HANDLED)).isEqualTo(1);
        assertThat(sales.get(QueueFigure.HANDLING)).isEqualTo(MINUTE - 1_000);
        QueueFigures service = figures(SERVICE);
        assertThat(service.get(QueueFigure.OFFERED)).isEqualTo(1);
        assertThat(service.get(QueueFigure.TRANSFERRED_IN)).isEqualTo(1);
        assertThat(service.get(QueueFigure.MISSED)).isEqualTo(1);
        assertThat(service.get(QueueFigure.WAIT)).isEqualTo(2 * MINUTE);
    }

    @Test
    void whoWaitsAndIsMovedHasNeitherBeenAnsweredNorIsGone() {
        define(SALES, 1);
        define(SERVICE, 1);
        UUID work = comes(SALES, MIDNIGHT);
        at(
                MIDNIGHT + MINUTE,
                new Input.Transfer(null, work, SERVICE, List.of(), null, false, 0),
                new Decision.Queued(work, SERVICE));
        assertThat(figures(SALES).get(QueueFigure.MOVED_ON)).isEqualTo(1);
        assertThat(figures(SALES).waiting()).isZero();
        assertThat(figures(SERVICE).waiting()).isEqualTo(1);
    }

    @Test
    void anOtherTargetHoldsForWhoComesThen() {
        define(SALES, 1);
        comes(SALES, MIDNIGHT);
        define(SALES, 2);
        comes(SALES, MIDNIGHT + 1);
        assertThat(all.queues().keySet().stream().map(QueueFigures.Key::targetSeconds))
                .containsExactlyInAnyOrder(20, 0);
    }

    @Test
    void aClockThatJumpsBackCostsNobodyTime() {
        define(SALES, 1);
        state(MIDNIGHT, ANN, true, "");
        UUID work = comes(SALES, MIDNIGHT + MINUTE);
        answered(work, SALES, ANN, MIDNIGHT);
        ends(work, SALES, ANN, MIDNIGHT - MINUTE, MIDNIGHT + 2 * MINUTE);
        assertThat(figures(SALES).get(QueueFigure.WAIT)).isZero();
        assertThat(figures(SALES).get(QueueFigure.WRAP_UP)).isEqualTo(MINUTE);
        assertThat(all.times()).isEqualTo(Map.of(ready(MIDNIGHT), new TimeSpent(2 * MINUTE, MINUTE)));
    }

    @Test
    void aWaitIsTold() {
        for (long wait = 0; wait < 40L * 86_400_000; wait += 1 + wait / 7) {
            assertThat((double) Waits.millis(Waits.place(wait))).isEqualTo(wait, offset(Math.max(125, wait * 0.032)));
        }
        assertThat(Waits.quantile(new int[0], 0.5)).isEmpty();
        assertThat(Waits.quantile(new int[] {0, 9, 0, 1}, 0.9)).hasValue(375);
        assertThat(Waits.quantile(new int[] {0, 9, 0, 1}, 0.91)).hasValue(875);
    }
}
