// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The state of a routing domain, and the indexes over it. Nothing that is decided depends on slots or indexes. */
final class Domain {
    private static final int REQUIREMENTS_BEFORE_TRIM = 10_000;

    long now;
    /** Numbers arrivals, timers and moments of becoming idle: one order for all. */
    long orders;

    long offers;
    Rules rules = Rules.DEFAULT;
    final Strategies strategies;
    final Media media = new Media();
    final Map<UUID, Queue> queues = new LinkedHashMap<>();
    final Map<UUID, Agent> agents = new LinkedHashMap<>();
    final Contacts works = new Contacts();
    final Reservations reservations = new Reservations();
    private final Contacts.ByEnd limited = new Contacts.ByEnd(works);
    private final Heap<Work> phases = new Heap<>(limited);
    private final Heap.Items<Timer> running = new Heap.Items<>();
    private final Heap<Timer> pauses = new Heap<>(running);
    private final Heap<Timer> deadlines = new Heap<>(running);
    /** What rests until a time, the earliest first. */
    final NavigableMap<View.Due, Work> scheduled = new TreeMap<>();
    /** Whatever waits, for whomever. */
    private final Contacts.ByClaim waiting = new Contacts.ByClaim(works);

    Consumer<? super Decision> sink = decision -> {};
    /** What the entry at hand decided then, if it is decided again; null otherwise. */
    @Nullable
    Recollection recollection;

    /** The contact whose offers are explained, and to whom; null while nobody asks. */
    @Nullable
    UUID watched;

    Consumer<? super Explanation> explanations = explanation -> {};

    final List<Lane> lanes = new ArrayList<>();
    private final Map<Requirement.Key, Requirement> requirements = new HashMap<>();
    private final List<@Nullable Requirement> requirementAt = new ArrayList<>();
    private final ArrayDeque<Integer> freeRequirements = new ArrayDeque<>();
    private final Roster roster = new Roster();
    /** The slots of agents by their ids: the way to one agent that touches least memory. */
    private final Cells agentCells = new Cells();

    final Standings standings = new Standings();
    private final Abilities abilities = new Abilities();
    /** By requirement: the best claim that waits there. Read for every agent who becomes free, so kept together. */
    private long[] bestClaims = new long[64];

    private int trimAt = REQUIREMENTS_BEFORE_TRIM;

    Domain(StrategySource source) {
        strategies = new Strategies(source);
    }

    void decide(Decision decision) {
        sink.accept(decision);
    }

    // Agents

    Agent newAgent(AgentRule rule) {
        Agent agent = new Agent(roster.vacancy(), rule, works, waiting);
        roster.add(agent);
        agents.put(rule.id(), agent);
        agentCells.add(Cells.hash(rule.id()), agent.slot);
        define(agent, rule);
        return agent;
    }

    /** Null if there is no such agent. */
    @Nullable
    Agent agent(UUID id) {
        int cell = agentCell(id);
        return cell < 0 ? null : roster.at(agentCells.number(cell));
    }

    /** -1 if there is no such agent. */
    int slot(UUID id) {
        int cell = agentCell(id);
        return cell < 0 ? -1 : agentCells.number(cell);
    }

    private int agentCell(UUID id) {
        int hash = Cells.hash(id);
        int cell = agentCells.first(hash);
        while (cell >= 0 && !roster.at(agentCells.number(cell)).id().equals(id)) {
            cell = agentCells.next(cell, hash);
        }
        return cell;
    }

    void define(Agent agent, AgentRule rule) {
        agent.define(rule, media);
        abilities.define(agent);
        for (Requirement requirement : requirements.values()) {
            qualify(agent, requirement);
        }
        refresh(agent);
    }

    void forget(Agent agent) {
        agents.remove(agent.id());
        agentCells.remove(agentCell(agent.id()));
        abilities.remove(agent);
        requirements.values().forEach(requirement -> requirement.able.set(agent.slot, false));
        lanes.forEach(lane -> lane.free.set(agent.slot, false));
        roster.remove(agent);
    }

    Agent agentAt(int slot) {
        return roster.at(slot);
    }

