// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import live.core.LiveException;
import live.lib.router.Engine;
import live.lib.router.StrategySource;
import live.lib.router.shadow.Comparison;
import live.lib.router.shadow.Shadow;
import live.routing.internal.store.Journal;
import live.routing.internal.store.ShadowRules;
import live.routing.internal.store.ShadowTable;
import org.jspecify.annotations.Nullable;

/**
 * Follows one tenant's journal by other rules. It reads what is committed, and gives up when it cannot keep up: routing
 * never waits for it. Thread-safe.
 */
final class ShadowRun {
    private static final int BATCHES_AT_ONCE = 50;
    private static final Duration PACE = Duration.ofMillis(200);
    private static final Duration HEARD = Duration.ofSeconds(5);
    /** So many entries it may be behind. */
    private static final long MOST_BEHIND = 500_000;

    private final RoutingDomain domain;
    private final Domains domains;
    private final ShadowTable table;
    private final ShadowRules rules;
    private volatile @Nullable Comparison comparison;

    ShadowRun(RoutingDomain domain, Domains domains, ShadowTable table, ShadowRules rules) {
        this.domain = domain;
        this.domains = domains;
        this.table = table;
        this.rules = rules;
    }

    UUID id() {
        return rules.id();
    }

    /** Null before it has begun. */
    @Nullable
    Comparison comparison() {
        return comparison;
    }

    /** Runs until interrupted, ended by somebody, or at its wits' end. */
    void run() throws InterruptedException {
        try (Strategies.Apart apart = domains.strategies().apart()) {
            follow(apart);
        } catch (LiveException e) {
            fail(e.code());
        } catch (IllegalStateException e) {
            fail("routing.shadow.tooMuch");
        }
    }

    private void fail(String reason) {
        table.move(
                domain.tenant(),
                rules.id(),
                List.of(ShadowRules.State.RUNNING),
                ShadowRules.State.FAILED,
                reason,
                connection -> {});
    }

    private void follow(Strategies.Apart apart) throws InterruptedException {
        Recovery here = new Recovery(domains.journal(), domain.tenant());
        long sequence = here.sequence();
        Engine other = Engine.restore(here.engine().snapshot(), apart.source(domain.tenant()));
        Map<UUID, Long> targets = new HashMap<>();
        domains.queues().all(domain.tenant()).forEach(queue -> queue.serviceLevelSeconds()
                .ifPresent(seconds -> targets.put(queue.id().value(), seconds * 1_000L)));
        Engine live = here.engine();
        live.strategiesFrom(StrategySource.NONE);
        Shadow shadow = new Shadow(
                live, other, rules.queues().stream().map(Rulebook::rule).toList(), targets);
        comparison = shadow.comparison();
        long heard = 0;
        while (true) {
            List<Journal.Batch> batches = domains.journal().after(domain.tenant(), sequence, BATCHES_AT_ONCE);
            for (Journal.Batch batch : batches) {
                for (Recorded recorded : Recorded.read(batch)) {
                    if (recorded.sequence() > sequence) {
                        shadow.follow(
                                recorded.entry(),
                                recorded.decisions().stream()
                                        .map(Recorded.Decided::decision)
                                        .toList());
                        sequence = recorded.sequence();
                    }
                }
            }
            comparison = shadow.comparison();
            if (domain.sequence() - sequence > MOST_BEHIND) {
                throw new LiveException("routing.shadow.behind", "It cannot keep up with routing.");
            }
            if (heard == 0 || System.nanoTime() - heard > HEARD.toNanos()) {
                heard = System.nanoTime();
                if (!table.heard(domain.tenant(), rules.id(), Shadows.json(shadow.comparison()))) {
                    return;
                }
            }
            if (batches.size() < BATCHES_AT_ONCE) {
                TimeUnit.NANOSECONDS.sleep(PACE.toNanos());
            }
        }
    }
}
