// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.statistics;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A contact that is not over.
 *
 * @param stay what it counts for: the queue and interval that it came to last
 * @param waitsSince when the wait in that queue began, later by the time that it rested since
 * @param waits whether nobody has answered it since
 * @param agent who has it; null = nobody
 * @param ownedSince since when
 * @param wrapUpSince since when he wraps up; 0 = he does not
 * @param promise when it is to be taken up again; null = nobody has said so, or somebody has taken it
 */
record ContactTrack(
        UUID work,
        QueueFigures.Key stay,
        long waitsSince,
        boolean waits,
        @Nullable UUID agent,
        long ownedSince,
        long wrapUpSince,
        @Nullable Promise promise) {

    static ContactTrack coming(UUID work, QueueFigures.Key stay, long waitsSince) {
        return new ContactTrack(work, stay, waitsSince, true, null, 0, 0, null);
    }

    ContactTrack rested(long millis) {
        return new ContactTrack(work, stay, waitsSince + millis, waits, agent, ownedSince, wrapUpSince, promise);
    }

    /** Its time to come does not matter any more: it has come. */
    ContactTrack notBefore(long now) {
        return new ContactTrack(work, stay, Math.min(waitsSince, now), waits, agent, ownedSince, wrapUpSince, promise);
    }

    ContactTrack at(QueueFigures.Key other) {
        return new ContactTrack(work, other, waitsSince, waits, agent, ownedSince, wrapUpSince, promise);
    }

    ContactTrack ownedBy(UUID owner, long now) {
        return new ContactTrack(work, stay, waitsSince, false, owner, now, 0, null);
    }

    ContactTrack wrappedUpFrom(long now) {
        return new ContactTrack(work, stay, waitsSince, waits, agent, ownedSince, now, promise);
    }

    ContactTrack withoutOwner() {
        return new ContactTrack(work, stay, waitsSince, waits, null, 0, 0, promise);
    }

    ContactTrack promising(@Nullable Promise other) {
        return new ContactTrack(work, stay, waitsSince, waits, agent, ownedSince, wrapUpSince, other);
    }

    long waited(long now) {
        return Math.max(0, now - waitsSince);
    }
}
