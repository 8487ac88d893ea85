// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

/** Feeds every listener that is there, each from a thread of its own, so that a slow one holds up nobody. */
@Component(service = Feeds.class, immediate = true)
public final class Feeds {
    private static final Duration END = Duration.ofSeconds(5);

    private final Domains domains;
    private final Tasks tasks;
    private final AutoCloseable commits;
    private final Map<RoutingListener, List<Fed>> fed = new ConcurrentHashMap<>();

    private record Fed(TenantId tenant, ListenerFeed feed, TaskHandle handle) {}

    @Activate
    public Feeds(@Reference Domains domains, @Reference Tasks tasks) {
        this.domains = domains;
        this.tasks = tasks;
        commits = domains.onCommit(this::wake);
    }

    @Deactivate
    void stop() throws Exception {
        commits.close();
        for (RoutingListener listener : List.copyOf(fed.keySet())) {
            remove(listener);
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void add(RoutingListener listener) {
        List<Fed> feeds = new ArrayList<>();
        for (TenantId tenant : domains.tenants()) {
            ListenerFeed feed = new ListenerFeed(domains.journal(), tenant, listener);
            feeds.add(new Fed(tenant, feed, tasks.run("routing.feed." + listener.name(), feed::run)));
        }
        fed.put(listener, feeds);
    }

    void remove(RoutingListener listener) throws InterruptedException {
        List<Fed> feeds = fed.remove(listener);
        if (feeds != null) {
            feeds.forEach(each -> each.handle().close());
            for (Fed each : feeds) {
                each.handle().awaitEnd(END);
            }
        }
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
