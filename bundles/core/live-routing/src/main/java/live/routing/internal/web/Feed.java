// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import live.core.TenantId;
import live.core.push.PushSubscriber;
import org.jspecify.annotations.Nullable;

/**
 * Looks now and then what there is, for the tenants whose browsers want to know, and tells them the changes. Thread-safe.
 *
 * @param <T> what there is of each id
 */
final class Feed<T> {
    /** A version that stays may also mean that nobody decides any more: so many looks are left out, then one is taken. */
    private static final int IDLE_LOOKS = 3;

    private final ToLongFunction<TenantId> version;
    private final Function<TenantId, CompletionStage<Map<UUID, T>>> look;
    private final Map<TenantId, Followed<T>> tenants = new ConcurrentHashMap<>();

    /** @param seen the version at the last look; null before the first, and after one that failed */
    private static final class Followed<T> {
        private final Changes<T> changes = new Changes<>();
        private volatile @Nullable Long seen;
        private int idle;
    }

    /**
     * @param version changes when what there is may have
     * @param look what there is now; fails while that is not known
     */
    Feed(ToLongFunction<TenantId> version, Function<TenantId, CompletionStage<Map<UUID, T>>> look) {
        this.version = version;
        this.look = look;
    }

    AutoCloseable subscribe(TenantId tenant, PushSubscriber subscriber) {
        tenants.compute(tenant, (id, known) -> {
            Followed<T> followed = known == null ? new Followed<>() : known;
            followed.changes.subscribe(subscriber);
            return followed;
        });
        look(tenant);
        return () -> tenants.computeIfPresent(
                tenant, (id, followed) -> followed.changes.unsubscribe(subscriber) ? followed : null);
    }

    void look() {
        tenants.keySet().forEach(this::look);
    }

    private void look(TenantId tenant) {
        Followed<T> followed = tenants.get(tenant);
        if (followed != null) {
            // One look after the other, or an older one could be told last.
            synchronized (followed) {
                look(tenant, followed);
            }
        }
    }

    private void look(TenantId tenant, Followed<T> followed) {
        long now = version.applyAsLong(tenant);
        Long seen = followed.seen;
        if (seen != null && seen == now && followed.idle++ < IDLE_LOOKS) {
            return;
        }
        followed.idle = 0;
        look.apply(tenant).whenComplete((found, failure) -> {
            if (failure == null) {
                followed.changes.tell(found);
                followed.seen = now;
            } else {
                followed.changes.lose();
                followed.seen = null;
            }
        });
    }
}
