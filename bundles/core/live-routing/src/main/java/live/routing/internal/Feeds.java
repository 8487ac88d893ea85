// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.TenantId;
import live.routing.RoutingListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Feeds every listener that is there, each from a thread of its own, so that a slow one holds up nobody; on the node that
 * holds the domain.
 */
@Component(service = Feeds.class, immediate = true)
public final class Feeds {
    private static final Duration END = Duration.ofSeconds(5);

    private final Domains domains;
    private final Tasks tasks;
    private final AutoCloseable commits;
    private final AutoCloseable begins;
    private final Map<RoutingListener, List<Fed>> fed = new ConcurrentHashMap<>();

    private record Fed(TenantId tenant, ListenerFeed feed, TaskHandle handle) {}

    @Activate
    public Feeds(@Reference Domains domains, @Reference Tasks tasks) {
        this.domains = domains;
        this.tasks = tasks;
        commits = domains.onCommit(this::wake);
        begins = domains.onBegin(this::begin);
    }

    @Deactivate
    void stop() throws Exception {
        commits.close();
        begins.close();
        for (RoutingListener listener : List.copyOf(fed.keySet())) {
            remove(listener);
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void add(RoutingListener listener) {
        List<Fed> feeds = new CopyOnWriteArrayList<>();
        domains.tenants().forEach(tenant -> feeds.add(feed(tenant, listener)));
        fed.put(listener, feeds);
    }

    private Fed feed(TenantId tenant, RoutingListener listener) {
        ListenerFeed feed =
                new ListenerFeed(domains.journal(), domains.journal(), tenant, listener, () -> domains.domain(tenant)
                        .holds());
        return new Fed(tenant, feed, tasks.run("routing.feed." + listener.name(), feed::run));
    }

    /**
     * A domain begins, perhaps on another database than before, which may have lost the newest entries: every feed looks
     * where it stands, and a tenant that is new gets its feeds.
     */
    private synchronized void begin(TenantId tenant) {
        fed.forEach((listener, feeds) -> {
            if (feeds.stream().noneMatch(each -> each.tenant().equals(tenant))) {
                feeds.add(feed(tenant, listener));
            }
            feeds.stream().filter(each -> each.tenant().equals(tenant)).forEach(each -> each.feed()
                    .again());
        });
    }

    void remove(RoutingListener listener) throws InterruptedException {
        List<Fed> feeds;
        synchronized (this) {
            feeds = fed.remove(listener);
        }
        if (feeds != null) {
            feeds.forEach(each -> each.handle().close());
            for (Fed each : feeds) {
                each.handle().awaitEnd(END);
            }
        }
    }

    /** Up to which entry a listener has heard; {@link Long#MAX_VALUE} of a name that nobody listens by. */
    long heard(TenantId tenant, String name) {
        return domains.journal()
                .heard(tenant, name)
                .orElse(
                        fed.keySet().stream()
                                        .anyMatch(listener -> listener.name().equals(name))
                                ? 0
                                : Long.MAX_VALUE);
    }

    private void wake(TenantId tenant) {
        for (List<Fed> feeds : fed.values()) {
            for (Fed each : feeds) {
                if (each.tenant().equals(tenant)) {
                    each.feed().wake();
                }
            }
        }
    }
}
