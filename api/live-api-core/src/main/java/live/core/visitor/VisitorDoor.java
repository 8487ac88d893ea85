// SPDX-License-Identifier: Apache-2.0
package live.core.visitor;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides who comes in; there is one. */
public interface VisitorDoor {
    /** What everybody may see of a branch; empty if there is none of that code, or it is switched off. */
    Optional<Entrance> entrance(String branch);

    /** Decides about a line that was opened. May wait for the database. */
    Admission admit(Knock knock);

    /** A line that was let in is gone, or is still there: told when it closes and about every half minute. Must not block. */
    void seen(Visitor visitor, boolean open);

    /**
     * The outside of a branch.
     *
     * @param sites origins whose pages may show it: {@code https://www.example.org}; none = any
     * @param face what the page shows, a JSON object; public
     */
    record Entrance(String branch, List<String> sites, String face) {
        public Entrance {
            sites = List.copyOf(sites);
        }
    }

    /**
     * What a new line says of itself. Everything is the visitor's word.
     *
     * @param token that makes him known again, empty if he has none
     * @param site origin of the page that shows the branch, empty if it is not told
     * @param language BCP 47 tag of his browser, empty if it is not told
     */
    record Knock(String branch, String token, String site, String language) {}

    /** The answer. */
    sealed interface Admission {}

    /**
     * He is in.
     *
     * @param token to show the next time, empty if he keeps the one that he has
     * @param services that he may use
     * @param face as in {@link Entrance}
     */
    record Admitted(Visitor visitor, String token, Set<String> services, String face) implements Admission {
        public Admitted {
            services = Set.copyOf(services);
        }
    }

    /**
     * He is not.
     *
     * @param code stable: {@code branch.missing}
     */
    record Refused(String code) implements Admission {}
}
