// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import live.channels.internal.store.ChannelEvents;
import live.core.LiveException;
import live.core.event.Event;
import live.core.event.EventConsumer;
import live.routing.Outcome;
import live.routing.Router;
import live.routing.WorkId;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;

/**
 * A contact that was put aside is there again when its customer writes.
 *
 * <p>Is there as long as routing is, and goes on where it stopped. To the feature of this bundle routing is optional, so
 * that the minimum is said here and not by the reference.
 */
@Component(service = EventConsumer.class, property = "router.cardinality.minimum:Integer=1")
public final class Waking implements EventConsumer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Router router;

    @Activate
    public Waking(@Reference(name = "router", cardinality = ReferenceCardinality.OPTIONAL) Router router) {
        this.router = router;
    }

    @Override
    public String name() {
        return "channels.waking";
    }

    /** @throws LiveException if routing does not answer: the same events come again */
    @Override
    public void consume(List<Event> events) throws InterruptedException {
        List<CompletableFuture<Outcome>> answers = new ArrayList<>();
        for (Event event : events) {
            if (event.type().equals(ChannelEvents.ACCEPTED) && goesOn(event)) {
                answers.add(router.wake(event.tenant(), new WorkId(event.aggregate()), event.at())
                        .toCompletableFuture());
            }
        }
        try {
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new LiveException("channels.waking.unanswered", "Routing does not answer", e);
        }
    }

    /** Whether somebody wrote to a contact that there was before. */
    private static boolean goesOn(Event event) {
        try {
            JsonNode data = JSON.readTree(event.data());
            return data.path("work").asBoolean() && !data.path("opens").asBoolean();
        } catch (JsonProcessingException e) {
            throw new LiveException("channels.event.unreadable", "An event could not be read", e);
        }
    }
}
