// SPDX-License-Identifier: Apache-2.0
package live.security.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import live.core.TenantId;
import live.lib.sql.Sql;

/** The organisations of this installation. */
public final class Tenants {
    private Tenants() {}

    /** Adds a tenant; returns whether it was new. */
    public static boolean add(Connection connection, TenantId tenant, String name, Instant now) throws SQLException {
        return Sql.on(
                                connection,
                                "insert into security.tenant (tenant, name, created_at) values (?, ?, ?) on conflict do nothing")
                        .with(tenant.value(), name, now)
                        .update()
                == 1;
    }
}
