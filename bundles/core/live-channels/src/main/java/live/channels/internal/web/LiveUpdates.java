// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import live.channel.Sign;
import live.channels.internal.Accounts;
import live.channels.internal.Signs;
import live.channels.internal.store.ChannelEvents;
import live.channels.internal.store.InteractionStore;
import live.core.InteractionId;
import live.core.LiveException;
import live.core.Principal;
import live.core.TenantId;
import live.core.UserId;
import live.core.event.Event;
import live.core.event.EventConsumer;
import live.core.push.PushSubscriber;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Reads committed events: tells browsers, and wakes whoever has something to send. */
@Component(service = {EventConsumer.class, LiveUpdates.class})
public final class LiveUpdates implements EventConsumer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InteractionStore interactions;
    private final Accounts accounts;
    private final AutoCloseable heard;
    private final Map<Watch, Boolean> watches = new ConcurrentHashMap<>();
    private final Map<Inbox, Boolean> inboxes = new ConcurrentHashMap<>();

    /** A browser that looks at a contact. */
    static final class Watch implements AutoCloseable {
        final Principal principal;
        final InteractionId interaction;
        final PushSubscriber subscriber;
        private final Map<Watch, Boolean> all;
        private volatile InteractionStore.@Nullable Thread thread;

        Watch(Principal principal, InteractionId interaction, PushSubscriber subscriber, Map<Watch, Boolean> all) {
            this.principal = principal;
            this.interaction = interaction;
            this.subscriber = subscriber;
            this.all = all;
        }

        /** What the contact belongs to, which never changes. */
        private Optional<InteractionStore.Thread> thread(InteractionStore interactions) {
            if (thread == null) {
                thread = interactions.thread(principal.tenant(), interaction).orElse(null);
            }
            return Optional.ofNullable(thread);
        }

        @Override
        public void close() {
            all.remove(this);
        }
    }

    /** A browser that shows what is unread. */
    static final class Inbox implements AutoCloseable {
        final TenantId tenant;
        final UserId user;
        final PushSubscriber subscriber;
        private final Map<Inbox, Boolean> all;

        Inbox(Principal principal, PushSubscriber subscriber, Map<Inbox, Boolean> all) {
            this.tenant = principal.tenant();
            this.user = principal.user();
            this.subscriber = subscriber;
            this.all = all;
        }

        @Override
        public void close() {
            all.remove(this);
        }
    }

    @Activate
    public LiveUpdates(@Reference InteractionStore interactions, @Reference Accounts accounts, @Reference Signs signs) {
        this.interactions = interactions;
        this.accounts = accounts;
        this.heard = signs.listen(this::given);
    }

    @Deactivate
    void stop() throws Exception {
        heard.close();
    }

    /** The other side of a contact gives a sign: whoever looks at it sees it. */
    private void given(TenantId tenant, InteractionId interaction, Sign sign) {
        for (Watch watch : watches.keySet()) {
            if (watch.interaction.equals(interaction)
                    && watch.principal.tenant().equals(tenant)) {
                watch.subscriber.send("{\"type\":\"channels.sign\",\"sign\":\"" + sign + "\"}");
            }
        }
    }

    /** Whoever looks at a contact gives its other side a sign. */
    void sign(Principal principal, InteractionId interaction, Sign sign) {
        for (Watch watch : watches.keySet()) {
            if (watch.interaction.equals(interaction)
                    && watch.principal.user().equals(principal.user())
                    && watch.principal.tenant().equals(principal.tenant())) {
                watch.thread(interactions).ifPresent(thread -> accounts.sign(thread.channel(), thread.key(), sign));
                return;
            }
        }
    }

    @Override
    public String name() {
        return "channels.push";
    }

    AutoCloseable watch(Principal principal, InteractionId interaction, PushSubscriber subscriber) {
        Watch watch = new Watch(principal, interaction, subscriber, watches);
        watches.put(watch, true);
        readWhatIsSeen(Set.of(interaction.value()));
        refresh(principal);
        return watch;
    }

    AutoCloseable inbox(Principal principal, PushSubscriber subscriber) {
        Inbox inbox = new Inbox(principal, subscriber, inboxes);
        inboxes.put(inbox, true);
        subscriber.send(unread(principal.tenant(), principal.user()));
        return inbox;
    }

    @Override
    public boolean everyNode() {
        return true;
    }

    @Override
    public void consume(List<Event> events) {
        Set<UUID> changed = new HashSet<>();
        boolean outgoing = false;
        for (Event event : events) {
            if (!event.type().startsWith("channels.")) {
                continue;
            }
            changed.add(event.aggregate());
            outgoing |= event.type().equals(ChannelEvents.STATE) && event.data().contains("\"QUEUED\"");
            for (Watch watch : watches.keySet()) {
                if (watch.interaction.value().equals(event.aggregate())
                        && watch.principal.tenant().equals(event.tenant())) {
                    watch.subscriber.send(frame(event));
                }
            }
        }
        if (outgoing) {
            accounts.wake();
        }
        if (!changed.isEmpty() && !inboxes.isEmpty()) {
            readWhatIsSeen(changed);
            inboxes.keySet().forEach(inbox -> inbox.subscriber.send(unread(inbox.tenant, inbox.user)));
        }
    }

    /** What its owner looks at is read the moment it comes. */
    private void readWhatIsSeen(Set<UUID> changed) {
        for (Watch watch : watches.keySet()) {
            if (changed.contains(watch.interaction.value())) {
                Optional<InteractionStore.Standing> standing =
                        interactions.get(watch.principal.tenant(), watch.interaction);
                if (standing.isPresent() && standing.get().owner().equals(Optional.of(watch.principal.user()))) {
                    interactions.read(watch.principal.tenant(), watch.interaction);
                }
            }
        }
    }

    /** Tells the browsers of a user what he has not read. */
    void refresh(Principal principal) {
        inboxes.keySet().stream()
                .filter(inbox -> inbox.user.equals(principal.user()) && inbox.tenant.equals(principal.tenant()))
                .forEach(inbox -> inbox.subscriber.send(unread(inbox.tenant, inbox.user)));
    }

    private String unread(TenantId tenant, UserId user) {
        ObjectNode node = JSON.createObjectNode();
        int total = 0;
        ArrayNode items = node.putArray("items");
        for (InteractionStore.Standing standing : interactions.owned(tenant, user)) {
            total += standing.unread();
            items.addObject()
                    .put("interaction", standing.interaction().id().toString())
                    .put("unread", standing.unread())
                    .put("lastAt", standing.lastAt().toString());
        }
        return node.put("unread", total).toString();
    }

    private static String frame(Event event) {
        try {
            ObjectNode node = (ObjectNode) JSON.readTree(event.data());
            return node.put("type", event.type())
                    .put("position", event.position())
                    .put("at", event.at().toString())
                    .toString();
        } catch (JsonProcessingException e) {
            throw new LiveException("channels.event.unreadable", "an event of ours could not be read", e);
        }
    }
}
