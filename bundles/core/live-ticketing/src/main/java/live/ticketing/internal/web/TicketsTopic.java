// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.web;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import live.core.Principal;
import live.core.event.Event;
import live.core.event.EventConsumer;
import live.core.push.PushSubscriber;
import live.core.push.PushTopic;
import org.osgi.service.component.annotations.Component;

/** News of tickets: of one, whose id is the argument, or of all. */
@Component(service = {PushTopic.class, EventConsumer.class})
public final class TicketsTopic implements PushTopic, EventConsumer {
    private final Map<Watch, Boolean> watches = new ConcurrentHashMap<>();

    private static final class Watch implements AutoCloseable {
        final Principal principal;
        final String ticket;
        final PushSubscriber subscriber;
        private final Map<Watch, Boolean> all;

        Watch(Principal principal, String ticket, PushSubscriber subscriber, Map<Watch, Boolean> all) {
            this.principal = principal;
            this.ticket = ticket;
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
        return "tickets";
    }

    @Override
    public AutoCloseable subscribe(Principal principal, String argument, PushSubscriber subscriber) {
        if (!principal.may("ticket.read")) {
            return () -> {};
        }
        Watch watch = new Watch(principal, argument, subscriber, watches);
        watches.put(watch, true);
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
            if (!event.type().startsWith("ticketing.ticket.")) {
                continue;
            }
            String ticket = event.aggregate().toString();
            // Our own events: a JSON object of ids and numbers.
            String frame = event.data().strip().replaceFirst("^\\{", "{\"type\":\"" + event.type() + "\",");
            for (Watch watch : watches.keySet()) {
                if (watch.principal.tenant().equals(event.tenant())
                        && (watch.ticket.isEmpty() || watch.ticket.equals(ticket))) {
                    watch.subscriber.send(frame);
                }
            }
        }
    }
}
