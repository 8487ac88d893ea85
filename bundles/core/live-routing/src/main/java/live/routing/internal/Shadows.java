// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import live.core.LiveException;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.TenantId;
import live.lib.router.shadow.Comparison;
import live.routing.internal.store.Queues;
import live.routing.internal.store.ShadowRules;
import live.routing.internal.store.ShadowTable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Rules that are tried beside those that hold: one set at a time, by a task of its own. Thread-safe. */
@Component(service = Shadows.class, immediate = true)
public final class Shadows {
    /** A runner that is not heard of for so long has ended with its process. */
    public static final Duration SILENCE = Duration.ofSeconds(60);

    private static final Duration END = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Domains domains;
    private final Tasks tasks;
    private final ShadowTable table;
    private final Map<TenantId, Running> running = new ConcurrentHashMap<>();

    private record Running(ShadowRun run, TaskHandle handle) {}

    @Activate
    public Shadows(
            @Reference Domains domains,
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference Tasks tasks) {
        this.domains = domains;
        this.tasks = tasks;
        table = new ShadowTable(source);
    }

    @Deactivate
    void stop() throws InterruptedException {
        List<Running> all = List.copyOf(running.values());
        all.forEach(each -> each.handle().close());
        for (Running each : all) {
            each.handle().awaitEnd(END);
        }
    }

    public ShadowTable table() {
        return table;
    }

    /** Begins to try rules; false if others are tried already. */
    public synchronized boolean begin(TenantId tenant, ShadowRules rules, Queues.Beside beside) {
        if (!table.begin(tenant, rules, SILENCE, beside)) {
            return false;
        }
        end(tenant);
        ShadowRun run = new ShadowRun(domains.domain(tenant), domains, table, rules);
        running.put(tenant, new Running(run, tasks.run("routing.shadow", run::run)));
        return true;
    }

    /** What is stored of it has ended; so its runner ends, if it is here. */
    public synchronized void end(TenantId tenant) {
        Running one = running.remove(tenant);
        if (one != null) {
            one.handle().close();
        }
    }

    /** What came of it so far. */
    public Optional<Comparison> comparison(TenantId tenant, ShadowRules rules) {
        Running one = running.get(tenant);
        if (one != null && one.run().id().equals(rules.id()) && one.run().comparison() != null) {
            return Optional.ofNullable(one.run().comparison());
        }
        try {
            return Optional.ofNullable(JSON.readValue(rules.comparison(), Comparison.class));
        } catch (JsonProcessingException e) {
            throw new LiveException("routing.shadow.unreadable", "A comparison could not be read", e);
        }
    }

    /** What is known of one that runs here is stored now. */
    public void keep(TenantId tenant, ShadowRules rules) {
        comparison(tenant, rules).ifPresent(known -> table.heard(tenant, rules.id(), json(known)));
    }

    static String json(Comparison comparison) {
        try {
            return JSON.writeValueAsString(comparison);
        } catch (JsonProcessingException e) {
            throw new LiveException("routing.shadow.unwritable", "A comparison could not be written", e);
        }
    }
}
