// SPDX-License-Identifier: Apache-2.0
package live.core.event;

import java.util.List;

/**
 * A reader with a memory: register it as a service and it gets every event at least once, in order.
 *
 * <p>The platform keeps a checkpoint by {@link #name}. It calls one consumer from one thread at a time. When {@link
 * #consume} throws, the same events come again after a pause, so consuming is idempotent by position.
 */
public interface EventConsumer {
    /** Stable name of the checkpoint: {@code module.purpose}. A new name begins with the oldest event kept. */
    String name();

    /**
     * Whether every node has to hear of every event, because what is kept true by it is in memory: a cache, the browsers
     * of this node. Otherwise one node at a time reads for all, which is right for what is stored. Such a consumer has no
     * checkpoint: it begins with the newest events, of which it may know some already.
     */
    default boolean everyNode() {
        return false;
    }

    /** Takes a batch, at most 500 events; returning means they need not come again. */
    void consume(List<Event> events) throws Exception;
}
