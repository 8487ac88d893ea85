// SPDX-License-Identifier: Apache-2.0
package live.lib.router.shadow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import live.lib.router.Decision;
import live.lib.router.Engine;
import live.lib.router.Entry;
import live.lib.router.Input;
import live.lib.router.Opening;
import live.lib.router.Outcome;
import live.lib.router.Phase;
import live.lib.router.QueueRule;
import live.lib.router.Request;
import live.lib.router.View;
import org.jspecify.annotations.Nullable;

/**
 * Plays the entries of a journal by other rules of some queues, and compares. Not thread-safe.
 *
 * <p>What comes, who is there and what is configured is the same in both worlds. An offer that is made in truth, too, is
 * answered as it is in truth. Any other is accepted, after a time that the queue's offers took lately. Whoever has a
 * contact has it for as long as it was in somebody's hands in truth; where that cannot be known yet, because it is
 * answered sooner than in truth, for as long as some contact of the queue took lately. Who gives up in truth gives up here
 * at the same time if he still waits; who was answered in truth and waits longer here gives up after a further time, of
 * which the mean is what the others let expect. What supervisors do with a contact is done here,
 * too, if it is in a state for it.
 */
public final class Shadow {
    private static final int EXAMPLES = 20;
    private static final int MOST_CONTACTS = 500_000;
    /** Stands for a version of a plan that holds until somebody has answered. */
    private static final int WHILE_IT_WAITS = -1;

    private static final UUID NOBODY = new UUID(0, 0);

    private final Engine live;
    private final Engine shadow;
    private final Set<UUID> drafted;
    private final Map<UUID, Long> targets;
    private final PriorityQueue<Plan> plans =
            new PriorityQueue<>(Comparator.comparingLong(Plan::at).thenComparingLong(Plan::order));
    private final Map<UUID, Course> courses = new HashMap<>();
    private final Map<UUID, Recent> handlings = new HashMap<>();
    private final Map<UUID, Recent> reactions = new HashMap<>();
    private final Map<UUID, Patience> patience = new HashMap<>();
    private final Deque<Comparison.Example> examples = new ArrayDeque<>();
    private long orders;
    private @Nullable UUID watched;
    private World liveWorld = World.NOTHING;
    private World shadowWorld = World.NOTHING;
    private long compared;
    private long sameAgent;
    private long otherAgent;
    private long handlingTaken;
    private long handlingExpected;
    private long notMapped;

    /** Happens in the shadow when its time comes, unless something else was planned since. */
    private record Plan(long at, long order, Course course, int version, Input input) {}

    /**
     * @param live stands where the entries go on; {@code shadow} at the same place
     * @param drafts the other rules
     * @param targets of queues that have a service level: milliseconds
     */
    public Shadow(Engine live, Engine shadow, List<QueueRule> drafts, Map<UUID, Long> targets) {
        this.live = live;
        this.shadow = shadow;
        this.targets = Map.copyOf(targets);
        drafted = drafts.stream().map(QueueRule::id).collect(Collectors.toUnmodifiableSet());
        long now = live.now();
        List<UUID> invitations = new ArrayList<>();
        for (View.WorkState work : shadow.view().works()) {
            if (work.invitation() != null) {
                invitations.add(work.request().work());
                continue;
            }
            Course course = new Course(work.request().work(), null);
            courses.put(course.work, course);
            if (work.phase() == Phase.ASSIGNED || work.phase() == Phase.WRAPPING) {
                course.ownedAt = work.since();
                course.shadowOwnedAt = work.since();
                course.shadowOwner = work.agent();
                course.awaitsEnd = true;
            } else if (work.phase() == Phase.OFFERED) {
                course.offeredAt = work.since();
                course.offeredTo = work.agent();
                course.shadowOfferedTo = work.agent();
                course.shadowOffer = work.offer();
                course.shadowOfferEnds = work.until();
            }
        }
        invitations.forEach(invitation -> apply(now, new Input.Withdraw(null, invitation)));
        drafts.forEach(draft -> apply(now, new Input.DefineQueue(draft)));
    }

