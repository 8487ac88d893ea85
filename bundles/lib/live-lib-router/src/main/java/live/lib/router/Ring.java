// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.List;
import java.util.UUID;

/**
 * One step of a queue's expansion: when it opens, and whom it adds. It opens by time for each contact by itself, by
 * length for all that wait; with both, by whichever comes first.
 *
 * @param afterMillis how long a contact waits until the ring opens to it; 0 = it does not open by time
 * @param waitingContacts how many must wait in the queue for the ring to open to them; 0 = it does not open by length
 * @param skills what is enough from this ring on, whoever demanded it: a lower level, 0 for not needed any more, or a
 *     skill that was not asked for so far; what is not listed stays as it was
 * @param groups whose agents serve the queue from this ring on, beside those before; nobody new where everybody does
 */
public record Ring(long afterMillis, int waitingContacts, List<SkillLevel> skills, List<UUID> groups) {
    public Ring {
        skills = List.copyOf(skills);
        groups = List.copyOf(groups);
        if (afterMillis < 0 || afterMillis > Rules.LONGEST || waitingContacts < 0) {
            throw new IllegalArgumentException("when a ring opens is out of bounds");
        }
    }

    boolean opensByTime(long waited) {
        return afterMillis > 0 && waited >= afterMillis;
    }

    boolean opensByLength(int waiting) {
        return waitingContacts > 0 && waiting >= waitingContacts;
    }
}
