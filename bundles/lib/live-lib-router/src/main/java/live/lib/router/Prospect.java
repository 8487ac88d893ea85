// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.Map;
import java.util.UUID;

/**
 * What a waiting contact has before it.
 *
 * @param position among the contacts that may take one of its agents away; 1 = nobody is before it
 * @param ahead those before it, each by the share of its agents who are also this one's
 * @param slots how many such contacts its agents, as many as are there and ready, handle at once; 0 = nobody could take it
 *     as things are
 * @param inHand what these agents have in hand of its medium, by queue
 */
public record Prospect(UUID work, UUID queue, int position, double ahead, int slots, Map<UUID, Integer> inHand) {
    public Prospect {
        inHand = Map.copyOf(inHand);
    }
}
