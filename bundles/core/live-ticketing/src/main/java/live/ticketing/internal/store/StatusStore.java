// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import live.core.TenantId;
import live.lib.sql.Database;
import live.lib.sql.Sql;
import live.ticketing.Status;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The statuses of a tenant. They change with the schema only, so they are read once. */
@Component(service = StatusStore.class)
public final class StatusStore {
    /** Of a ticket that nobody has taken yet. */
    public static final String NEW = "new";
    /** Of a ticket that somebody here has to act on. */
    public static final String OPEN = "open";
    /** Of a ticket that has become part of another. */
    public static final String CLOSED = "closed";

    private final Database database;
    private final Map<TenantId, Map<String, Named>> statuses = new ConcurrentHashMap<>();

    @Activate
    public StatusStore(@Reference TicketingDatabase database) {
        this.database = database.database();
    }

    /** A status and what it is called in English. */
    public record Named(Status status, String name) {}

    public List<Named> list(TenantId tenant) {
        return List.copyOf(of(tenant).values());
    }

    public Optional<Status> find(TenantId tenant, String code) {
        return Optional.ofNullable(of(tenant).get(code)).map(Named::status);
    }

    private Map<String, Named> of(TenantId tenant) {
        return statuses.computeIfAbsent(tenant, wanted -> {
            Map<String, Named> found = new LinkedHashMap<>();
            database.read(connection -> Sql.on(
                                    connection,
                                    "select code, name, category from ticketing.status where tenant = ? order by position")
                            .with(wanted.value())
                            .list(row -> new Named(
                                    new Status(row.text("code"), Status.Category.valueOf(row.text("category"))),
                                    row.text("name"))))
                    .forEach(named -> found.put(named.status().code(), named));
            return found;
        });
    }
}
