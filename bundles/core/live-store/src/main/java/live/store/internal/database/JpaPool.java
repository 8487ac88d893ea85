// SPDX-License-Identifier: Apache-2.0
package live.store.internal.database;

import java.sql.SQLException;
import java.util.Hashtable;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import live.core.store.Database;
import org.ops4j.pax.jdbc.pool.common.PooledDataSourceFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jdbc.DataSourceFactory;

/** Publishes the pool whose connections join JTA transactions, {@code (live.store=jpa)}. */
@Component(
        service = {},
        configurationPid = "live.store")
public final class JpaPool {

    private final ServiceRegistration<DataSource> published;

    @Activate
    public JpaPool(
            BundleContext context,
            StoreSettings settings,
            @Reference Database database,
            @Reference(target = "(osgi.jdbc.driver.class=org.postgresql.Driver)") DataSourceFactory driver,
            @Reference(target = "(&(pool=aries)(xa=true))") PooledDataSourceFactory factory)
            throws SQLException {
        Properties properties = Connections.to(database);
        properties.setProperty("pool.name", "live-jpa");
        properties.setProperty("pool.poolMaxSize", Integer.toString(settings.jpaPoolSize()));
        properties.setProperty("pool.connectionMaxWaitMilliseconds", "5000");
        properties.setProperty("pool.connectionMaxIdleMinutes", "2");
        // A lost session is found out before somebody works with it. So no failure of a statement has to count as the
        // loss
        // of the session: the pool would throw a healthy one away for each violated constraint.
        properties.setProperty("pool.validateOnMatch", "true");
        properties.setProperty("pool.exceptionSorter", "none");
        published = context.registerService(
                DataSource.class,
                factory.create(driver, properties),
                new Hashtable<>(Map.of("live.store", "jpa", "osgi.jndi.service.name", "live")));
    }

    @Deactivate
    void withdraw() {
        published.unregister();
    }
}
