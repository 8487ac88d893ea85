// SPDX-License-Identifier: Apache-2.0
package live.store.internal.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import live.core.store.Database;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes the database that the configuration names, if it names one; the embedded server stays off then. */
@Component(
        service = {},
        configurationPid = "live.store",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ExternalDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(ExternalDatabase.class);

    private final Optional<ServiceRegistration<Database>> published;

    @Activate
    public ExternalDatabase(BundleContext context, StoreSettings settings) throws IOException {
        if (settings.url().isBlank()) {
            published = Optional.empty();
        } else {
            Named database = new Named(settings.url().strip(), settings.user(), password(settings));
            LOG.info("The database is {}", database);
            published = Optional.of(context.registerService(Database.class, database, null));
        }
    }

    @Deactivate
    void withdraw() {
        published.ifPresent(ServiceRegistration::unregister);
    }

    private static String password(StoreSettings settings) throws IOException {
        return settings.passwordFile().isBlank()
                ? settings.password()
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
