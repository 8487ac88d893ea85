// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.statistics;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invitation that is not over.
 *
 * @param stay what its contact counted for when somebody was invited
 * @param agent who has come; null = nobody yet
 * @param since since when he takes part
 */
record InvitationTrack(UUID work, QueueFigures.Key stay, @Nullable UUID agent, long since) {
    static InvitationTrack waiting(UUID work, QueueFigures.Key stay) {
        return new InvitationTrack(work, stay, null, 0);
    }

    InvitationTrack joinedBy(UUID guest, long now) {
        return new InvitationTrack(work, stay, guest, now);
    }
}
