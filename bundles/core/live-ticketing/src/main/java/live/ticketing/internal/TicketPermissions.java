// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal;

import java.util.Map;
import live.core.web.Permissions;
import org.osgi.service.component.annotations.Component;

/** What administrators can grant for tickets. */
@Component(service = Permissions.class)
public final class TicketPermissions implements Permissions {
    @Override
    public Map<String, String> permissions() {
        return Map.of("ticket.read", "Read and search tickets", "ticket.write", "Open and change tickets");
    }
}
