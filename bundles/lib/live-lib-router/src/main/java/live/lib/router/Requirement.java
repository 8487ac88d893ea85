// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.List;
import java.util.UUID;

/**
 * Everything that decides who is able to take a contact, kept once for all contacts alike: skills are compared when an
 * agent or a new kind of contact appears, never per contact.
 */
final class Requirement {
    /** What makes two requirements the same. */
    record Key(UUID queue, int lane, List<SkillLevel> skills) {}

    final int index;
    final Key key;
    final Lane lane;
    /** Agents, by slot, who are able to. */
    final Bits able = new Bits();

    final Heap<Work> waiting = new Heap<>();

    Requirement(int index, Key key, Lane lane) {
        this.index = index;
        this.key = key;
        this.lane = lane;
    }
}
