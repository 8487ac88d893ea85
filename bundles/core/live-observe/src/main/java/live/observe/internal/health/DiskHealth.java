// SPDX-License-Identifier: Apache-2.0
package live.observe.internal.health;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import live.core.health.Health;
import live.core.health.HealthCheck;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Says in time that the disk with the data folder fills up. */
@Component(property = "name=observe.disk", configurationPid = "live.observe.disk")
@Designate(ocd = DiskHealth.Config.class)
public final class DiskHealth implements HealthCheck {
    private static final long MEGABYTE = 1024L * 1024;

    /** When to say so. */
    @ObjectClassDefinition(
            name = "%disk.name",
            description = "%disk.description",
            localization = "OSGI-INF/l10n/observe")
    public @interface Config {
        @AttributeDefinition(name = "%disk.low.name", description = "%disk.low.description", min = "1")
        int lowMegabytes() default 2_048;

        @AttributeDefinition(name = "%disk.full.name", description = "%disk.full.description", min = "1")
        int fullMegabytes() default 256;
    }

    private final Path data;
    private final Config config;

    @Activate
    public DiskHealth(BundleContext context, Config config) {
        data = Path.of(context.getProperty("live.data"));
        this.config = config;
    }

    @Override
    public Health check() {
        long free = free() / MEGABYTE;
        if (free < config.fullMegabytes()) {
            return Health.down("disk.full", "Only " + free + " MB are left for the data folder. Free some space.");
        }
        return free < config.lowMegabytes()
                ? Health.degraded("disk.low", "Only " + free + " MB are left for the data folder.")
                : Health.OK;
    }

    private long free() {
        try {
            return Files.getFileStore(data).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
