// SPDX-License-Identifier: Apache-2.0
package live.observe.internal.health;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import live.core.health.Health;
import live.core.health.HealthCheck;
import org.apache.karaf.features.BootFinished;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Down until all of the product has started; degraded while a bundle that should run does not. */
@Component(property = "name=observe.boot")
public final class BootHealth implements HealthCheck {
    private final BundleContext context;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable BootFinished finished;

    @Activate
    public BootHealth(BundleContext context) {
        this.context = context;
    }

    @Override
    public Health check() {
        if (finished == null) {
            return Health.down("boot.starting", "Still starting");
        }
        String failed = Stream.of(context.getBundles())
                .filter(BootHealth::shouldRun)
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE && bundle.getState() != Bundle.STARTING)
                .map(Bundle::getSymbolicName)
                .sorted()
                .collect(Collectors.joining(", "));
        return failed.isEmpty()
                ? Health.OK
                : Health.degraded("boot.failed", "These bundles should run and do not, see the log: " + failed);
    }

    private static boolean shouldRun(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        return revision != null
                && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) == 0
                && level != null
                && level.isPersistentlyStarted();
    }
}
