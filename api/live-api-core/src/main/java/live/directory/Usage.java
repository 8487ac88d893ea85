// SPDX-License-Identifier: Apache-2.0
package live.directory;

import java.util.List;
import java.util.UUID;
import live.core.TenantId;

/**
 * Says what of a module refers to a skill, team, unit, user or queue; register it as a service. Whoever deletes one of
 * them asks before. May block for a moment.
 */
public interface Usage {
    /**
     * Something that refers to it.
     *
     * @param kind {@code queue}
     * @param id its id
     * @param name its name, for the administrator
     */
    record Use(String kind, UUID id, String name) {
        /** For a sentence in English. */
        @Override
        public String toString() {
            return kind + " \u201c" + name + "\u201d";
        }
    }

    /** All that refers to it, at most 20. */
    List<Use> of(TenantId tenant, UUID referred);
}
