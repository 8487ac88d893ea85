// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import live.lib.router.Decision;
import live.lib.router.Role;
import live.lib.router.View;
import org.jspecify.annotations.Nullable;

/** The invitations that there are, as decisions tell of them, and those that are over. Not thread-safe. */
final class Invitations {
    private static final int SHOWN = 3;
    private static final Set<String> WORTH_TELLING = Set.of("declined", "missed", "absent");

    private final Map<UUID, Bond> bonds = new HashMap<>();
    private final Map<UUID, Set<UUID>> byContact = new HashMap<>();
    /** By contact, oldest first. */
    private final Map<UUID, List<Ended>> over = new HashMap<>();

    /** @param agent who has come, was offered it last, or is the only one who is asked */
    private record Bond(UUID contact, Role role, @Nullable UUID agent) {}

    /**
     * An invitation that is over, as its contact's owner should know.
     *
     * @param at by the engine's time, milliseconds
     * @param reason {@code declined}, {@code missed}, {@code absent}, {@code expired}, {@code finished}
     */
    record Ended(UUID contact, UUID invitation, @Nullable UUID agent, Role role, String reason, long at) {}

    /** Begins where an engine stands. */
    void begin(View view) {
        for (View.WorkState work : view.works()) {
            if (work.invitation() != null) {
                UUID named = work.agent() == null ? work.request().requiredAgent() : work.agent();
                add(
                        work.request().work(),
                        new Bond(work.invitation().contact(), work.invitation().role(), named));
            }
        }
    }

    private void add(UUID invitation, Bond bond) {
        bonds.put(invitation, bond);
        byContact.computeIfAbsent(bond.contact(), any -> new LinkedHashSet<>()).add(invitation);
    }

    boolean has(UUID work) {
        return !bonds.isEmpty() && bonds.containsKey(work);
    }

    /** Whose part it is, or whose contact, that this decision is about; null if nobody takes part in that. */
    @Nullable
    UUID contactOf(UUID work) {
        if (bonds.isEmpty()) {
            return null;
        }
        Bond bond = bonds.get(work);
        return bond != null ? bond.contact() : byContact.containsKey(work) ? work : null;
    }

    /** To be told of before anything else is asked about this decision. */
    void comes(Decision decision, View view) {
        if (decision instanceof Decision.Invited invited) {
            UUID named = view.work(invited.work())
                    .map(work -> work.request().requiredAgent())
                    .orElse(null);
            add(invited.work(), new Bond(invited.contact(), invited.role(), named));
        }
    }

    /** To be told of when everything has been asked about this decision. */
    void passes(Decision decision, long at) {
        if (decision instanceof Decision.Ended end && !over.isEmpty()) {
            over.remove(end.work());
        }
        Bond bond = bonds.isEmpty() || decision.work() == null ? null : bonds.get(decision.work());
        if (bond == null) {
            return;
        }
        if (decision instanceof Decision.Offered offered) {
            bonds.put(offered.work(), new Bond(bond.contact(), bond.role(), offered.agent()));
        } else if (decision instanceof Decision.Assigned assigned) {
            bonds.put(assigned.work(), new Bond(bond.contact(), bond.role(), assigned.agent()));
        } else if (decision instanceof Decision.RoleChanged changed) {
            bonds.put(changed.work(), new Bond(bond.contact(), changed.role(), bond.agent()));
        } else if (decision instanceof Decision.Ended end) {
            remove(end.work(), bond);
            tell(end, bond, at);
        }
    }

    private void remove(UUID invitation, Bond bond) {
        bonds.remove(invitation);
        Set<UUID> others = byContact.get(bond.contact());
        if (others != null && others.remove(invitation) && others.isEmpty()) {
            byContact.remove(bond.contact());
        }
    }

    private void tell(Decision.Ended end, Bond bond, long at) {
        String reason =
                switch (end.why()) {
                    case EXPIRED -> "expired";
                    case FINISHED, WRAP_UP_TIMED_OUT -> "finished";
                    case CANCELLED -> WORTH_TELLING.contains(end.code()) ? end.code() : "";
                };
        if (!bond.role().watches() && !reason.isEmpty()) {
            List<Ended> known = over.computeIfAbsent(bond.contact(), any -> new ArrayList<>(SHOWN));
            if (known.size() == SHOWN) {
                known.remove(0);
            }
            known.add(new Ended(bond.contact(), end.work(), bond.agent(), bond.role(), reason, at));
        }
    }

    /** The newest invitations to a contact that are over, oldest first. */
    List<Ended> over(UUID contact) {
        return over.getOrDefault(contact, List.of());
    }
}
