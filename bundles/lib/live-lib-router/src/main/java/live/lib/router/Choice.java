// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among the agents who are able to take a contact and free: whoever masters most of the queue's preferred skills,
 * of those whom its strategy scores highest, of those who has been idle longest.
 */
final class Choice {
    private final Domain domain;

    Choice(Domain domain) {
        this.domain = domain;
    }

    /** Null if nobody is able and free. */
    @Nullable
    Agent bestFor(Work work) {
        Strategy strategy = work.queue.strategy;
        return strategy instanceof Guest guest ? bestFor(work, guest) : bestFor(work, strategy);
    }

    private @Nullable Agent bestFor(Work work, Strategy strategy) {
        Bits able = work.requirement.able;
        Bits free = work.lane().free;
        List<SkillLevel> preferred = work.queue.rule.preferredSkills();
        boolean prefers = !preferred.isEmpty();
        Agent best = null;
        int bestMastered = 0;
        long bestScore = 0;
        for (int i = Math.min(able.size(), free.size()) - 1; i >= 0; i--) {
            for (long word = able.word(i) & free.word(i); word != 0; word &= word - 1) {
                Agent agent = domain.agentAt((i << 6) + Long.numberOfTrailingZeros(word));
                if (!work.mayAsk(agent)) {
                    continue;
                }
                int mastered = prefers ? agent.mastered(preferred) : 0;
                if (best != null && mastered < bestMastered) {
                    continue;
                }
                long score = strategy.score(work.queue.rule, work.request, agent);
                if (best == null
                        || mastered > bestMastered
                        || score > bestScore
                        || score == bestScore && agent.idlesLongerThan(best)) {
                    best = agent;
                    bestMastered = mastered;
                    bestScore = score;
                }
            }
        }
        return best;
    }

    private @Nullable Agent bestFor(Work work, Guest guest) {
        List<Agent> suiting = suiting(work);
        if (suiting.size() < 2) {
            return suiting.isEmpty() ? null : suiting.get(0);
        }
        Strategy strategy = guest.present();
        if (strategy == null) {
            Recollection recollection = domain.recollection;
            Agent then = recollection == null ? null : remembered(recollection, work, suiting, domain.offers + 1);
            return then == null ? bestFor(work, Strategy.BUILT_IN.get(0)) : then;
        }
        // One order whatever the slots are, so that a strategy cannot depend on them.
        suiting.sort(Comparator.comparing(Agent::id));
        long[] scores = strategy.scores(work.queue.rule, work.request, suiting);
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[best]
                    || scores[i] == scores[best] && suiting.get(i).idlesLongerThan(suiting.get(best))) {
                best = i;
            }
        }
        return suiting.get(best);
    }

    /** Who is able and free, and masters as many preferred skills as anybody of these does. */
    private List<Agent> suiting(Work work) {
        List<SkillLevel> preferred = work.queue.rule.preferredSkills();
        Bits free = work.lane().free;
        List<Agent> suiting = new ArrayList<>();
        work.requirement.able.forEach(slot -> {
            Agent agent = domain.agentAt(slot);
            if (free.has(slot) && work.mayAsk(agent)) {
                suiting.add(agent);
            }
        });
        if (!preferred.isEmpty()) {
            int most = suiting.stream()
                    .mapToInt(agent -> agent.mastered(preferred))
                    .max()
                    .orElse(0);
            suiting.removeIf(agent -> agent.mastered(preferred) < most);
        }
        return suiting;
    }

    private static @Nullable Agent remembered(Recollection recollection, Work work, List<Agent> suiting, long offer) {
        UUID receiver = recollection.receiver(offer, work.id);
        return suiting.stream()
                .filter(agent -> agent.id().equals(receiver))
                .findFirst()
                .orElse(null);
    }
}
