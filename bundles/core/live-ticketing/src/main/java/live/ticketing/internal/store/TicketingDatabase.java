// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.store;

import javax.sql.DataSource;
import live.core.store.SchemaReady;
import live.lib.sql.Database;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The database, once the tables of tickets are there. */
@Component(service = TicketingDatabase.class)
public final class TicketingDatabase {
    private final Database database;

    @Activate
    public TicketingDatabase(
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=ticketing)") SchemaReady schema) {
        this.database = new Database(source);
    }

    public Database database() {
        return database;
    }
}
