// SPDX-License-Identifier: Apache-2.0
package live.personal.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import live.core.LiveException;
import live.core.Principal;
import live.core.UserId;
import live.core.event.Event;
import live.core.event.EventConsumer;
import live.core.notice.Notice;
import live.personal.internal.store.Notices;
import live.personal.internal.store.Notices.Told;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Hears what parts of the platform have to tell people, and keeps it for them. */
@Component(service = EventConsumer.class)
public final class Hearing implements EventConsumer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Notices notices;

    @Activate
    public Hearing(@Reference Notices notices) {
        this.notices = notices;
    }

    @Override
    public String name() {
        return "personal.notices";
    }

    @Override
    public void consume(List<Event> events) {
        List<Told> told = new ArrayList<>();
        for (Event event : events) {
            if (event.type().equals(Notice.TOLD)) {
                told.add(told(event));
            }
        }
        if (!told.isEmpty()) {
            notices.keep(told);
        }
    }

    /** The same event is the same notice, on whatever node and however often it is heard. */
    public static Told told(Event event) {
        try {
            JsonNode data = JSON.readTree(event.data());
            UserId actor = event.actor();
            return new Told(
                    event.tenant(),
                    UserId.of(data.path("to").asText()),
                    new UUID(
                            event.at().toEpochMilli() << 16 | 0x7000 | event.position() & 0xfff,
                            1L << 63 | event.position()),
                    data.path("kind").asText(),
                    data.path("path").asText(),
                    actor.equals(Principal.SYSTEM_USER) ? Optional.empty() : Optional.of(actor),
                    data.path("values").toString(),
                    event.at(),
                    false);
        } catch (JsonProcessingException e) {
            throw new LiveException("personal.notice.unreadable", "an event of a notice could not be read", e);
        }
    }
}
