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
        List<Agent> suiting = new ArrayList<>();
        UUID wanted = wanted(work, chosen);
        for (Agent agent : domain.agents.values()) {
            Judged judged = agent == chosen ? judged(agent, Verdict.CHOSEN, "") : judge(work, agent, wanted);
            if (judged.verdict() == Verdict.CHOSEN || judged.verdict() == Verdict.SUITS) {
                suiting.add(agent);
            } else {
                agents.add(judged);
            }
        }
        long[] scores = strategy.scores(queue, work.request, suiting);
        for (int i = 0; i < scores.length; i++) {
            Agent agent = suiting.get(i);
            agents.add(new Judged(agent.id(), agent == chosen ? Verdict.CHOSEN : Verdict.SUITS, "", scores[i]));
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
            return judged(agent, Verdict.NOT_WANTED, "");
        }
        // Whoever is waited for gets it whatever the queue says.
        if (wanted == null) {
            if (!queue.open()) {
                return judged(agent, Verdict.QUEUE_CLOSED, "");
            }
            if (!agent.serves(queue)) {
                return judged(agent, Verdict.OTHER_GROUP, "");
            }
            SkillLevel missing = agent.missing(queue.skills());
            missing = missing == null ? agent.missing(work.request.skills()) : missing;
            if (missing != null) {
                return judged(agent, Verdict.UNSKILLED, missing.skill());
            }
        }
        return present(work, agent);
    }

    private Judged present(Work work, Agent agent) {
        Lane lane = work.lane();
        String medium = domain.media.names().get(lane.medium);
        if (!agent.signedIn) {
            return judged(agent, Verdict.SIGNED_OUT, "");
        }
        if (!agent.reachable) {
            return judged(agent, Verdict.UNREACHABLE, "");
        }
        if (!agent.ready) {
            return judged(agent, Verdict.NOT_READY, agent.reason);
        }
        if (agent.blocked(lane, domain.media)) {
            return judged(agent, Verdict.BLOCKED, medium);
        }
        if (!agent.hasRoom(lane, domain.media)) {
            return judged(agent, Verdict.OCCUPIED, medium);
        }
        if (agent.openOffers >= domain.rules.offersAtOnce()) {
            return judged(agent, Verdict.OFFERED, "");
        }
        if (agent.aside || !work.mayAsk(agent)) {
            return judged(agent, Verdict.PAUSED, "");
        }
        return judged(agent, Verdict.SUITS, "");
    }

    private static Judged judged(Agent agent, Verdict verdict, String detail) {
        return new Judged(agent.id(), verdict, detail, 0);
    }
}
