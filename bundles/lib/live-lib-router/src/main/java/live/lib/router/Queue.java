// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A queue and how many contacts of it are in which phase. */
final class Queue {
    private static final int FREQUENT = 4;

    QueueRule rule;
    Strategy strategy;
    Opening opening = Opening.ALWAYS;
    private final int[] counts = new int[Phase.values().length];
    /** How many invitations are in it: they are no contacts. */
    private int invitations;
    /** What contacts of it need, or needed. */
    final List<Requirement> requirements = new ArrayList<>();

    Queue(QueueRule rule, Strategy strategy) {
        this.rule = rule;
        this.strategy = strategy;
    }

    void count(Work work, int more) {
        if (work.part == null) {
            counts[work.phase().ordinal()] += more;
        } else {
            invitations += more;
        }
    }

    /** One of the first that were wanted here: mostly it is one of these. Null if it is none. */
    @Nullable
    Requirement frequent(Lane lane, List<SkillLevel> skills, int ring) {
        for (int i = 0; i < requirements.size() && i < FREQUENT; i++) {
            Requirement known = requirements.get(i);
            if (known.is(lane, skills, ring)) {
                return known;
            }
        }
        return null;
    }

    int count(Phase phase) {
        return counts[phase.ordinal()];
    }

    /** How many contacts wait: for somebody, or for one agent. */
    int length() {
        return count(Phase.WAITING) + count(Phase.HELD);
    }

    /** How many contacts nobody has, be it too early for them. */
    int unserved() {
        return length() + count(Phase.SCHEDULED) + count(Phase.RESTING);
    }

    /** Whether anything is in it that nobody has. */
    boolean wantsSomebody() {
        return unserved() + invitations > 0;
    }

    boolean inUse() {
        if (invitations != 0) {
            return true;
        }
        for (int count : counts) {
            if (count != 0) {
                return true;
            }
        }
        return false;
    }
}
