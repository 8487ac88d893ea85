// SPDX-License-Identifier: Apache-2.0
package live.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import live.core.QueueId;

/**
 * Who there is for more contacts of a queue over one medium, by the queue's own rules without its rings: what a dialer, or
 * whoever offers callbacks, plans by. It holds at the moment at which it was asked for; who must not be given away
 * meanwhile is to be reserved ({@link Router#reserve}).
 *
 * @param able agents who belong to the queue, have its skills and handle the medium
 * @param signedIn how many of these are signed in
 * @param ready how many of those are ready, and their desks are heard of
 * @param free how many contacts those who are ready have room for now
 * @param ahead how many contacts wait for those who are ready, each by the share of its agents who are among them
 * @param inHand how many contacts of the medium those who are ready have in hand
 * @param holding how long such a contact is in hand on average; empty if nothing is known of that yet
 * @param due contacts of the queue that rest until a time in the next 24 hours, by quarter-hour; without those in which there
 *     are none
 */
public record Supply(
        QueueId queue,
        String medium,
        int able,
        int signedIn,
        int ready,
        int free,
        double ahead,
        int inHand,
        Optional<Duration> holding,
        List<Due> due) {
    public Supply {
        due = List.copyOf(due);
    }

    /**
     * Contacts that wait again within a quarter-hour.
     *
     * @param from when it begins
     */
    public record Due(Instant from, int contacts) {}

    /**
     * How many of the contacts in hand are over within some time, as may be expected: each after an exponentially
     * distributed time. Empty if nothing is known yet of how long they take.
     */
    public Optional<Double> freedWithin(Duration time) {
        return holding.map(mean -> inHand * -Math.expm1(-(double) time.toMillis() / Math.max(1, mean.toMillis())));
    }
}