    /**
     * The next entry, and what was decided in truth.
     *
     * @throws IllegalStateException if there is more to be followed than can be remembered
     */
    public void follow(Entry entry, List<Decision> recorded) {
        if (entry.input() instanceof Input.Submit submit) {
            comes(submit.request());
        } else if (entry.input() instanceof Input.SubmitReserved submit && !recorded.isEmpty()) {
            // It came because somebody was free, which is otherwise by other rules: not compared.
            courses.computeIfAbsent(submit.request().work(), work -> new Course(work, null));
        }
        live.applyAgain(entry, recorded, decision -> {});
        long now = live.now();
        advance(now);
        recorded.forEach(decision -> learn(decision, now));
        act(entry, recorded, now);
        settle(recorded);
        advance(now);
    }

    private void comes(Request request) {
        if (courses.containsKey(request.work())) {
            return;
        }
        if (courses.size() >= MOST_CONTACTS) {
            throw new IllegalStateException("more contacts than can be compared");
        }
        Course course = new Course(request.work(), request);
        courses.put(request.work(), course);
        if (watched == null) {
            watched = request.work();
            live.watch(watched, explanation -> course.live.explanation = explanation);
            shadow.watch(watched, explanation -> course.shadow.explanation = explanation);
        }
    }

    // What happened in truth

    private void learn(Decision decision, long now) {
        Course course = decision.work() == null ? null : courses.get(decision.work());
        if (course == null) {
            return;
        }
        if (decision instanceof Decision.Offered offered) {
            course.offeredAt = now;
            course.offeredTo = offered.agent();
            if (course.sameOffer()) {
                course.version++; // what he will do is seen
            }
        } else if (decision instanceof Decision.OfferClosed closed) {
            boolean same = course.sameOffer();
            course.offeredTo = null;
            if (same && closed.why() == Decision.OfferClosed.Why.DECLINED) {
                apply(now, new Input.Decline(closed.agent(), course.shadowOffer, ""));
            } else if (same && closed.why() == Decision.OfferClosed.Why.REVOKED) {
                accepts(course, closed.queue(), now);
            }
        } else if (decision instanceof Decision.Expanded expanded) {
            course.live.ring = course.live.settled ? course.live.ring : expanded.ring();
        } else if (decision instanceof Decision.Assigned assigned) {
            boolean same = course.sameOffer();
            course.offeredTo = null;
            waited(course, assigned.queue(), now, false);
            course.live.answered(assigned.agent(), now);
            course.ownedAt = now;
            if (assigned.offer() != 0 && course.offeredAt >= 0) {
                recent(reactions, assigned.queue()).add(now - course.offeredAt);
            }
            if (same && assigned.offer() != 0) {
                apply(now, new Input.Accept(assigned.agent(), course.shadowOffer));
            }
        } else if (decision instanceof Decision.Unassigned) {
            course.ownedAt = -1;
        } else if (decision instanceof Decision.Ended ended) {
            if (course.ownedAt >= 0) {
                course.handling = now - course.ownedAt;
                recent(handlings, ended.queue()).add(course.handling);
                if (course.shadowOwner != null && course.awaitsEnd) {
                    handlingTaken++;
                    ends(course, course.shadowOwnedAt + course.handling, now);
                }
            }
            waited(course, ended.queue(), now, ended.why() == Decision.Ended.Why.CANCELLED);
            course.live.gone(now);
            course.liveOver = true;
        }
    }

    private void waited(Course course, UUID queue, long now, boolean gaveUp) {
        if (course.live.settled || course.request == null) {
            return;
        }
        Patience usual = patience.computeIfAbsent(queue, any -> new Patience());
        usual.add(now - Course.since(course.request), gaveUp);
        long further = usual.further(course.work);
        if (!gaveUp && !course.shadow.settled && further >= 0) {
            plans.add(new Plan(now + further, orders++, course, WHILE_IT_WAITS, new Input.Cancel(course.work, "")));
        }
    }

    private static Recent recent(Map<UUID, Recent> times, UUID queue) {
        return times.computeIfAbsent(queue, any -> new Recent());
    }

    private void ends(Course course, long at, long now) {
        course.awaitsEnd = false;
        UUID owner = Objects.requireNonNull(course.shadowOwner);
        plan(Math.max(now, at), course, new Input.WrapUp(owner, course.work, ""));
    }

