// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.web;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import live.core.Principal;
import live.core.TicketId;
import live.core.event.Event;
import live.core.event.EventConsumer;
import live.core.push.PushSubscriber;
import live.core.push.PushTopic;
import live.lib.sql.DatabaseException;
import live.ticketing.Tickets;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * News of tickets: of one, whose id is the argument, or of all. Whoever follows one is told first at which version it is,
 * so that he notices what happened between his reading it and his following it.
 */
@Component(service = {PushTopic.class, EventConsumer.class})
public final class TicketsTopic implements PushTopic, EventConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(TicketsTopic.class);

    private final Tickets tickets;
    private final Map<Watch, Boolean> watches = new ConcurrentHashMap<>();

    @Activate
    public TicketsTopic(@Reference Tickets tickets) {
        this.tickets = tickets;
    }

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
        if (!argument.isEmpty()) {
            followed(watch);
        }
        return watch;
    }

    private void followed(Watch watch) {
        TicketId id;
        try {
            id = new TicketId(UUID.fromString(watch.ticket));
        } catch (IllegalArgumentException e) {
            return;
        }
        String frame = "{\"type\":\"ticketing.ticket.followed\",\"ticket\":\"" + id.value() + "\"";
        try {
            tickets.get(watch.principal.tenant(), id)
                    .ifPresent(ticket -> watch.subscriber.send(frame + ",\"version\":" + ticket.version() + "}"));
        } catch (DatabaseException e) {
            LOG.debug("ticketing.ticket.unread: whoever follows {} reads it again", id.value(), e);
            watch.subscriber.send(frame + "}");
        }
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
