// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Configuration and time. */
final class RuleInputs {
    private final Domain domain;
    private final Matching matching;
    private final Handover handover;
    private final AgentInputs agentInputs;
    private final Participants participants;

    RuleInputs(
            Domain domain, Matching matching, Handover handover, AgentInputs agentInputs, Participants participants) {
        this.domain = domain;
        this.matching = matching;
        this.handover = handover;
        this.agentInputs = agentInputs;
        this.participants = participants;
    }

    Outcome defineRules(Rules rules) {
        Set<String> media = new HashSet<>();
        rules.media().forEach(rule -> {
            media.add(rule.medium());
            media.addAll(rule.blockedBy());
        });
        if (!roomFor(media)) {
            return Outcome.UNKNOWN_MEDIUM;
        }
        domain.rules = rules;
        domain.media.define(rules.media());
        domain.agents.values().forEach(domain::refresh);
        reorder();
        matching.serveAll();
        return Outcome.DONE;
    }

    Outcome defineQueue(QueueRule rule, @Nullable Opening opening) {
        Strategy strategy = domain.strategies.named(rule.strategy());
        Queue queue = domain.queues.get(rule.id());
        if (queue == null) {
            Queue fresh = new Queue(rule, strategy);
            domain.queues.put(rule.id(), fresh);
            open(fresh, opening);
            leadTo(rule.id());
            return Outcome.DONE;
        }
        boolean turns = open(queue, opening);
        boolean reorder = queue.rule.priority() != rule.priority();
        boolean qualify = queue.rule.open() != rule.open()
                || !queue.rule.groups().equals(rule.groups())
                || !queue.rule.skills().equals(rule.skills());
        boolean recount = !queue.rule.rings().equals(rule.rings());
        boolean divert = !queue.rule.diversion().equals(rule.diversion());
        queue.rule = rule;
        queue.strategy = strategy;
        if (reorder) {
            reorder();
        }
        if (qualify || recount) {
            domain.qualify(queue);
        }
        if (divert || turns) {
            matching.lookAnew(queue, recount);
        } else if (recount) {
            matching.countRingsAnew(queue);
        }
        if (qualify || recount) {
            matching.serveAll();
        }
        return Outcome.DONE;
    }

    /** A queue that contacts of others may go to has come. */
    private void leadTo(UUID id) {
        for (Queue queue : domain.queues.values()) {
            Diversion diversion = queue.rule.diversion();
            if (id.equals(diversion.closedQueue()) || id.equals(diversion.overflowQueue())) {
                matching.lookAnew(queue, false);
            }
        }
    }

    Outcome setOpening(UUID id, Opening opening) {
        Queue queue = domain.queues.get(id);
        if (queue == null) {
            return Outcome.UNKNOWN_QUEUE;
        }
        if (open(queue, opening)) {
            matching.lookAnew(queue, false);
        }
        return Outcome.DONE;
    }

    /** Answers whether the queue opens or closes by it. */
    private boolean open(Queue queue, @Nullable Opening opening) {
        if (opening == null || queue.opening.equals(opening)) {
            return false;
        }
        boolean turns = queue.opening.open() != opening.open();
        queue.opening = opening;
        domain.decide(new Decision.OpeningChanged(queue.rule.id(), opening));
        return turns;
    }

    /** Nobody becomes free or able by another choice, so nothing is offered. */
    Outcome defineStrategies(List<StrategyVersion> strategies) {
        domain.strategies.define(strategies);
        domain.queues.values().forEach(queue -> queue.strategy = domain.strategies.named(queue.rule.strategy()));
        return Outcome.DONE;
    }

    /** Nobody becomes free or able by another order, so nothing is offered. */
    private void reorder() {
        domain.works.forEach(domain::stakeClaim);
        domain.requirements().forEach(requirement -> {
            requirement.waiting.reorder();
            domain.noteBest(requirement);
        });
        for (Agent agent : domain.agents.values()) {
            for (int lane = 0; lane < agent.heldLanes(); lane++) {
                Heap<Work> held = agent.heldOrNull(lane);
                if (held != null) {
                    held.reorder();
                }
            }
        }
    }

