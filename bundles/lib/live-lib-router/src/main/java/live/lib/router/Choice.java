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
        if (work.lane().free.isEmpty()) {
            return null;
        }
        Strategy strategy = work.queue().strategy;
        return strategy instanceof Guest guest ? bestFor(work, guest) : bestFor(work, strategy);
    }

    private @Nullable Agent bestFor(Work work, Strategy strategy) {
        Requirement requirement = work.requirement();
        Bits free = work.lane().free;
        Bits able = requirement.able;
        long[] scores = domain.standings.by(strategy);
        List<SkillLevel> preferred = work.queue().rule.preferredSkills();
        boolean asksAnybody = work.mayAskAnybody();
        int best = -1;
        int bestMastered = 0;
        long bestScore = 0;
        for (int slot = Bits.nextOfBoth(free, able, 0); slot >= 0; slot = Bits.nextOfBoth(free, able, slot + 1)) {
            if (!asksAnybody && !work.mayAsk(domain.agentAt(slot))) {
                continue;
            }
            int mastered = preferred.isEmpty() ? 0 : domain.agentAt(slot).mastered(preferred);
            if (best >= 0 && mastered < bestMastered) {
                continue;
            }
            long score = scores == null ? requirement.levelsOf(slot) : scores[slot];
            if (best < 0
                    || mastered > bestMastered
                    || score > bestScore
                    || score == bestScore && domain.standings.idlesLonger(slot, best)) {
                best = slot;
                bestMastered = mastered;
                bestScore = score;
            }
        }
        return best < 0 ? null : domain.agentAt(best);
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
        long[] scores = strategy.scores(work.queue().rule, work.request(), suiting);
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
        List<SkillLevel> preferred = work.queue().rule.preferredSkills();
        Bits free = work.lane().free;
        List<Agent> suiting = new ArrayList<>();
        work.requirement().able.forEach(slot -> {
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
        UUID receiver = recollection.receiver(offer, work.id());
        return suiting.stream()
                .filter(agent -> agent.id().equals(receiver))
                .findFirst()
                .orElse(null);
    }
}
