// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import javax.sql.DataSource;
import live.core.store.SchemaReady;
import live.lib.sql.Database;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The database, once the ledger's tables are there. */
@Component(service = ChannelsDatabase.class)
public final class ChannelsDatabase {
    private final Database database;

    @Activate
    public ChannelsDatabase(
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=channels)") SchemaReady schema) {
        this.database = new Database(source);
    }

    public Database database() {
        return database;
    }
}
