// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The reservations of a domain, by id in the order in which they were made. */
final class Reservations {
    private final Map<UUID, Reservation> all = new LinkedHashMap<>();
    private final Heap<Reservation> ends = new Heap<>(new Heap.Items<>());

    @Nullable
    Reservation get(UUID id) {
        return all.get(id);
    }

    List<Reservation> all() {
        return List.copyOf(all.values());
    }

    List<Reservation> of(Agent agent) {
        if (agent.reservations == 0) {
            return List.of();
        }
        List<Reservation> his = new ArrayList<>();
        for (Reservation reservation : all.values()) {
            if (reservation.agent == agent) {
                his.add(reservation);
            }
        }
        return his;
    }

    boolean anyOf(Queue queue) {
        return all.values().stream().anyMatch(reservation -> reservation.queue == queue);
    }

    void add(Reservation reservation) {
        all.put(reservation.id, reservation);
        ends.add(reservation);
        reservation.agent.reserve(reservation.lane);
    }

    void remove(Reservation reservation) {
        all.remove(reservation.id);
        ends.remove(reservation);
        reservation.agent.unreserve(reservation.lane);
    }

    /** When the next one ends by itself; {@link Long#MAX_VALUE} if there is none. */
    long nextEnd() {
        return ends.firstRank();
    }

    /** The one that ends first. */
    @Nullable
    Reservation first() {
        return ends.first();
    }
}