    // What that means in the shadow

    private void act(Entry entry, List<Decision> recorded, long now) {
        Input input = entry.input();
        if (input instanceof Input.DefineQueue define
                && drafted.contains(define.queue().id())) {
            Opening opening = define.opening();
            if (opening != null) {
                apply(now, new Input.SetOpening(define.queue().id(), opening));
            }
            return;
        }
        if (input instanceof Input.Accept
                || input instanceof Input.Decline
                || input instanceof Input.Finish
                || input instanceof Input.WrapUp
                || input instanceof Input.Tick) {
            missed(recorded, now);
            return;
        }
        if (concernsParticipants(input)) {
            return;
        }
        if (input instanceof Input.Cancel cancel) {
            Course course = courses.get(cancel.work());
            if (course == null || course.shadowOwner == null) {
                apply(now, cancel);
            }
        } else if (input instanceof Input.Pull pull) {
            taken(pull.work(), pull.agent(), now);
        } else if (input instanceof Input.Reassign reassign) {
            taken(reassign.work(), reassign.agent(), now);
        } else if (input instanceof Input.HandOver over && !recorded.isEmpty()) {
            taken(over.contact(), over.agent(), now);
        } else if (input instanceof Input.Transfer transfer && transfer.by() != null) {
            byOwner(transfer.work(), transfer::by, recorded, now);
        } else if (input instanceof Input.SubmitReserved submit) {
            reserved(submit, now);
        } else if (input instanceof Input.Postpone postpone && postpone.by() != null) {
            byOwner(postpone.work(), postpone::by, recorded, now);
        } else {
            apply(now, input);
        }
    }

    /** In the shadow nobody takes part in contacts beside their owners. */
    private static boolean concernsParticipants(Input input) {
        return input instanceof Input.Invite
                || input instanceof Input.Join
                || input instanceof Input.Withdraw
                || input instanceof Input.ChangeRole;
    }

    /** Who missed so much that he was set not ready was not there in truth. */
    private void missed(List<Decision> recorded, long now) {
        for (Decision decision : recorded) {
            if (decision instanceof Decision.AgentChanged agent && agent.signedIn() && !agent.ready()) {
                apply(now, new Input.SetPresence(agent.agent(), false, agent.reason()));
            }
        }
    }

    private void reserved(Input.SubmitReserved submit, long now) {
        Course course = courses.get(submit.request().work());
        if (course != null && apply(now, submit) != Outcome.DONE) {
            notMapped++;
            course.shadowOver = true;
        }
    }

    private void taken(UUID work, UUID agent, long now) {
        if (apply(now, new Input.Reassign(work, agent)) != Outcome.DONE) {
            notMapped++;
        }
    }

    /** What an agent did with what he has, whoever has it here does. */
    private void byOwner(UUID work, Function<UUID, Input> input, List<Decision> recorded, long now) {
        if (recorded.isEmpty()) {
            return; // it was refused
        }
        Course course = courses.get(work);
        if (course == null || course.shadowOwner == null) {
            notMapped++;
        } else {
            apply(now, input.apply(course.shadowOwner));
        }
    }

    // The shadow's own time

    private void advance(long until) {
        while (true) {
            Plan next = plans.peek();
            long timer = shadow.nextTimer();
            if (next != null && next.at() <= until && next.at() <= timer) {
                plans.remove();
                Course course = next.course();
                if (next.version() == WHILE_IT_WAITS ? !course.shadow.settled : next.version() == course.version) {
                    apply(next.at(), next.input());
                }
            } else if (timer <= until) {
                apply(timer, new Input.Tick());
            } else {
                return;
            }
        }
    }

    private void plan(long at, Course course, Input input) {
        course.version++;
        plans.add(new Plan(at, orders++, course, course.version, input));
    }

    private Outcome apply(long at, Input input) {
        List<Decision> decisions = new ArrayList<>();
        Outcome outcome = shadow.apply(Entry.of(at, input), decisions::add);
        decisions.forEach(decision -> decided(decision, shadow.now()));
        settle(decisions);
        return outcome;
    }

