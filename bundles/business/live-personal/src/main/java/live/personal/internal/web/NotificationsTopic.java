// SPDX-License-Identifier: Apache-2.0
package live.personal.internal.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import live.core.Principal;
import live.core.TenantId;
import live.core.event.Event;
import live.core.event.EventConsumer;
import live.core.notice.Notice;
import live.core.push.PushSubscriber;
import live.core.push.PushTopic;
import live.personal.internal.Hearing;
import live.personal.internal.store.Notices;
import live.personal.internal.store.Notices.Told;
import org.osgi.service.component.annotations.Component;

/** What a user is told, to each of his browsers at this node. They fetch what there is; from then on it comes by itself. */
@Component(service = {PushTopic.class, EventConsumer.class})
public final class NotificationsTopic implements PushTopic, EventConsumer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<Watch, Boolean> watches = new ConcurrentHashMap<>();

    private static final class Watch implements AutoCloseable {
        final Principal principal;
        final PushSubscriber subscriber;
        private final Map<Watch, Boolean> all;

        Watch(Principal principal, PushSubscriber subscriber, Map<Watch, Boolean> all) {
            this.principal = principal;
            this.subscriber = subscriber;
            this.all = all;
        }

        @Override
        public void close() {
            all.remove(this);
        }
    }

    @Override
    public String name() {
        return "notifications";
    }

    @Override
    public AutoCloseable subscribe(Principal principal, String argument, PushSubscriber subscriber) {
        Watch watch = new Watch(principal, subscriber, watches);
        watches.put(watch, true);
        subscriber.send("{\"changed\":true}");
        return watch;
    }

    @Override
    public boolean everyNode() {
        return true;
    }

    @Override
    public void consume(List<Event> events) {
        if (watches.isEmpty()) {
            return;
        }
        for (Event event : events) {
            if (event.type().equals(Notice.TOLD)) {
                Told told = Hearing.told(event);
                send(told.tenant(), told.to().value(), added(told));
            } else if (event.type().equals(Notices.CHANGED)) {
                send(event.tenant(), event.aggregate(), "{\"changed\":true}");
            }
        }
    }

    private void send(TenantId tenant, UUID user, String frame) {
        for (Watch watch : watches.keySet()) {
            if (watch.principal.tenant().equals(tenant)
                    && watch.principal.user().value().equals(user)) {
                watch.subscriber.send(frame);
            }
        }
    }

    private static String added(Told told) {
        ObjectNode frame = JSON.createObjectNode();
        ObjectNode added = frame.putObject("added");
        added.put("id", told.id().toString()).put("kind", told.kind()).put("path", told.path());
        told.actor().ifPresent(actor -> added.put("actor", actor.toString()));
        ObjectNode values = added.putObject("values");
        NotificationsResource.body(told).values().forEach(values::put);
        added.put("at", told.at().toString()).put("read", false);
        return frame.toString();
    }
}
