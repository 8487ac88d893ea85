// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.statistics;

import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What an agent does.
 *
 * @param state null while he is not signed in
 * @param since since when he is in this state, as busy as he is
 * @param inHand how many contacts he owns
 */
record AgentTrack(UUID agent, TimeSpent.@Nullable State state, String reason, long since, int inHand) {
    static AgentTrack unknown(UUID agent, long now) {
        return new AgentTrack(agent, null, "", now, 0);
    }

    AgentTrack in(TimeSpent.@Nullable State other, String why, long now) {
        return new AgentTrack(agent, other, why, now, inHand);
    }

    AgentTrack holding(int contacts, long now) {
        boolean same = contacts > 0 == inHand > 0;
        return new AgentTrack(agent, state, reason, same ? since : now, contacts);
    }

    /** The time from {@link #since} on, told for each interval that it lies in. */
    void spend(long until, BiConsumer<TimeSpent.Key, TimeSpent> spent) {
        if (state == null) {
            return;
        }
        boolean busy = inHand > 0 && state != TimeSpent.State.AWAY;
        for (long from = since; from < until; ) {
            long at = Quarter.of(from);
            long to = Math.min(until, at + Quarter.MILLIS);
            long millis = to - from;
            spent.accept(new TimeSpent.Key(at, agent, state, reason), new TimeSpent(millis, busy ? millis : 0));
            from = to;
        }
    }
}
