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
 */
record ContactTrack(
        UUID work,
        QueueFigures.Key stay,
        long waitsSince,
        boolean waits,
        @Nullable UUID agent,
        long ownedSince,
        long wrapUpSince) {

    static ContactTrack coming(UUID work, QueueFigures.Key stay, long waitsSince) {
        return new ContactTrack(work, stay, waitsSince, true, null, 0, 0);
    }

    ContactTrack rested(long millis) {
        return new ContactTrack(work, stay, waitsSince + millis, waits, agent, ownedSince, wrapUpSince);
    }

    /** Its time to come does not matter any more: it has come. */
    ContactTrack notBefore(long now) {
        return new ContactTrack(work, stay, Math.min(waitsSince, now), waits, agent, ownedSince, wrapUpSince);
    }

    ContactTrack at(QueueFigures.Key other) {
        return new ContactTrack(work, other, waitsSince, waits, agent, ownedSince, wrapUpSince);
    }

    ContactTrack ownedBy(UUID owner, long now) {
        return new ContactTrack(work, stay, waitsSince, false, owner, now, 0);
    }

    ContactTrack wrappedUpFrom(long now) {
        return new ContactTrack(work, stay, waitsSince, waits, agent, ownedSince, now);
    }

    ContactTrack withoutOwner() {
        return new ContactTrack(work, stay, waitsSince, waits, null, 0, 0);
    }

    long waited(long now) {
        return Math.max(0, now - waitsSince);
    }
}
