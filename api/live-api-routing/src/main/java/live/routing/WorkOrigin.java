// SPDX-License-Identifier: Apache-2.0
package live.routing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.core.InteractionId;
import live.core.TenantId;
import live.core.UserId;

/**
 * Whoever puts work into routing, or knows what became of it: the ledger, a channel that knows which calls there are.
 * Register it as a service; the node that routes asks it about once a minute, and some seconds after it began to route,
 * and so finds messages that got lost.
 *
 * <p>What is told is compared twice, some seconds apart, before anything follows from it: work that is over is cancelled,
 * work that routing does not know is to be submitted again. Each origin is asked on a thread of its own, so it may wait
 * for a database; when it throws it is asked again. It comes and goes at any time.
 */
public interface WorkOrigin {
    /** About so many works it is asked at once, at most. */
    int MOST = 500;

    /**
     * Stable, for logs: {@code module.purpose}. An origin that learns of its works as a {@link RoutingListener} has the
     * same name: then what the listener has not heard yet is not held against it.
     */
    String name();

    /**
     * What it knows of works that routing has.
     *
     * @param works with the interaction that each serves now, at most {@link #MOST}
     * @return of those that it knows; what is left out is somebody else's
     */
    Map<WorkId, Standing> standings(TenantId tenant, Map<WorkId, InteractionId> works);

    /**
     * Works that it has given to routing, which has taken them, and that are not over: routing should know them. Not
     * those that it is still about to submit.
     *
     * @param after begins after this one, in an order of its own that does not change; empty = begins
     * @param limit at most so many; fewer = there are no more
     */
    default List<WorkId> open(TenantId tenant, Optional<WorkId> after, int limit) {
        return List.of();
    }

    /** Routing does not know these: they are to be submitted once more, under their ids, if they are still open. */
    default void submitAgain(TenantId tenant, List<WorkId> works) {}

    /**
     * What is known of a piece of work.
     *
     * @param over for good: the caller has hung up, the interaction is closed
     * @param owner who has it, if that is known
     */
    record Standing(boolean over, Optional<UserId> owner) {}
}
