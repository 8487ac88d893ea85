// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.store;

import java.util.UUID;
import live.core.Principal;
import live.core.event.NewEvent;

/** The events of this module. Their data are ids and codes, which need no escaping. */
public final class TicketEvents {
    public static final String CREATED = "ticketing.ticket.created";
    public static final String CHANGED = "ticketing.ticket.changed";
    /** A contact has found its ticket. */
    public static final String PLACED = "ticketing.ticket.placed";

    private TicketEvents() {}

    /** A ticket that was opened together with its first contact. */
    static NewEvent created(Principal actor, UUID ticket, UUID interaction) {
        return new NewEvent(
                CREATED,
                ticket,
                actor,
                "{\"ticket\":\"" + ticket + "\",\"version\":1,\"interaction\":\"" + interaction + "\"}");
    }

    static NewEvent created(Principal actor, UUID ticket) {
        return new NewEvent(CREATED, ticket, actor, "{\"ticket\":\"" + ticket + "\",\"version\":1}");
    }

    static NewEvent changed(Principal actor, UUID ticket, long version) {
        return new NewEvent(CHANGED, ticket, actor, "{\"ticket\":\"" + ticket + "\",\"version\":" + version + "}");
    }

    static NewEvent placed(Principal actor, UUID ticket, UUID interaction) {
        return new NewEvent(
                PLACED, ticket, actor, "{\"ticket\":\"" + ticket + "\",\"interaction\":\"" + interaction + "\"}");
    }
}