    /** Brings the sets of free agents up to date after anything about this agent has changed. */
    void refresh(Agent agent) {
        boolean free = false;
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            boolean freeHere = agent.free(lane, media, rules.offersAtOnce());
            lane.free.set(agent.slot, freeHere);
            free |= freeHere;
        }
        if (free) {
            standings.note(agent);
        }
    }

    void becomesIdle(Agent agent) {
        agent.idleSince = now;
        agent.idleOrder = ++orders;
    }

    // Requirements

    Lane lane(int medium, int units) {
        for (Lane lane : lanes) {
            if (lane.medium == medium && lane.units == units) {
                return lane;
            }
        }
        Lane lane = new Lane(lanes.size(), medium, units);
        lanes.add(lane);
        agents.values().forEach(this::refresh);
        return lane;
    }

    /** What a contact needs once so many rings of its queue are open to it. */
    Requirement requirement(Request request, Queue queue, int ring) {
        Lane lane = lane(media.index(request.medium()), request.units());
        Requirement frequent = queue.frequent(lane, request.skills(), ring);
        if (frequent != null) {
            return frequent;
        }
        Requirement.Key key = new Requirement.Key(queue.rule.id(), lane.index, request.skills(), ring);
        Requirement known = requirements.get(key);
        return known != null ? known : newRequirement(key, lane, queue);
    }

    private Requirement newRequirement(Requirement.Key key, Lane lane, Queue queue) {
        if (requirements.size() >= trimAt) {
            trim();
        }
        Integer recycled = freeRequirements.pollLast();
        int index = recycled == null ? requirementAt.size() : recycled;
        Requirement requirement = new Requirement(index, key, lane, queue, waiting);
        if (recycled == null) {
            requirementAt.add(requirement);
        } else {
            requirementAt.set(index, requirement);
        }
        requirements.put(key, requirement);
        queue.requirements.add(requirement);
        if (index >= bestClaims.length) {
            bestClaims = Arrays.copyOf(bestClaims, bestClaims.length * 2);
        }
        qualify(requirement);
        return requirement;
    }

    private static void qualify(Agent agent, Requirement requirement) {
        boolean able = requirement.suits(agent);
        requirement.able.set(agent.slot, able);
        agent.able.set(requirement.index, able);
    }

    /** Looks anew who is able to take contacts of this queue, whose rule has changed. */
    void qualify(Queue queue) {
        for (Requirement requirement : queue.requirements) {
            requirement.follow();
            qualify(requirement);
        }
    }

    private void qualify(Requirement requirement) {
        Bits able = requirement.able;
        able.forEach(slot -> agentAt(slot).able.set(requirement.index, false));
        abilities.find(requirement.circles(), agents.values(), able);
        requirement.learn(abilities, agents.values());
        able.forEach(slot -> agentAt(slot).able.set(requirement.index, true));
    }

    /** Forgets a queue that nothing is in. */
    void forget(Queue queue) {
        queues.remove(queue.rule.id());
        List.copyOf(queue.requirements).forEach(this::forget);
    }

    private void forget(Requirement requirement) {
        requirement.able.forEach(slot -> agentAt(slot).able.set(requirement.index, false));
        requirements.remove(requirement.key);
        requirement.queue.requirements.remove(requirement);
        requirementAt.set(requirement.index, null);
        freeRequirements.addLast(requirement.index);
    }

    /** Forgets requirements that no contact has. */
    private void trim() {
        Map<Requirement, Boolean> used = new java.util.IdentityHashMap<>();
        works.forEach(work -> used.put(work.requirement(), true));
        List<Requirement> unused = new ArrayList<>(requirements.values());
        unused.removeIf(used::containsKey);
        unused.forEach(this::forget);
        trimAt = Math.max(REQUIREMENTS_BEFORE_TRIM, requirements.size() * 2);
    }

    Requirement requirementAt(int index) {
        Requirement requirement = requirementAt.get(index);
        if (requirement == null) {
            throw new IllegalStateException("no requirement " + index);
        }
        return requirement;
    }

    Iterable<Requirement> requirements() {
        return requirements.values();
    }

    // Contacts

    Work newWork(Request request, Queue queue) {
        return restoreWork(++orders, request, queue, 0, null);
    }

    Work newInvitation(Request request, Queue queue, Part part) {
        Work work = restoreWork(++orders, request, queue, 0, part);
        work.waitsSince = now;
        return work;
    }

    Work restoreWork(long order, Request request, Queue queue, int ring, @Nullable Part part) {
        Requirement requirement = requirement(request, queue, ring);
        Work work = works.add(this, request.work()).begin(order, request, requirement, part);
        if (part != null) {
            part.contact.invite(work);
        }
        work.ring = ring;
        work.since = now;
        queue.count(work, 1);
        stakeClaim(work);
        return work;
    }

    void stakeClaim(Work work) {
        long steps = (long) work.priority() + work.queue().rule.priority();
        work.claim = work.enqueuedAt() - steps * rules.priorityStepMillis();
    }

    /** The contact wants something else, maybe in another queue. */
    void change(Work work, Queue queue, Request request) {
        if (work.queue() != queue) {
            work.queue().count(work, -1);
            queue.count(work, 1);
            work.admitted = false;
        }
        work.ask(request, requirement(request, queue, work.ring));
        stakeClaim(work);
    }

    void enter(Work work, Phase phase) {
        work.queue().count(work, -1);
        work.enter(phase);
        work.queue().count(work, 1);
        work.since = now;
        unschedule(work);
        if (phase == Phase.SCHEDULED) {
            work.due = View.due(work);
            scheduled.put(work.due, work);
        }
    }

    private void unschedule(Work work) {
        if (work.due != null) {
            scheduled.remove(work.due);
            work.due = null;
        }
    }

    /** It waits for this agent alone. */
    void hold(Work work, Agent agent) {
        work.waitFor(agent);
        agent.held(work.lane()).add(work);
    }

    void pushWaiting(Work work) {
        Requirement requirement = work.requirement();
        work.waitForAnybody();
        requirement.waiting.add(work);
        noteBest(requirement);
    }

    /** Keeps what is known about a requirement's first contact true. */
    void noteBest(Requirement requirement) {
        requirement.lane.waiting.set(requirement.index, !requirement.waiting.isEmpty());
        bestClaims[requirement.index] = requirement.waiting.firstRank();
    }

    long bestClaim(int requirement) {
        return bestClaims[requirement];
    }

    /** The agent for whom a held contact waits. */
    static Agent holderOf(Work work) {
        Agent holder = work.holder();
        if (holder == null) {
            throw new IllegalStateException("held for nobody");
        }
        return holder;
    }

    void forget(Work work) {
        if (!work.invitations().isEmpty()) {
            throw new IllegalStateException("somebody takes part in what is over");
        }
        work.queue().count(work, -1);
        if (work.part != null) {
            work.part.contact.uninvite(work);
        }
        unschedule(work);
        stopPhaseTimer(work);
        works.end(work, rules.finishedKept());
        cancel(work.deadline);
        work.pauses().forEach(this::cancel);
    }

    // Timers

    Timer start(long at, Timer.Kind kind, Work work, @Nullable Agent agent) {
        Timer timer = new Timer(at, ++orders, kind, work, agent);
        add(timer);
        return timer;
    }

    void add(Timer timer) {
        timersLike(timer).add(timer);
    }

    private Heap<Timer> timersLike(Timer timer) {
        return timer.kind == Timer.Kind.DEADLINE ? deadlines : pauses;
    }

    /** When the next timer fires; {@link Long#MAX_VALUE} if there is none. */
    long nextTimer() {
        return Math.min(Math.min(reservations.nextEnd(), deadlines.firstRank()), nextPauseOrPhase());
    }

    private long nextPauseOrPhase() {
        return Math.min(pauses.firstRank(), phases.firstRank());
    }

    /** The timer that fires now: first those that say that it is too late, lest it is offered to somebody. */
    @Nullable
    Timer due() {
        if (deadlines.firstRank() <= now) {
            return deadlines.first();
        }
        if (nextPauseOrPhase() > now) {
            return null;
        }
        Work work = phases.first();
        Timer phase = work == null ? null : new Timer(work.phaseEnd, work.phaseEndOrder, Timer.Kind.PHASE, work, null);
        Timer pause = pauses.first();
        return phase == null || pause != null && pause.precedes(phase) ? pause : phase;
    }

    void startPhaseTimer(Work work, long at) {
        restorePhaseTimer(work, at, ++orders);
    }

    void restorePhaseTimer(Work work, long at, long order) {
        work.phaseEnd = at;
        work.phaseEndOrder = order;
        phases.add(work);
    }

    boolean hasPhaseTimer(Work work) {
        return limited.has(work);
    }

    void stopPhaseTimer(Work work) {
        if (hasPhaseTimer(work)) {
            phases.remove(work);
            work.phaseEnd = Long.MAX_VALUE;
        }
    }

    void cancel(@Nullable Timer timer) {
        if (timer != null && timer.kind == Timer.Kind.PHASE) {
            stopPhaseTimer(timer.work);
        } else if (timer != null && running.has(timer)) {
            timersLike(timer).remove(timer);
        }
    }

    /** The contact is not offered to this agent for a while. */
    void pause(Work work, Agent agent) {
        Timer former = work.pauseOf(agent);
        if (former != null) {
            cancel(former);
            work.unpause(former);
        }
        if (rules.retryPauseMillis() > 0) {
            work.pause(start(now + rules.retryPauseMillis(), Timer.Kind.PAUSE, work, agent));
        }
    }
}
