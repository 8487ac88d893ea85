// SPDX-License-Identifier: Apache-2.0
package live.store.internal.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.SQLException;
import java.util.List;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;
import live.core.Meters;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * {@code live_database_connections} by state, and {@code live_database_waiting}: threads that wait for one. Nothing while
 * nobody collects metrics.
 */
@Component(service = PoolMetrics.class, immediate = true)
public final class PoolMetrics {
    private static final String CONNECTIONS = "live_database_connections";

    private final HikariDataSource pool;
    private final List<AutoCloseable> gauges;

    @Activate
    public PoolMetrics(
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Meters meters,
            @Reference(target = "(live.store=direct)") DataSource source)
            throws SQLException {
        pool = source.unwrap(HikariDataSource.class);
        gauges = meters == null
                ? List.of()
                : List.of(
                        meters.gauge(CONNECTIONS, () -> read(HikariPoolMXBean::getActiveConnections), "state", "busy"),
                        meters.gauge(CONNECTIONS, () -> read(HikariPoolMXBean::getIdleConnections), "state", "idle"),
                        meters.gauge(
                                "live_database_waiting", () -> read(HikariPoolMXBean::getThreadsAwaitingConnection)));
    }

    @Deactivate
    void deactivate() throws Exception {
        for (AutoCloseable gauge : gauges) {
            gauge.close();
        }
    }

    /** The pool opens with its first connection. */
    private int read(ToIntFunction<HikariPoolMXBean> value) {
        HikariPoolMXBean open = pool.getHikariPoolMXBean();
        return open == null ? 0 : value.applyAsInt(open);
    }
}
