// SPDX-License-Identifier: Apache-2.0
package live.branch.internal;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import live.branch.internal.store.VisitorStore;
import live.core.InteractionId;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.TenantId;
import live.core.visitor.VisitorId;
import live.core.visitor.VisitorLine;
import live.core.visitor.VisitorService;
import live.core.visitor.Visitors;
import live.routing.Place;
import live.routing.Places;
import live.routing.WorkId;
import live.ticketing.Interaction;
import live.ticketing.Interactions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells visitors how their contact stands: that it waits, where and for how long about; that somebody has it; that it is over.
 * Frames to the page: {@code state {state: none|waiting|talking|ended, position, minutes}}. Thread-safe.
 */
@Component(service = Waiting.class, immediate = true)
public final class Waiting implements VisitorService {
    /** Not to be switched off: whoever may ask for something may know how it stands. */
    static final String SERVICE = "place";

    private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PACE = Duration.ofSeconds(2);

    private final VisitorStore visitors;
    private final Interactions interactions;
    private final Places places;
    private final Map<Visitors, AutoCloseable> ways = new ConcurrentHashMap<>();
    private final Map<VisitorId, Guest> guests = new ConcurrentHashMap<>();

    /** Lines that were opened and are to be told how things stand. */
    private final LinkedBlockingQueue<VisitorId> arrived = new LinkedBlockingQueue<>();

    private final TaskHandle greeting;
    private final TaskHandle looking;

    /** A visitor with a line. */
    private static final class Guest {
        final TenantId tenant;
        final Set<VisitorLine> lines = ConcurrentHashMap.newKeySet();
        volatile @Nullable InteractionId interaction;
        volatile boolean waits;
        volatile String told = "";

        Guest(TenantId tenant) {
            this.tenant = tenant;
        }

        void tell(String state) {
            if (!state.equals(told)) {
                told = state;
                lines.forEach(line -> line.send("state", state));
            }
        }
    }

    @Activate
    public Waiting(
            @Reference VisitorStore visitors,
            @Reference Interactions interactions,
            @Reference Places places,
            @Reference Tasks tasks) {
        this.visitors = visitors;
        this.interactions = interactions;
        this.places = places;
        greeting = tasks.run("branch.greet", this::greet);
        looking = tasks.every("branch.places", PACE, this::look);
    }

    @Deactivate
    void stop() {
        greeting.close();
        looking.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addWay(Visitors way) {
        ways.put(way, way.serve(this));
    }

    void removeWay(Visitors way) throws Exception {
        AutoCloseable serving = ways.remove(way);
        if (serving != null) {
            serving.close();
        }
    }

    @Override
    public String name() {
        return SERVICE;
    }

    @Override
    public Ear open(VisitorLine line) {
        VisitorId id = line.visitor().id();
        guests.compute(id, (any, known) -> {
            Guest guest = known == null ? new Guest(line.visitor().tenant()) : known;
            guest.lines.add(line);
            guest.told = "";
            return guest;
        });
        arrived.add(id);
        return new Ear() {
            @Override
            public void hear(String name, String json) {
                throw new IllegalArgumentException("nothing is to be said here");
            }

            @Override
            public void close() {
                guests.computeIfPresent(id, (any, guest) -> {
                    guest.lines.remove(line);
                    return guest.lines.isEmpty() ? null : guest;
                });
            }
        };
    }

    /** Whether he has a line on this node. */
    boolean here(VisitorId visitor) {
        return guests.containsKey(visitor);
    }

    private void greet() throws InterruptedException {
        while (true) {
            VisitorId id = arrived.take();
            Guest guest = guests.get(id);
            if (guest != null) {
                try {
                    greet(id, guest);
                } catch (RuntimeException e) {
                    // The database is away, as a rule.
                    LOG.warn(
                            "branch.greet.failed: a visitor is not told how his contact stands, and is asked about again",
                            e);
                    arrived.add(id);
                    throw e;
                }
            }
        }
    }

    private void greet(VisitorId id, Guest guest) {
        Optional<InteractionId> open = visitors.interaction(guest.tenant, id);
        if (open.isEmpty()) {
            guest.tell(state("none", null));
            return;
        }
        Optional<Interaction> interaction = interactions.get(guest.tenant, open.get());
        if (interaction.isEmpty() || interaction.get().closedAt().isPresent()) {
            visitors.closed(guest.tenant, open.get());
            guest.tell(state("ended", null));
            return;
        }
        guest.interaction = open.get();
        List<Place> place = places.places(guest.tenant, List.of(work(open.get())));
        // Somebody has it, or it comes into its queue in this moment: then it is told by what follows.
        guest.waits = !place.isEmpty();
        guest.tell(place.isEmpty() ? state("talking", null) : state("waiting", place.get(0)));
    }

    /** A contact of a visitor has been opened. */
    void opened(TenantId tenant, VisitorId visitor, InteractionId interaction) {
        Guest guest = guests.get(visitor);
        if (guest != null) {
            guest.interaction = interaction;
            guest.waits = true;
            guest.tell(state("waiting", null));
        }
    }

    /** It waits, for the first time or once more. */
    void waits(VisitorId visitor) {
        Guest guest = guests.get(visitor);
        if (guest != null && !guest.waits) {
            guest.waits = true;
            guest.tell(state("waiting", null));
        }
    }

    /** Somebody has it. */
    void taken(VisitorId visitor) {
        Guest guest = guests.get(visitor);
        if (guest != null) {
            guest.waits = false;
            guest.tell(state("talking", null));
        }
    }

    /** It is over. */
    void ended(VisitorId visitor) {
        Guest guest = guests.get(visitor);
        if (guest != null) {
            guest.waits = false;
            guest.interaction = null;
            guest.tell(state("ended", null));
        }
    }

    /** Places change all the time while others come and go. */
    private void look() {
        Map<TenantId, Map<WorkId, Guest>> waiting = new HashMap<>();
        for (Guest guest : guests.values()) {
            InteractionId interaction = guest.interaction;
            if (guest.waits && interaction != null) {
                waiting.computeIfAbsent(guest.tenant, any -> new HashMap<>()).put(work(interaction), guest);
            }
        }
        waiting.forEach((tenant, works) -> {
            for (Place place : places.places(tenant, works.keySet())) {
                Guest guest = works.get(place.work());
                if (guest != null && guest.waits) {
                    guest.tell(state("waiting", place));
                }
            }
        });
    }

    static WorkId work(InteractionId interaction) {
        return new WorkId(interaction.value());
    }

    /** Minutes are enough: who is told 100 s, then 98 s, then 103 s believes none of it. */
    private static String state(String state, @Nullable Place place) {
        ObjectNode frame = JSON.createObjectNode().put("state", state);
        if (place != null) {
            frame.put("position", place.position());
            place.expected().ifPresent(wait -> frame.put("minutes", Math.max(1, (wait.toSeconds() + 59) / 60)));
        }
        return frame.toString();
    }
}
