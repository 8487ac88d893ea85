// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

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

    private static final int NONE = -1;

    private final Domain domain;
    /** By input: of the contact that it is about, of the agent; numbers, because references would be told to the collector. */
    private int[] places = {};

    private int[] slots = {};
    /** Is written so that what is looked at must really be read. */
    private long seen;

    Foresight(Domain domain) {
        this.domain = domain;
    }

    void look(List<? extends Input> next) {
        if (domain.works.size() < WORTH_IT) {
            return;
        }
        if (places.length < next.size()) {
            places = new int[next.size()];
            slots = new int[next.size()];
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
            places[i] = id == null ? NONE : domain.works.likelyPlace(id);
            slots[i] = input instanceof Input.Accept accept ? domain.slot(accept.agent()) : NONE;
        }
        for (int i = 0; i < next.size(); i++) {
            sum += places[i] == NONE ? 0 : domain.works.glanceAt(places[i]);
        }
        for (int i = 0; i < next.size(); i++) {
            Work work = places[i] == NONE ? null : domain.works.at(places[i]);
            if (work != null) {
                slots[i] = work.slot();
                sum += work.lane().units + work.queue().rule.wrapUpMillis();
            }
        }
        for (int i = 0; i < next.size(); i++) {
            sum += slots[i] == NONE ? 0 : domain.agentAt(slots[i]).openOffers;
        }
        for (int i = 0; i < next.size(); i++) {
            sum += slots[i] == NONE ? 0 : domain.agentAt(slots[i]).glance();
        }
        seen += sum;
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
