// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.UUID;

/** What an invitation is to: to which contact, in which role. */
final class Part {
    final Work contact;
    final UUID by;
    Role role;

    Part(Work contact, Role role, UUID by) {
        this.contact = contact;
        this.role = role;
        this.by = by;
    }

    /** Whether whoever takes part joined by himself. */
    boolean joined(Agent agent) {
        return agent.id().equals(by);
    }

    Invitation invitation() {
        return new Invitation(contact.id(), role, by);
    }
}
