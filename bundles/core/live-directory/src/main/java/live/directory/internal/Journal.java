// SPDX-License-Identifier: Apache-2.0
package live.directory.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import live.core.Principal;
import live.core.audit.AuditEntry;
import live.core.audit.AuditTrail;
import live.core.event.Events;
import live.core.event.NewEvent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Writes every change into the audit trail and the table of events. */
@Component(service = Journal.class)
public final class Journal {
    private final AuditTrail audit;
    private final Events events;
    private final CachedDirectory directory;

    @Activate
    public Journal(@Reference AuditTrail audit, @Reference Events events, @Reference CachedDirectory directory) {
        this.audit = audit;
        this.events = events;
        this.directory = directory;
    }

    /**
     * @param kind {@code user}, {@code team}, {@code skill}, {@code unit}, {@code hours}
     * @param verb {@code create}, {@code change}, {@code delete}
     * @param fields names of what changed
     */
    public void changed(
            Connection connection, Principal actor, String kind, String verb, UUID id, Collection<String> fields)
            throws SQLException {
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        if (!fields.isEmpty()) {
            var names = details.putArray("fields");
            fields.forEach(names::add);
        }
        audit.record(
                connection,
                new AuditEntry(actor, "directory." + kind + "." + verb, kind + ":" + id, details.toString()));
        String data =
                JsonNodeFactory.instance.objectNode().put(kind, id.toString()).toString();
        events.append(connection, List.of(new NewEvent("directory." + kind + ".changed", id, actor, data)));
    }

    /** To be called after the commit. */
    public void committed() {
        directory.changed();
        events.committed();
    }
}
