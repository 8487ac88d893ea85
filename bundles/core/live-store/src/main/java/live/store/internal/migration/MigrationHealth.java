// SPDX-License-Identifier: Apache-2.0
package live.store.internal.migration;

import live.core.health.Health;
import live.core.health.HealthCheck;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Says from the first moment, also before there is a database, that modules wait for their tables. */
@Component(property = "name=store.migrations", immediate = true)
public final class MigrationHealth implements HealthCheck {
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable MigrationExtender extender;

    @Override
    public Health check() {
        MigrationExtender now = extender;
        return now == null
                ? Health.down("store.migration.waiting", "No tables are looked at yet: the database does not answer")
                : now.health();
    }
}
