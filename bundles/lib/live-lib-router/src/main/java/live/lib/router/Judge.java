// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import live.lib.router.Explanation.Judged;
import live.lib.router.Explanation.Verdict;
import org.jspecify.annotations.Nullable;

/** Says of every agent what speaks against giving him a contact now. Looks, and changes nothing. */
final class Judge {
    private static final Comparator<Judged> BEST_FIRST = Comparator.comparing(Judged::verdict)
            .thenComparing(Comparator.comparingLong(Judged::score).reversed());

    private final Domain domain;

    Judge(Domain domain) {
        this.domain = domain;
    }

    Explanation explain(Work work, @Nullable Agent chosen, boolean freed) {
        QueueRule queue = work.queue.rule;
        Strategy strategy = work.queue.strategy;
        List<Judged> agents = new ArrayList<>(domain.agents.size());
        UUID wanted = wanted(work, chosen);
        for (Agent agent : domain.agents.values()) {
            agents.add(
                    agent == chosen
                            ? new Judged(agent.id(), Verdict.CHOSEN, "", strategy.score(queue, work.request, agent))
                            : judge(work, agent, wanted));
        }
        agents.sort(BEST_FIRST);
        return new Explanation(
                domain.now,
                work.id,
                queue.id(),
                domain.rules.version(),
                queue.version(),
                strategy.name(),
                strategy.version(),
                work.claim,
                chosen == null ? null : chosen.id(),
                freed,
                agents);
    }

    /** Who alone may have it now: the one whom it requires or, for a while, prefers. */
    private @Nullable UUID wanted(Work work, @Nullable Agent chosen) {
        if (work.phase == Phase.HELD) {
            return (chosen == null ? domain.holderOf(work) : chosen).id();
        }
        UUID required = work.request.requiredAgent();
        return required != null && domain.agents.containsKey(required) ? required : null;
    }

    private Judged judge(Work work, Agent agent, @Nullable UUID wanted) {
        QueueRule queue = work.queue.rule;
        if (wanted != null && !agent.id().equals(wanted)) {
            return against(agent, Verdict.NOT_WANTED, "");
        }
        // Whoever is waited for gets it whatever the queue says.
        if (wanted == null) {
            if (!queue.open()) {
                return against(agent, Verdict.QUEUE_CLOSED, "");
            }
            if (!agent.serves(queue)) {
                return against(agent, Verdict.OTHER_GROUP, "");
            }
            SkillLevel missing = agent.missing(queue.skills());
            missing = missing == null ? agent.missing(work.request.skills()) : missing;
            if (missing != null) {
                return against(agent, Verdict.UNSKILLED, missing.skill());
            }
        }
        return present(work, agent);
    }

    private Judged present(Work work, Agent agent) {
        Lane lane = work.lane();
        String medium = domain.media.names().get(lane.medium);
        if (!agent.signedIn) {
            return against(agent, Verdict.SIGNED_OUT, "");
        }
        if (!agent.reachable) {
            return against(agent, Verdict.UNREACHABLE, "");
        }
        if (!agent.ready) {
            return against(agent, Verdict.NOT_READY, agent.reason);
        }
        if (agent.blocked(lane, domain.media)) {
            return against(agent, Verdict.BLOCKED, medium);
        }
        if (!agent.hasRoom(lane, domain.media)) {
            return against(agent, Verdict.OCCUPIED, medium);
        }
        if (agent.openOffers >= domain.rules.offersAtOnce()) {
            return against(agent, Verdict.OFFERED, "");
        }
        if (agent.aside || !work.mayAsk(agent)) {
            return against(agent, Verdict.PAUSED, "");
        }
        return new Judged(
                agent.id(), Verdict.SUITS, "", work.queue.strategy.score(work.queue.rule, work.request, agent));
    }

    private static Judged against(Agent agent, Verdict verdict, String detail) {
        return new Judged(agent.id(), verdict, detail, 0);
    }
}
