// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import live.core.TenantId;
import live.core.web.Problem;
import live.directory.Usage;
import live.lib.router.Phase;
import live.lib.router.View;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Contacts and invitations that need a skill of their own: without it they would wait for ever. */
@Component
public final class ContactUsage implements Usage {
    private static final int MOST = 20;
    private static final int PLACES = 10_000;
    private static final long PATIENCE_SECONDS = 5;
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Domains domains;

    @Activate
    public ContactUsage(@Reference Domains domains) {
        this.domains = domains;
    }

    @Override
    public List<Use> of(TenantId tenant, UUID referred) {
        Map<UUID, Integer> needed = new TreeMap<>();
        for (int from = 0; from >= 0; ) {
            View.Stretch stretch = stretch(tenant, from);
            stretch.works().stream()
                    .filter(work -> needs(work, referred))
                    .forEach(work -> needed.merge(work.request().queue(), 1, Integer::sum));
            from = stretch.next();
        }
        return needed.entrySet().stream()
                .limit(MOST)
                .map(each ->
                        new Use("contacts", each.getKey(), name(tenant, each.getKey()) + " (" + each.getValue() + ")"))
                .toList();
    }

    private static boolean needs(View.WorkState work, UUID skill) {
        return work.phase() != Phase.WRAPPING
                && work.request().skills().stream()
                        .anyMatch(level -> level.skill().equals(skill.toString()));
    }

    private String name(TenantId tenant, UUID queue) {
        return domains.queues().all(tenant).stream()
                .filter(each -> each.id().value().equals(queue))
                .findFirst()
                .map(each -> each.name())
                .orElse(queue.toString());
    }

    private View.Stretch stretch(TenantId tenant, int from) {
        try {
            return domains.domain(tenant)
                    .ask(view -> view.stretch(from, PLACES))
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown();
        } catch (ExecutionException | TimeoutException e) {
            throw unknown();
        }
    }

    private static Problem unknown() {
        return Problem.unavailable(
                "routing.unavailable",
                "Routing stands still, so nobody knows whether contacts need it. Try again soon.",
                AGAIN);
    }
}
