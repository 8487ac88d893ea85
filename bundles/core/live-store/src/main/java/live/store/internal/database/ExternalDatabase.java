// SPDX-License-Identifier: Apache-2.0
package live.store.internal.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import live.core.health.Health;
import live.core.health.HealthCheck;
import live.core.store.Database;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the database that the configuration names, if it names one; the embedded server stays off then. Its password
 * stands in a file of its own: what stands in the configuration, the shell shows to everybody there.
 */
@Component(
        service = HealthCheck.class,
        property = "name=store.configuration",
        immediate = true,
        configurationPid = "live.store",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ExternalDatabase implements HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(ExternalDatabase.class);

    private final Health health;
    private final Optional<ServiceRegistration<Database>> published;

    @Activate
    public ExternalDatabase(BundleContext context, StoreSettings settings) {
        Health found = Health.OK;
        Optional<Database> database = Optional.empty();
        if (!settings.password().isBlank()) {
            found = Health.down(
                    "store.password.plain",
                    "etc/live.store.cfg holds a password, which the shell would show. Put it into a file that only LIVE"
                            + " can read, and name that file instead: passwordFile = ...");
        } else if (!settings.url().isBlank()) {
            try {
                database = Optional.of(new Named(settings.url().strip(), settings.user(), password(settings)));
            } catch (IOException e) {
                found = Health.down(
                        "store.password.unreadable", "The file with the database's password cannot be read: " + e);
            }
        }
        health = found;
        if (health.state() != Health.State.UP) {
            LOG.warn("code={} {}", health.code(), health.message());
        }
        published = database.map(one -> {
            LOG.info("The database is {}", one);
            return context.registerService(Database.class, one, null);
        });
    }

    @Deactivate
    void withdraw() {
        published.ifPresent(ServiceRegistration::unregister);
    }

    @Override
    public Health check() {
        return health;
    }

    private static String password(StoreSettings settings) throws IOException {
        return settings.passwordFile().isBlank()
                ? ""
                : Files.readString(Path.of(settings.passwordFile().strip())).strip();
    }

    private record Named(String url, String user, String password) implements Database {
        /** Neither the password nor what else may stand in the address. */
        @Override
        public String toString() {
            return url.replaceAll("[?].*", "");
        }
    }
}