    private void decided(Decision decision, long now) {
        Course course = decision.work() == null ? null : courses.get(decision.work());
        if (course == null) {
            return;
        }
        if (decision instanceof Decision.Offered offered) {
            course.shadowOfferedTo = offered.agent();
            course.shadowOffer = offered.offer();
            course.shadowOfferEnds = offered.expiresAt();
            if (!course.sameOffer()) {
                accepts(course, offered.queue(), now);
            }
        } else if (decision instanceof Decision.OfferClosed) {
            course.shadowOfferedTo = null;
            course.version++;
        } else if (decision instanceof Decision.Expanded expanded) {
            course.shadow.ring = course.shadow.settled ? course.shadow.ring : expanded.ring();
        } else if (decision instanceof Decision.Assigned assigned) {
            course.shadow.answered(assigned.agent(), now);
            course.shadowOfferedTo = null;
            course.shadowOwner = assigned.agent();
            course.shadowOwnedAt = now;
            endsOnceHandled(course, assigned.queue(), now);
        } else if (decision instanceof Decision.Unassigned) {
            course.shadowOwner = null;
            course.shadowOwnedAt = -1;
            course.version++;
        } else if (decision instanceof Decision.Ended) {
            course.shadow.gone(now);
            course.shadowOver = true;
            course.shadowOwner = null;
        }
    }

    /** The agent who has the shadow's offer accepts it after a while. */
    private void accepts(Course course, UUID queue, long now) {
        UUID agent = Objects.requireNonNull(course.shadowOfferedTo);
        long reaction = Math.max(0, recent(reactions, queue).some(course.work));
        long at = Math.max(now, Math.min(course.shadowOfferEnds - 1, now + reaction));
        plan(at, course, new Input.Accept(agent, course.shadowOffer));
    }

    private void endsOnceHandled(Course course, UUID queue, long now) {
        course.version++;
        long usual = recent(handlings, queue).some(course.work);
        if (course.handling >= 0) {
            handlingTaken++;
            ends(course, now + course.handling, now);
        } else if (course.ownedAt >= 0 || usual < 0 && !course.liveOver) {
            course.awaitsEnd = true; // it will be known in time
        } else {
            handlingExpected++;
            ends(course, now + Math.max(0, usual), now);
        }
    }

    // The comparison

    private void settle(List<Decision> decisions) {
        for (Decision decision : decisions) {
            Course course = decision.work() == null ? null : courses.get(decision.work());
            if (course == null) {
                continue;
            }
            if (course.live.settled && course.shadow.settled && course.request != null && !course.compared) {
                course.compared = true;
                compare(course, course.request);
            }
            if (course.liveOver && course.shadowOver) {
                courses.remove(course.work);
            }
        }
    }

    private void compare(Course course, Request request) {
        long since = Course.since(request);
        long target = targets.getOrDefault(request.queue(), 0L);
        compared++;
        liveWorld = liveWorld.plus(course.live, since, target);
        shadowWorld = shadowWorld.plus(course.shadow, since, target);
        boolean both = course.live.agent != null && course.shadow.agent != null;
        boolean same = Objects.equals(course.live.agent, course.shadow.agent);
        sameAgent += both && same ? 1 : 0;
        otherAgent += both && !same ? 1 : 0;
        if (course.work.equals(watched)) {
            if (!same || Math.abs(course.live.at - course.shadow.at) >= 1_000) {
                examples.addLast(
                        new Comparison.Example(course.work, side(course.live, since), side(course.shadow, since)));
                if (examples.size() > EXAMPLES) {
                    examples.removeFirst();
                }
            }
            watched = null;
            live.watch(NOBODY, explanation -> {});
            shadow.watch(NOBODY, explanation -> {});
        }
    }

    private static Comparison.Side side(Fared fared, long since) {
        return new Comparison.Side(fared.agent, Math.max(0, fared.at - since), fared.explanation);
    }

    /** What is known by now. */
    public Comparison comparison() {
        return new Comparison(
                compared,
                liveWorld,
                shadowWorld,
                sameAgent,
                otherAgent,
                handlingTaken,
                handlingExpected,
                notMapped,
                List.copyOf(examples));
    }
}
