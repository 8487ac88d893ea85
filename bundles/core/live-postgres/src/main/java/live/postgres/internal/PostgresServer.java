// SPDX-License-Identifier: Apache-2.0
package live.postgres.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import live.core.FreePort;
import live.core.LiveException;
import live.core.health.Health;
import live.core.health.HealthCheck;
import live.core.store.Database;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the embedded server as long as the product runs and no other database is configured: starts it again when it
 * ends, with growing pauses up to 10 s. Publishes {@link Database} when it first accepts connections, and keeps it
 * published over restarts: pools reconnect by themselves, and nothing above has to be torn down.
 *
 * <p>It has one thread of its own, because it stands below everything that supervises tasks.
 */
@Component(
        service = HealthCheck.class,
        property = "name=store.server",
        configurationPid = {"live.postgres", "live.store"},
        immediate = true)
public final class PostgresServer implements HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final BundleContext context;
    private final PostgresSettings settings;
    private final Path folder;
    private final boolean wanted;
    private final Thread thread;

    private volatile boolean stopping;
    private volatile Health health = Health.down("postgres.starting", "The embedded PostgreSQL is starting");
    private @Nullable ServerProcess process;
    private @Nullable ServiceRegistration<Database> published;
    private int port;

    @Activate
    public PostgresServer(BundleContext context, PostgresSettings settings, Map<String, Object> properties) {
        this.context = context;
        this.settings = settings;
        this.port = settings.port();
        this.wanted = !(properties.get("url") instanceof String url) || url.isBlank();
        String data = context.getProperty("live.data");
        this.folder = Path.of(data == null ? "." : data, "postgres").toAbsolutePath();
        this.thread = new Thread(this::supervise, "live-postgres");
        if (wanted) {
            thread.start();
        } else {
            health = Health.OK;
        }
    }

    @Override
    public Health check() {
        return health;
    }

    @Deactivate
    void stop() throws IOException, InterruptedException {
        ServerProcess running;
        ServiceRegistration<Database> registration;
        synchronized (this) {
            stopping = true;
            running = process;
            registration = published;
            published = null;
        }
        if (registration != null) {
            registration.unregister();
        }
        if (running != null) {
            running.stop();
        } else {
            thread.interrupt();
        }
        if (wanted) {
            thread.join(TimeUnit.SECONDS.toMillis(70));
            LOG.info("PostgreSQL has stopped");
        }
    }

    private void supervise() {
        long pause = 250;
        String told = "";
        while (!stopping) {
            long begun = System.nanoTime();
            try {
                runOnce();
            } catch (IOException | LiveException failure) {
                health = Health.down(code(failure), String.valueOf(failure.getMessage()));
                // The whole story once: a disk that is full for a night must not be filled by it.
                String message = String.valueOf(failure.getMessage());
                LOG.warn("{}: {}", code(failure), message, message.equals(told) ? null : failure);
                told = message;
            } catch (InterruptedException asked) {
                return;
            }
            boolean livedWell = System.nanoTime() - begun > TimeUnit.MINUTES.toNanos(1);
            pause = livedWell ? 250 : Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            if (!stopping) {
                try {
                    TimeUnit.MILLISECONDS.sleep(pause);
                } catch (InterruptedException asked) {
                    return;
                }
            }
        }
    }

    private static String code(Exception failure) {
        return failure instanceof LiveException told ? told.code() : "postgres.start.failed";
    }

    /** Starts the server and stays until it has ended. */
    private void runOnce() throws IOException, InterruptedException {
        Cluster cluster = Cluster.in(folder);
        cluster.endOrphan();
        choosePort();
        ServerProcess server;
        synchronized (this) {
            if (stopping) {
                return;
            }
            server = ServerProcess.start(cluster, port, settings);
            process = server;
        }
        Thread announcer = new Thread(() -> announce(cluster, server), "live-postgres-start");
        announcer.start();
        int status = server.follow();
        announcer.join();
        synchronized (this) {
            process = null;
        }
        if (!stopping) {
            health = Health.down("postgres.died", "PostgreSQL ended with status " + status + " and is started again");
            LOG.warn("postgres.died: PostgreSQL ended with status {}, starting it again", status);
        }
    }

    /** Waits until the server accepts connections, then publishes where it is. Ends with the server at the latest. */
    private void announce(Cluster cluster, ServerProcess server) {
        try {
            while (server.isAlive() && !cluster.acceptsConnections()) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            if (server.isAlive()) {
                publish(new Loopback(port, cluster.password()));
            }
        } catch (IOException failure) {
            LOG.warn("postgres.start.failed: {}", failure.getMessage(), failure);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(Loopback database) {
        ServiceRegistration<Database> outdated = null;
        synchronized (this) {
            if (stopping) {
                return;
            }
            health = Health.OK;
            if (published != null && published.getReference().getProperty("url").equals(database.url())) {
                LOG.info("PostgreSQL is back on port {}", port);
                return;
            }
            outdated = published;
            published = null;
        }
        if (outdated != null) {
            outdated.unregister();
        }
        LOG.info("PostgreSQL accepts connections on port {}", port);
        Dictionary<String, Object> properties = new Hashtable<>(Map.of("url", database.url()));
        ServiceRegistration<Database> registration = context.registerService(Database.class, database, properties);
        boolean tooLate;
        synchronized (this) {
            tooLate = stopping;
            published = tooLate ? null : registration;
        }
        if (tooLate) {
            registration.unregister();
        }
    }

    /** Keeps the port over restarts, as long as nobody else has taken it meanwhile. */
    private void choosePort() throws IOException {
        if (port != 0 && FreePort.isFree(port)) {
            return;
        }
        if (port != 0) {
            LOG.warn("postgres.port.taken: port {} is in use, choosing another", port);
        }
        port = FreePort.find();
    }

    /** The password is told to nobody who only prints the object. */
    private record Loopback(int port, String password) implements Database {
        @Override
        public String url() {
            return "jdbc:postgresql://127.0.0.1:" + port + "/" + Cluster.NAME;
        }

        @Override
        public String user() {
            return Cluster.NAME;
        }

        @Override
        public String toString() {
            return url();
        }
    }
}
