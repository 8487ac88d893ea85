// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.lib.router.Explanation.Judged;
import live.lib.router.Explanation.Verdict;
import org.jspecify.annotations.Nullable;

/** Says of every agent what speaks against giving him a contact now. Looks, and changes nothing. */
final class Judge {
    private static final Comparator<Judged> BEST_FIRST = Comparator.comparing(Judged::verdict)
            .thenComparing(Comparator.comparingInt(Judged::preferredSkills).reversed())
            .thenComparing(Comparator.comparingLong(Judged::score).reversed());

    private final Domain domain;

    /** What speaks against an agent, and what that is about. */
    private record Objection(Verdict verdict, String detail) {}

    Judge(Domain domain) {
        this.domain = domain;
    }

    Explanation explain(Work work, @Nullable Agent chosen, boolean freed) {
        QueueRule queue = work.queue().rule;
        Strategy strategy = work.queue().strategy;
        List<Circle> circles =
                Circle.of(queue, work.request().skills(), queue.rings().size());
        List<Judged> agents = new ArrayList<>(domain.agents.size());
        Map<Agent, Judged> suiting = new LinkedHashMap<>();
        UUID wanted = wanted(work, chosen);
        for (Agent agent : domain.agents.values()) {
            Integer ring = Circle.firstWith(agent, circles);
            Objection objection =
                    agent == chosen ? new Objection(Verdict.CHOSEN, "") : objection(work, agent, wanted, circles, ring);
            Judged judged = new Judged(
                    agent.id(),
                    objection.verdict(),
                    objection.detail(),
                    ring == null ? Judged.NEVER : ring,
                    agent.mastered(queue.preferredSkills()),
                    0);
            if (judged.verdict() == Verdict.CHOSEN || judged.verdict() == Verdict.SUITS) {
                suiting.put(agent, judged);
            } else {
                agents.add(judged);
            }
        }
        long[] scores = strategy.scores(queue, work.request(), List.copyOf(suiting.keySet()));
        int next = 0;
        for (Judged judged : suiting.values()) {
            agents.add(judged.scored(scores[next++]));
        }
        agents.sort(BEST_FIRST);
        return new Explanation(
                domain.now,
                work.id(),
                queue.id(),
                domain.rules.version(),
                queue.version(),
                work.queue().opening,
                strategy.name(),
                strategy.version(),
                work.claim,
                work.ring,
                work.waitsSince,
                queue.rings(),
                !queue.preferredSkills().isEmpty(),
                chosen == null ? null : chosen.id(),
                freed,
                agents);
    }

    /** Who alone may have it now: the one whom it requires or, for a while, prefers. */
    private @Nullable UUID wanted(Work work, @Nullable Agent chosen) {
        if (work.phase() == Phase.HELD) {
            return (chosen == null ? Domain.holderOf(work) : chosen).id();
        }
        UUID required = work.requiredAgent();
        return required != null && domain.agents.containsKey(required) ? required : null;
    }

    private Objection objection(
            Work work, Agent agent, @Nullable UUID wanted, List<Circle> circles, @Nullable Integer ring) {
        if (wanted != null && !agent.id().equals(wanted)) {
            return new Objection(Verdict.NOT_WANTED, "");
        }
        if (work.phase() == Phase.SCHEDULED && work.notBefore() > domain.now) {
            return new Objection(Verdict.TOO_EARLY, "");
        }
        // Whoever is waited for gets it whatever the queue says.
        if (wanted == null) {
            if (!work.queue().rule.open()) {
                return new Objection(Verdict.QUEUE_CLOSED, "");
            }
            if (work.phase() == Phase.RESTING) {
                return new Objection(Verdict.OUT_OF_HOURS, "");
            }
            if (ring == null) {
                return inability(agent, circles.get(circles.size() - 1));
            }
            if (ring > work.ring) {
                return new Objection(Verdict.RING_NOT_REACHED, "");
            }
        }
        return absence(work, agent);
    }

    /** Why he is in none of the circles: not even in the widest. */
    private static Objection inability(Agent agent, Circle widest) {
        SkillLevel missing = agent.belongsTo(widest.groups()) ? agent.missing(widest.skills()) : null;
        return missing == null
                ? new Objection(Verdict.OTHER_GROUP, "")
                : new Objection(Verdict.UNSKILLED, missing.skill());
    }

    private Objection absence(Work work, Agent agent) {
        Lane lane = work.lane();
        String medium = domain.media.names().get(lane.medium);
        if (!agent.signedIn) {
            return new Objection(Verdict.SIGNED_OUT, "");
        }
        if (!agent.reachable) {
            return new Objection(Verdict.UNREACHABLE, "");
        }
        if (!agent.ready) {
            return new Objection(Verdict.NOT_READY, agent.reason);
        }
        if (agent.reservations > 0) {
            return new Objection(Verdict.RESERVED, "");
        }
        if (agent.blocked(lane.medium, domain.media)) {
            return new Objection(Verdict.BLOCKED, medium);
        }
        if (!agent.hasRoom(lane, domain.media)) {
            return new Objection(Verdict.OCCUPIED, medium);
        }
        if (agent.openOffers >= domain.rules.offersAtOnce()) {
            return new Objection(Verdict.OFFERED, "");
        }
        if (work.part != null && work.part.contact.involves(agent)) {
            return new Objection(Verdict.TAKES_PART, "");
        }
        if (agent.aside || !work.mayAsk(agent)) {
            return new Objection(Verdict.PAUSED, "");
        }
        return new Objection(Verdict.SUITS, "");
    }
}
