// SPDX-License-Identifier: Apache-2.0
package live.branch.internal.store;

import javax.sql.DataSource;
import live.core.store.SchemaReady;
import live.lib.sql.Database;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The database, once the tables of branches are there. */
@Component(service = BranchDatabase.class)
public final class BranchDatabase {
    private final Database database;

    @Activate
    public BranchDatabase(
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=branch)") SchemaReady schema) {
        this.database = new Database(source);
    }

    Database database() {
        return database;
    }
}
