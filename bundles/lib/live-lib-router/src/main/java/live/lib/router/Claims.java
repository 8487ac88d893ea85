// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the best claim among the contacts that an agent is able and free to take. */
final class Claims {
    private final Domain domain;
    private final List<Work> aside = new ArrayList<>();

    Claims(Domain domain) {
        this.domain = domain;
    }

    /** Null if nothing waits that he may take now. */
    @Nullable
    Work bestFor(Agent agent) {
        Work best = null;
        List<Lane> lanes = domain.lanes;
        for (int l = 0; l < lanes.size(); l++) {
            Lane lane = lanes.get(l);
            if (lane.free.has(agent.slot)) {
                best = better(best, agent.heldOrNull(l), agent);
                best = bestOf(lane, agent, best);
            }
        }
        return best;
    }

    /**
     * The best that waits in a lane for whoever is able, if it is better. Claims are compared first, and few contacts
     * touched: mostly one.
     */
    private @Nullable Work bestOf(Lane lane, Agent agent, @Nullable Work known) {
        long least = known == null ? Long.MAX_VALUE : known.claim;
        int first = -1;
        int equals = 0;
        Bits able = agent.able;
        for (int i = Bits.nextOfBoth(lane.waiting, able, 0); i >= 0; i = Bits.nextOfBoth(lane.waiting, able, i + 1)) {
            long claim = domain.bestClaim(i);
            if (claim < least) {
                least = claim;
                first = i;
                equals = 0;
            } else if (claim == least) {
                equals++;
            }
        }
        if (equals == 0) {
            Work best = first < 0 ? null : domain.requirementAt(first).waiting.first();
            if (best == null || best.mayAsk(agent)) {
                return best == null ? known : best;
            }
        }
        return bestOfAll(lane, agent, known);
    }

    /** The same where claims are equal, or the best contact is on pause for this agent. */
    private @Nullable Work bestOfAll(Lane lane, Agent agent, @Nullable Work known) {
        Work best = known;
        Bits able = agent.able;
        for (int i = Bits.nextOfBoth(lane.waiting, able, 0); i >= 0; i = Bits.nextOfBoth(lane.waiting, able, i + 1)) {
            if (best == null || domain.bestClaim(i) <= best.claim) {
                best = better(best, domain.requirementAt(i).waiting, agent);
            }
        }
        return best;
    }

    private @Nullable Work better(@Nullable Work best, @Nullable Heap<Work> heap, Agent agent) {
        if (heap == null) {
            return best;
        }
        Work first = heap.first();
        if (first == null || best != null && !first.precedes(best)) {
            return best;
        }
        if (!first.mayAsk(agent)) {
            first = firstToAsk(heap, agent);
        }
        return first != null && (best == null || first.precedes(best)) ? first : best;
    }

    /** The best contact that is not on pause for this agent: looks under those that are. */
    private @Nullable Work firstToAsk(Heap<Work> heap, Agent agent) {
        Work first;
        while ((first = heap.first()) != null && !first.mayAsk(agent)) {
            heap.remove(first);
            aside.add(first);
        }
        aside.forEach(heap::add);
        aside.clear();
        return first;
    }
}
