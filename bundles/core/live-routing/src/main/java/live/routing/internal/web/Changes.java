// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import live.core.push.PushSubscriber;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant's browsers follow: each gets everything first and then only what has changed. Every message is numbered
 * and names the one before it, so that a browser that missed one notices and subscribes anew. Thread-safe.
 *
 * @param <T> what there is of each id; told again when it is no longer equal
 */
final class Changes<T> {
    private final Set<PushSubscriber> subscribers = new HashSet<>();
    private @Nullable Map<UUID, T> told;
    private boolean away;
    private long sequence;

    /** Everything there is. */
    record Snapshot<T>(long sequence, Collection<T> items) {}

    /**
     * @param after the number of what it follows
     * @param items what is new or different
     * @param gone what is no more
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Delta<T>(long after, long sequence, List<T> items, List<UUID> gone) {}

    /** Nothing can be told at the moment; a snapshot follows when it can. */
    record Away(boolean away) {}

    synchronized void subscribe(PushSubscriber subscriber) {
        subscribers.add(subscriber);
        if (told != null) {
            subscriber.send(Json.of(new Snapshot<>(sequence, told.values())));
        } else if (away) {
            subscriber.send(Json.of(new Away(true)));
        }
    }

    /** Answers whether anybody is left. */
    synchronized boolean unsubscribe(PushSubscriber subscriber) {
        subscribers.remove(subscriber);
        return !subscribers.isEmpty();
    }

    /** Tells what differs from what was told before. */
    synchronized void tell(Map<UUID, T> now) {
        Map<UUID, T> before = told;
        away = false;
        told = new LinkedHashMap<>(now);
        if (before == null) {
            sequence++;
            send(new Snapshot<>(sequence, now.values()));
            return;
        }
        List<T> different = new ArrayList<>();
        now.forEach((id, item) -> {
            if (!item.equals(before.get(id))) {
                different.add(item);
            }
        });
        List<UUID> gone =
                before.keySet().stream().filter(id -> !now.containsKey(id)).toList();
        if (!different.isEmpty() || !gone.isEmpty()) {
            sequence++;
            send(new Delta<>(sequence - 1, sequence, different, gone));
        }
    }

    /** There is nobody to ask at the moment. */
    synchronized void lose() {
        told = null;
        if (!away) {
            away = true;
            send(new Away(true));
        }
    }

    private void send(Object body) {
        String json = Json.of(body);
        subscribers.forEach(subscriber -> subscriber.send(json));
    }
}
