// SPDX-License-Identifier: Apache-2.0
package live.directory;

import live.core.TeamId;
import live.core.UnitId;
import live.core.UserId;
import live.core.web.Problem;

/**
 * The part of an organisation in which somebody manages people, teams and queues, and supervises: the unit that he belongs to, those
 * that he leads, and all that these consist of. An immutable snapshot; answers at once.
 */
public interface Reach {
    /** Code of the problem of whoever reaches beyond. */
    String BEYOND = "directory.unit.beyond";

    /** Whether it is the whole organisation. */
    boolean everything();

    /** Whether the unit is in it. */
    boolean covers(UnitId unit);

    /** Whether the user belongs to one of its units. */
    boolean covers(UserId user);

    /** Whether the team is part of one of its units. */
    boolean covers(TeamId team);

    /** Whether he may know what the team does: one of his own, one of no unit, or of a unit in his reach or above it. */
    boolean sees(TeamId team);

    /** Refuses, with 403, who does not reach the whole organisation. */
    default void requireEverything() {
        require(everything());
    }

    /** Refuses, with 403, whom something does not concern. */
    default void require(boolean within) {
        if (!within) {
            throw Problem.forbidden(
                    BEYOND, "It belongs to another unit; the permission " + Organisation.EVERY_UNIT + " is needed.");
        }
    }

    /** The whole organisation. */
    Reach EVERYTHING = new Reach() {
        @Override
        public boolean everything() {
            return true;
        }

        @Override
        public boolean covers(UnitId unit) {
            return true;
        }

        @Override
        public boolean covers(UserId user) {
            return true;
        }

        @Override
        public boolean covers(TeamId team) {
            return true;
        }

        @Override
        public boolean sees(TeamId team) {
            return true;
        }
    };
}