    Outcome removeQueue(UUID id) {
        Queue queue = domain.queues.get(id);
        if (queue == null) {
            return Outcome.DONE;
        }
        if (queue.inUse() || domain.reservations.anyOf(queue)) {
            return Outcome.IN_USE;
        }
        domain.forget(queue);
        return Outcome.DONE;
    }

    Outcome defineAgent(AgentRule rule) {
        Set<String> media = new HashSet<>();
        rule.capacity().forEach(units -> media.add(units.medium()));
        media.remove(Units.OTHERS);
        if (!roomFor(media)) {
            return Outcome.UNKNOWN_MEDIUM;
        }
        Agent agent = domain.agents.get(rule.id());
        if (agent == null) {
            domain.newAgent(rule);
            matching.hold(rule.id());
        } else {
            domain.define(agent, rule);
            matching.serve(agent);
        }
        return Outcome.DONE;
    }

    private boolean roomFor(Set<String> media) {
        long unknown = media.stream()
                .filter(medium -> !domain.media.names().contains(medium))
                .count();
        return domain.media.size() + unknown <= Media.LIMIT;
    }

    Outcome removeAgent(UUID id) {
        Agent agent = domain.agents.get(id);
        if (agent == null) {
            return Outcome.DONE;
        }
        List.copyOf(agent.works).forEach(work -> participants.ownerLeaves(work, null));
        agentInputs.depart(agent);
        List<Work> orphans = agentInputs.withdrawOffers(agent);
        orphans.addAll(matching.withdrawHeld(agent, true));
        for (Work work : List.copyOf(agent.works)) {
            matching.disown(work, agent, Decision.Unassigned.Why.AGENT_REMOVED);
            orphans.add(work);
        }
        for (Work work : domain.works) {
            Timer pause = work.pauseOf(agent);
            if (pause != null) {
                domain.cancel(pause);
                work.unpause(pause);
            }
        }
        domain.forget(agent);
        matching.enqueueAll(orphans);
        return Outcome.DONE;
    }

    Outcome resumed(boolean sessionsLost) {
        if (sessionsLost) {
            agentInputs.loseAll();
        }
        for (Agent agent : domain.agents.values()) {
            for (Work work : agent.works) {
                if (work.phase() == Phase.OFFERED || work.phase() == Phase.WRAPPING) {
                    handover.renew(work, agent);
                }
            }
        }
        return Outcome.DONE;
    }

    /** Ends every lease that is due. */
    void fireTimers() {
        Timer timer;
        Reservation reservation;
        while ((reservation = domain.reservations.first()) != null && reservation.until <= domain.now) {
            handover.release(reservation, Decision.Released.Why.LAPSED);
            matching.serve(reservation.agent);
        }
        while ((timer = domain.due()) != null) {
            if (timer.endsPatience()) {
                matching.expand(patienceOver());
            } else {
                domain.cancel(timer);
                fire(timer);
            }
        }
    }

    /** Contacts that have waited long enough for something now, so that the best claim among them comes first, not the oldest timer. */
    private List<Work> patienceOver() {
        List<Work> works = new ArrayList<>();
        Timer timer;
        while ((timer = domain.due()) != null && timer.endsPatience()) {
            domain.cancel(timer);
            works.add(timer.work);
        }
        return works;
    }

    private void fire(Timer timer) {
        Work work = timer.work;
        switch (timer.kind) {
            case PAUSE -> {
                work.unpause(timer);
                if (timer.agent != null) {
                    matching.serve(timer.agent);
                }
            }
            case DEADLINE -> {
                work.deadline = null;
                if (!work.phase().withAgent()) {
                    matching.end(work, Decision.Ended.Why.EXPIRED, "");
                }
            }
            case PHASE -> phaseOver(work);
        }
    }

    private void phaseOver(Work work) {
        Agent agent = work.agent();
        switch (work.phase()) {
            case SCHEDULED -> matching.due(work);
            case HELD -> {
                matching.withdraw(work);
                matching.place(work);
            }
            case OFFERED -> {
                if (agent != null) {
                    agentInputs.missed(work, agent);
                }
            }
            case WRAPPING -> {
                matching.end(work, Decision.Ended.Why.WRAP_UP_TIMED_OUT, "");
                if (agent != null) {
                    matching.serve(agent);
                }
            }
            case WAITING, ASSIGNED, RESTING -> throw new IllegalStateException("a timer in " + work.phase());
        }
    }
}
