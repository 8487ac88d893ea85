// SPDX-License-Identifier: Apache-2.0
package live.lib.router.shadow;

import java.util.UUID;
import live.lib.router.Request;
import org.jspecify.annotations.Nullable;

/** A contact in both worlds. */
final class Course {
    final UUID work;
    /** Null of one that was there before: it is not compared. */
    final @Nullable Request request;

    final Fared live = new Fared();
    final Fared shadow = new Fared();
    /** Who has an open offer in truth. */
    @Nullable
    UUID offeredTo;

    long offeredAt = -1;
    long ownedAt = -1;
    /** How long somebody had it in truth; -1 while that is not known. */
    long handling = -1;
    /** Since when somebody has it in the shadow; -1 = nobody has. */
    long shadowOwnedAt = -1;

    @Nullable
    UUID shadowOwner;

    boolean liveOver;
    boolean shadowOver;
    /** Who has an open offer in the shadow, and which. */
    @Nullable
    UUID shadowOfferedTo;

    long shadowOffer;
    long shadowOfferEnds;
    /** Whether it ends in the shadow when it is known how long somebody had it in truth. */
    boolean awaitsEnd;

    boolean compared;
    int version;

    Course(UUID work, @Nullable Request request) {
        this.work = work;
        this.request = request;
    }

    /** Whether the same agent has an open offer of it in both worlds. */
    boolean sameOffer() {
        return offeredTo != null && offeredTo.equals(shadowOfferedTo);
    }

    /** Since when a contact waits. */
    static long since(Request request) {
        return Math.max(request.enqueuedAt(), request.notBefore());
    }
}
