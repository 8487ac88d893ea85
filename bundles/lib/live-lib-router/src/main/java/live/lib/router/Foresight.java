// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what the next inputs are about, so that it is near when they are applied. In a large centre nearly all the
 * time of a decision is waiting for memory, one access after the other; those of many inputs can be waited for together.
 * Changes nothing.
 */
final class Foresight {
    /** A smaller centre is near anyway. */
    private static final int WORTH_IT = 5_000;

    private final Domain domain;
    private int[] places = {};
    private @Nullable Work[] works = {};
    private @Nullable Agent[] agents = {};
    /** Is written so that what is looked at must really be read. */
    private long seen;

    Foresight(Domain domain) {
        this.domain = domain;
    }

    void look(List<? extends Input> next) {
        if (domain.works.size() < WORTH_IT) {
            return;
        }
        if (works.length < next.size()) {
            places = new int[next.size()];
            works = new Work[next.size()];
            agents = new Agent[next.size()];
        }
        // Each round reads what the round before has found, and no two reads of a round wait for each other.
        long sum = 0;
        int ends = 0;
        for (int i = 0; i < next.size(); i++) {
            Input input = next.get(i);
            UUID id = workOf(input);
            sum += id == null ? 0 : domain.works.glance(id);
            ends += id == null || input instanceof Input.Submit ? 0 : 1;
        }
        sum += domain.works.glanceAtOldest(ends);
        for (int i = 0; i < next.size(); i++) {
            Input input = next.get(i);
            UUID id = input instanceof Input.Submit ? null : workOf(input);
            places[i] = id == null ? -1 : domain.works.likelyPlace(id);
            agents[i] = input instanceof Input.Accept accept ? domain.agent(accept.agent()) : null;
        }
        for (int i = 0; i < next.size(); i++) {
            works[i] = places[i] < 0 ? null : domain.works.glanceAt(places[i]);
        }
        for (int i = 0; i < next.size(); i++) {
            Work work = works[i];
            if (work != null) {
                agents[i] = work.agent;
                sum += work.lane().units + work.queue.rule.wrapUpMillis();
            }
        }
        for (int i = 0; i < next.size(); i++) {
            Agent agent = agents[i];
            sum += agent == null ? 0 : agent.openOffers;
        }
        for (int i = 0; i < next.size(); i++) {
            Agent agent = agents[i];
            sum += agent == null ? 0 : agent.glance();
        }
        seen += sum;
        Arrays.fill(works, null);
        Arrays.fill(agents, null);
    }

    /** The contact that a frequent input is about. */
    private static @Nullable UUID workOf(Input input) {
        if (input instanceof Input.Submit submit) {
            return submit.request().work();
        }
        if (input instanceof Input.Finish finish) {
            return finish.work();
        }
        return input instanceof Input.WrapUp wrapUp ? wrapUp.work() : null;
    }
}
