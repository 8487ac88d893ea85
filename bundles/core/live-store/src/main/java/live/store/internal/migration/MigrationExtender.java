// SPDX-License-Identifier: Apache-2.0
package live.store.internal.migration;

import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import live.core.health.Health;
import live.core.store.SchemaReady;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Migrates the schema of every bundle with the header {@code Live-Migrations}, one after the other on a thread of its
 * own, then registers {@link SchemaReady} for its module until the bundle stops.
 *
 * <p>A migration that fails leaves that module off and nothing else; health and log say so. It is tried again when the
 * bundle is updated, or by itself when the failure was the database's.
 */
@Component(service = MigrationExtender.class, immediate = true)
public final class MigrationExtender implements BundleTrackerCustomizer<MigrationExtender.Module> {

    private static final Logger LOG = LoggerFactory.getLogger(MigrationExtender.class);
    private static final String HEADER = "Live-Migrations";
    private static final long LONGEST_PAUSE_SECONDS = 30;

    private final BundleContext context;
    private final SchemaMigration migration;
    private final ScheduledExecutorService worker =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "live-migrations"));
    private final BundleTracker<Module> tracker;
    private final Missing missing = new Missing();
    /** Whether the database has let a migration wait, and no later one has passed. Only the worker touches it. */
    private boolean stuck;

    @Activate
    public MigrationExtender(BundleContext context, @Reference(target = "(live.store=direct)") DataSource database) {
        this.context = context;
        this.migration = new SchemaMigration(database);
        this.tracker = new BundleTracker<>(context, Bundle.STARTING | Bundle.ACTIVE, this);
        tracker.open();
    }

    @Deactivate
    void close() {
        tracker.close();
        worker.shutdownNow();
    }

    /** Of the tool's long explanations the part that matters. */
    private static String firstLine(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }

    /** Which modules are off or not there yet. */
    Health health() {
        return missing.health();
    }

    @Override
    public @Nullable Module addingBundle(Bundle bundle, @Nullable BundleEvent event) {
        String name = bundle.getHeaders().get(HEADER);
        if (name == null) {
            return null;
        }
        Module module = new Module(bundle, name.strip());
        missing.waits(module.name);
        module.tryIn(0);
        return module;
    }

    @Override
    public void modifiedBundle(Bundle bundle, @Nullable BundleEvent event, Module module) {
        // From starting to active: nothing changes.
    }

    @Override
    public void removedBundle(Bundle bundle, @Nullable BundleEvent event, Module module) {
        module.leave();
    }

    /** A bundle with migrations. */
    final class Module {

        private final Bundle bundle;
        private final String name;
        private @Nullable ServiceRegistration<SchemaReady> ready;
        private boolean gone;
        private long pauseSeconds = 1;

        private Module(Bundle bundle, String name) {
            this.bundle = bundle;
            this.name = name;
        }

        private void tryIn(long seconds) {
            try {
                worker.schedule(this::migrate, seconds, TimeUnit.SECONDS);
            } catch (RejectedExecutionException closing) {
                LOG.debug("{} is not migrated, the store is closing", name);
            }
        }

        private void migrate() {
            try {
                if (isGone()) {
                    return;
                }
                int count = migration.run(BundleFiles.of(bundle, name), name);
                stuck = false;
                if (count > 0) {
                    LOG.info("Schema of {}: {} migrations ran", name, count);
                }
                arrive();
            } catch (RuntimeException | LinkageError failure) {
                // The migration tool is somebody else's code: whatever it throws, this module alone stays off.
                if (SchemaMigration.passes(failure)) {
                    if (!stuck) {
                        stuck = true;
                        LOG.warn("store.migration.waiting: modules wait for the database: {}", firstLine(failure));
                    }
                    tryIn(pauseSeconds);
                    pauseSeconds = Math.min(2 * pauseSeconds, LONGEST_PAUSE_SECONDS);
                } else {
                    LOG.error("store.migration.failed: module {} stays off", name, failure);
                    missing.fails(name, firstLine(failure));
                }
            }
        }

        private synchronized boolean isGone() {
            return gone;
        }

        private void arrive() {
            // Not under the lock: whatever waits for the tables starts on this thread, now.
            ServiceRegistration<SchemaReady> registration =
                    context.registerService(SchemaReady.class, () -> name, new Hashtable<>(Map.of("module", name)));
            boolean tooLate;
            synchronized (this) {
                tooLate = gone;
                ready = tooLate ? null : registration;
            }
            if (tooLate) {
                registration.unregister();
                return;
            }
            missing.settles(name);
        }

        private void leave() {
            ServiceRegistration<SchemaReady> registration;
            synchronized (this) {
                gone = true;
                registration = ready;
                ready = null;
            }
            missing.settles(name);
            if (registration != null) {
                registration.unregister();
            }
        }
    }
}
