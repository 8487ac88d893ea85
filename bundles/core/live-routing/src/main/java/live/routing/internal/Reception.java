// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import live.lib.router.Input;

/**
 * Takes the commands of other nodes while this one holds the domain, each once however often it comes. Commands of one
 * node come in the order of their numbers. Thread-safe.
 */
final class Reception {
    private final long epoch;
    private final Predicate<Message> ring;
    private final Map<Long, Long> newest = new HashMap<>();

    /**
     * @param client the node
     * @param epoch by the right of which it may be done
     */
    record Forwarded(long epoch, long client, long number, Input input) implements Message {
        @Override
        public void fail(Throwable cause) {
            // Who sent it sees in the journal that it was not done.
        }
    }

    /** @param ring takes a message, or has no room for it */
    Reception(long epoch, Predicate<Message> ring) {
        this.epoch = epoch;
        this.ring = ring;
    }

    /** Answers how many are taken, from the first on, now or before; a negative number if they are for another epoch. */
    synchronized int take(long wanted, long client, List<Forwarding.Numbered> commands) {
        if (wanted != epoch) {
            return -1;
        }
        int taken = 0;
        for (Forwarding.Numbered command : commands) {
            if (command.number() > newest.getOrDefault(client, 0L)) {
                if (!ring.test(new Forwarded(epoch, client, command.number(), command.input()))) {
                    break;
                }
                newest.put(client, command.number());
            }
            taken++;
        }
        return taken;
    }
}
