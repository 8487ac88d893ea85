// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import live.core.TenantId;
import live.core.store.SchemaReady;
import live.directory.Usage;
import live.lib.sql.Database;
import live.security.internal.store.Roles;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** A team that has roles is not deleted unawares: its members would lose what they may do. */
@Component
public final class TeamRoles implements Usage {
    private static final int MOST = 20;

    private final Database database;

    @Activate
    public TeamRoles(
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=security)") SchemaReady schema) {
        this.database = new Database(source);
    }

    @Override
    public List<Use> of(TenantId tenant, UUID referred) {
        return database.read(connection -> Roles.of(connection, tenant, List.of(referred))).stream()
                .limit(MOST)
                .map(role -> new Use("role", role.id(), role.name()))
                .toList();
    }
}
