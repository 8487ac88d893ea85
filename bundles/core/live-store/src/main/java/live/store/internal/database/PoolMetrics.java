// SPDX-License-Identifier: Apache-2.0
package live.store.internal.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.SQLException;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;
import live.core.Meters;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code live_database_connections} by state, and {@code live_database_waiting}: threads that wait for one. */
@Component(service = PoolMetrics.class, immediate = true)
public final class PoolMetrics {
    private final HikariDataSource pool;
    private final AutoCloseable busy;
    private final AutoCloseable idle;
    private final AutoCloseable waiting;

    @Activate
    public PoolMetrics(@Reference Meters meters, @Reference(target = "(live.store=direct)") DataSource source)
            throws SQLException {
        pool = source.unwrap(HikariDataSource.class);
        busy = meters.gauge(
                "live_database_connections", () -> read(HikariPoolMXBean::getActiveConnections), "state", "busy");
        idle = meters.gauge(
                "live_database_connections", () -> read(HikariPoolMXBean::getIdleConnections), "state", "idle");
        waiting = meters.gauge("live_database_waiting", () -> read(HikariPoolMXBean::getThreadsAwaitingConnection));
    }

    @Deactivate
    void deactivate() throws Exception {
        busy.close();
        idle.close();
        waiting.close();
    }

    /** The pool opens with its first connection. */
    private int read(ToIntFunction<HikariPoolMXBean> value) {
        HikariPoolMXBean open = pool.getHikariPoolMXBean();
        return open == null ? 0 : value.applyAsInt(open);
    }
}
