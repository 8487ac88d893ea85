// SPDX-License-Identifier: Apache-2.0
package live.store.internal.database;

import java.util.Properties;
import live.core.store.Database;
import org.osgi.service.jdbc.DataSourceFactory;

/** How every connection to the database is made. */
final class Connections {

    private Connections() {}

    /** Properties for the driver's data source factory. */
    static Properties to(Database database) {
        Properties properties = new Properties();
        properties.setProperty(DataSourceFactory.JDBC_URL, database.url());
        properties.setProperty(DataSourceFactory.JDBC_USER, database.user());
        properties.setProperty(DataSourceFactory.JDBC_PASSWORD, database.password());
        properties.setProperty("ApplicationName", "live");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("reWriteBatchedInserts", "true");
        return properties;
    }
}
