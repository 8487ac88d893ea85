// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.List;
import java.util.UUID;

/** What a {@link Strategy} may know of an agent. Valid during the call only. */
public interface Candidate {
    UUID id();

    /** When he last became free or ready, milliseconds. */
    long idleSince();

    /** Units of all media that he holds now. */
    int load();

    /** Units of all media that he could hold, those without a line of their own counted once. */
    int capacity();

    /** The number of the offer that he got last, 0 before his first: offers are numbered in their order. */
    long lastOffer();

    /** How many contacts he was assigned since he signed in. */
    long served();

    /** His level in a skill, 0 without it. */
    int level(String skill);

    /** All that he has. */
    List<SkillLevel> skills();
}
