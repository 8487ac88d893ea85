// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import live.core.Principal;
import live.core.TenantId;
import live.core.UserId;
import live.core.event.Event;
import live.core.event.EventConsumer;
import live.core.push.PushSubscriber;
import live.core.push.PushTopic;
import live.security.internal.Journal;
import org.osgi.service.component.annotations.Component;

/**
 * Topic {@code account}: tells a user in all his browsers that one has been added which he never used before. What there is
 * to know he asks for himself.
 */
@Component(service = {PushTopic.class, EventConsumer.class})
public final class AccountTopic implements PushTopic, EventConsumer {
    private final Map<Watch, Boolean> watches = new ConcurrentHashMap<>();

    /** Compared by identity: one browser may subscribe twice. */
    private static final class Watch {
        private final TenantId tenant;
        private final UserId user;
        private final PushSubscriber subscriber;

        private Watch(Principal principal, PushSubscriber subscriber) {
            this.tenant = principal.tenant();
            this.user = principal.user();
            this.subscriber = subscriber;
        }
    }

    @Override
    public String name() {
        return "account";
    }

    @Override
    public boolean everyNode() {
        return true;
    }

    @Override
    public AutoCloseable subscribe(Principal principal, String argument, PushSubscriber subscriber) {
        Watch watch = new Watch(principal, subscriber);
        watches.put(watch, true);
        return () -> watches.remove(watch);
    }

    @Override
    public void consume(List<Event> events) {
        for (Event event : events) {
            if (event.type().equals(Journal.NEW_BROWSER)) {
                watches.keySet().stream()
                        .filter(watch -> watch.tenant.equals(event.tenant())
                                && watch.user.value().equals(event.aggregate()))
                        .forEach(watch -> watch.subscriber.send("{\"newBrowser\":true}"));
            }
        }
    }
}
