// SPDX-License-Identifier: Apache-2.0
package live.branch.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Optional;
import live.branch.internal.store.VisitorStore;
import live.core.InteractionId;
import live.core.TenantId;
import live.core.event.Event;
import live.core.event.EventConsumer;
import live.core.visitor.VisitorId;
import live.ticketing.Interactions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads what becomes of visitors' contacts. On every node, because each has lines of its own to tell it. */
@Component(service = EventConsumer.class)
public final class Follower implements EventConsumer {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String VISITOR = "visitor";

    private final VisitorStore visitors;
    private final Interactions interactions;
    private final Waiting waiting;

    @Activate
    public Follower(
            @Reference VisitorStore visitors, @Reference Interactions interactions, @Reference Waiting waiting) {
        this.visitors = visitors;
        this.interactions = interactions;
        this.waiting = waiting;
    }

    @Override
    public String name() {
        return "branch.contacts";
    }

    @Override
    public boolean everyNode() {
        return true;
    }

    @Override
    public void consume(List<Event> events) throws Exception {
        for (Event event : events) {
            switch (event.type()) {
                case "channels.message.accepted" -> accepted(event);
                case "channels.interaction.changed" -> changed(event);
                case "channels.interaction.closed" ->
                    visitors.closed(event.tenant(), new InteractionId(event.aggregate()))
                            .ifPresent(waiting::ended);
                default -> {}
            }
        }
    }

    private void accepted(Event event) throws Exception {
        JsonNode data = JSON.readTree(event.data());
        if (!data.path("opens").asBoolean() || !data.path("channel").asText().startsWith("chat/")) {
            return;
        }
        TenantId tenant = event.tenant();
        InteractionId interaction = new InteractionId(event.aggregate());
        Optional<VisitorId> visitor = interactions
                .get(tenant, interaction)
                .filter(contact -> contact.closedAt().isEmpty())
                .flatMap(contact -> contact.party())
                .filter(party -> party.kind().equals(VISITOR))
                .map(party -> VisitorId.of(party.value()));
        if (visitor.isPresent()) {
            visitors.opened(tenant, visitor.get(), interaction);
            waiting.opened(tenant, visitor.get(), interaction);
        }
    }

    private void changed(Event event) throws Exception {
        String state = JSON.readTree(event.data()).path("state").asText();
        InteractionId interaction = new InteractionId(event.aggregate());
        switch (state) {
            case "WAITING" -> visitors.of(event.tenant(), interaction).ifPresent(waiting::waits);
            case "ASSIGNED" -> visitors.of(event.tenant(), interaction).ifPresent(waiting::taken);
            case "WRAP_UP" -> visitors.of(event.tenant(), interaction).ifPresent(waiting::ended);
            default -> {}
        }
    }
}
