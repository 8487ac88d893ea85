// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.Map;
import java.util.UUID;

/**
 * Who there is for more contacts of a queue, over one medium, by the queue's own rules without its rings.
 *
 * @param able agents who belong to the queue, have its skills and handle the medium
 * @param signedIn of those who are able
 * @param ready of those who are signed in: ready, and their desks are heard of
 * @param free how many contacts of one unit those who are ready have room for now
 * @param ahead contacts of the medium that wait, each by the share of its agents who are ready here
 * @param inHand what those who are ready have in hand of the medium, by queue
 */
public record Availability(
        UUID queue,
        String medium,
        int able,
        int signedIn,
        int ready,
        int free,
        double ahead,
        Map<UUID, Integer> inHand) {
    public Availability {
        inHand = Map.copyOf(inHand);
    }
}
