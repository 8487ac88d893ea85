// SPDX-License-Identifier: Apache-2.0
package live.branch.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import live.core.HoursId;

/**
 * A branch on web pages.
 *
 * @param code what pages name it by
 * @param name for people here
 * @param title that visitors see
 * @param greeting that stands before the first message
 * @param colour of the launcher and of what one presses, {@code #rrggbb}
 * @param language of its words; empty = what the visitor's browser says
 * @param subjects to choose from before the first message; none = not asked
 * @param sites origins whose pages may show it; none = all
 * @param services that visitors may use
 * @param hours when somebody is there; empty = always
 * @param patienceSeconds how long the place in the queue is kept for somebody who is gone
 */
public record Branch(
        UUID id,
        String code,
        String name,
        String title,
        String greeting,
        String colour,
        Optional<String> language,
        List<String> subjects,
        List<String> sites,
        Set<String> services,
        Optional<HoursId> hours,
        int patienceSeconds,
        boolean active,
        long version) {
    /** The one service that there is as yet. */
    public static final String CHAT = "chat";

    public Branch {
        subjects = List.copyOf(subjects);
        sites = List.copyOf(sites);
        services = Set.copyOf(services);
    }
}
