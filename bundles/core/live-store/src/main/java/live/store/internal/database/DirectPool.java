// SPDX-License-Identifier: Apache-2.0
package live.store.internal.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Hashtable;
import java.util.Map;
import javax.sql.DataSource;
import live.core.store.Database;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jdbc.DataSourceFactory;

/** Publishes the pool, {@code (live.store=direct)}. */
@Component(
        service = {},
        configurationPid = "live.store")
public final class DirectPool {

    private final HikariDataSource pool;
    private final ServiceRegistration<DataSource> published;

    @Activate
    public DirectPool(
            BundleContext context,
            StoreSettings settings,
            @Reference Database database,
            @Reference(target = "(osgi.jdbc.driver.class=org.postgresql.Driver)") DataSourceFactory driver)
            throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setPoolName("live-direct");
        config.setDataSource(driver.createDataSource(Connections.to(database)));
        config.setMaximumPoolSize(settings.directPoolSize());
        config.setMinimumIdle(Math.min(2, settings.directPoolSize()));
        config.setIdleTimeout(120_000);
        config.setKeepaliveTime(60_000);
        config.setConnectionTimeout(5_000);
        // The database may come later than the pool, and go and come back.
        config.setInitializationFailTimeout(-1);
        config.setRegisterMbeans(false);
        pool = new HikariDataSource(config);
        published = context.registerService(
                DataSource.class,
                pool,
                new Hashtable<>(Map.of("live.store", "direct", "osgi.jndi.service.name", "live-direct")));
    }

    @Deactivate
    void close() {
        published.unregister();
        pool.close();
    }
}
