// SPDX-License-Identifier: Apache-2.0
package live.personal.internal.store;

import javax.sql.DataSource;
import live.core.store.SchemaReady;
import live.lib.sql.Database;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The database, once this module's tables are there. */
@Component(service = PersonalDatabase.class)
public final class PersonalDatabase {
    private final Database database;

    @Activate
    public PersonalDatabase(
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=personal)") SchemaReady schema) {
        this.database = new Database(source);
    }

    Database database() {
        return database;
    }
}
