// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A contact centre as somebody sees it who looks at everybody and everything: who is there, what waits, and by the rules
 * of the game who may have what. The {@link Referee} keeps it true.
 */
final class Floor {
    static final class Contact {
        Request request;
        long order;
        UUID offeredTo;
        long offer;
        UUID owner;
        boolean wrapping;
        /** How many rings are open to it, and since when it waits for them. */
        int ring;

        long waitsSince;
        /** Who lost it by the entry that is being played: it looks for somebody else first. */
        UUID former;

        /** Whether it waited while its queue was open; since when it rests, 0 if it does not; what it overflowed from. */
        boolean admitted;

        long restsSince;
        /** Whether it rests until its time, for which it was put aside. */
        boolean postponed;

        int attempts;
        final Set<UUID> left = new HashSet<>();

        final Map<UUID, Long> pausedUntil = new HashMap<>();

        /** What it is an invitation to, and in which role; null of a contact. */
        Contact host;

        Role role;

        int units() {
            return role != null && role.watches() ? 0 : request.units();
        }

        /** Who has it, or is offered it. */
        boolean isWith(UUID agent) {
            return agent.equals(owner) || agent.equals(offeredTo);
        }

        boolean waits() {
            return offeredTo == null && owner == null;
        }

        void waitsAnew(long now) {
            ring = 0;
            waitsSince = Math.max(now, request.notBefore());
            restsSince = 0;
            postponed = false;
        }
    }

    static final class Desk {
        AgentRule rule;
        boolean signedIn;
        boolean reachable;
        boolean ready;
        long idleSince;
        long lastOffer;
        long served;
        /** Offered to him or owned by him. */
        final Set<Contact> contacts = new LinkedHashSet<>();
        /** What he is held for. */
        final Map<UUID, Contact> reservations = new LinkedHashMap<>();
    }

    Rules rules = Rules.DEFAULT;
    final Map<UUID, QueueRule> queues = new HashMap<>();
    final Map<UUID, Opening> openings = new HashMap<>();
    final Map<UUID, Desk> desks = new LinkedHashMap<>();
    /** Who is about to be removed, and is waited for until he is. */
    UUID leaving;

    final Map<UUID, Contact> contacts = new LinkedHashMap<>();
    private List<StrategyVersion> strategies = List.of();
    long now;

    /** What changes who may have what is believed from the moment it is told. */
    void believe(Input input) {
        if (input instanceof Input.DefineRules define) {
            rules = define.rules();
        } else if (input instanceof Input.DefineStrategies define) {
            strategies = define.strategies();
        } else if (input instanceof Input.DefineQueue define) {
            QueueRule former = queues.put(define.queue().id(), define.queue());
            if (define.opening() != null) {
                openings.put(define.queue().id(), define.opening());
            }
            if (former != null && !former.rings().equals(define.queue().rings())) {
                contacts.values().stream()
                        .filter(contact -> contact.request.queue().equals(former.id()))
                        .forEach(contact -> contact.ring = 0);
            }
        } else if (input instanceof Input.SetOpening set && queues.containsKey(set.queue())) {
            openings.put(set.queue(), set.opening());
        } else if (input instanceof Input.DefineAgent define) {
            desks.computeIfAbsent(define.agent().id(), id -> new Desk()).rule = define.agent();
        }
    }

    boolean isOpen(UUID queue) {
        return openings.getOrDefault(queue, Opening.ALWAYS).open();
    }

    /** Whether the contact waits for its queue's opening. */
    boolean rests(Contact contact) {
        return contact.waits() && contact.request.notBefore() <= now && closedTo(contact);
    }

    boolean closedTo(Contact contact) {
        UUID queue = contact.request.queue();
        boolean served = queues.get(queue).diversion().whenClosed() == Diversion.WhenClosed.SERVE && contact.admitted;
        return !isOpen(queue) && !served && !requiresSomebody(contact);
    }

    private boolean requiresSomebody(Contact contact) {
        UUID required = contact.request.requiredAgent();
        return required != null && exists(required);
    }

    private boolean exists(UUID agent) {
        return desks.containsKey(agent) || agent.equals(leaving);
    }

    /** Whether the contact may leave its queue for this one. */
    boolean mayLeaveFor(UUID other, Contact contact) {
        UUID queue = contact.request.queue();
        return queues.containsKey(other)
                && !queue.equals(other)
                && !contact.left.contains(queue)
                && !requiresSomebody(contact);
    }

    long waited(Contact contact) {
        long until = contact.restsSince > 0 ? contact.restsSince : now;
        return until - contact.waitsSince;
    }

    boolean isLate(Contact contact) {
        long limit = queues.get(contact.request.queue()).diversion().maxWaitMillis();
        return limit > 0 && waited(contact) >= limit;
    }

    /** Rest is over, as was told, or begins. */
    void countRest(Contact contact) {
        if (!rests(contact) && !contact.postponed) {
            contact.restsSince = 0;
        } else if (contact.restsSince == 0) {
            contact.restsSince = now;
        }
        contact.admitted |= contact.waits() && contact.request.notBefore() <= now && isOpen(contact.request.queue());
    }

    boolean opens(Ring ring, Contact contact) {
        long waited = waited(contact);
        return ring.afterMillis() > 0 && waited >= ring.afterMillis()
                || ring.waitingContacts() > 0 && length(contact.request.queue()) >= ring.waitingContacts();
    }

    private long length(UUID queue) {
        return contacts.values().stream()
                .filter(contact -> contact.waits()
                        && contact.host == null
                        && contact.request.queue().equals(queue)
                        && contact.request.notBefore() <= now
                        && !rests(contact))
                .count();
    }

    boolean eligible(UUID agent, Desk desk, Contact contact) {
        Request request = contact.request;
        if (request.requiredAgent() != null && exists(request.requiredAgent())) {
            return request.requiredAgent().equals(agent);
        }
        QueueRule queue = queues.get(request.queue());
        if (!queue.open() || closedTo(contact)) {
            return false;
        }
        for (int ring = 0; ring <= contact.ring; ring++) {
            List<Ring> open = queue.rings().subList(0, ring);
            if (serves(desk, queue, open) && masters(desk, queue, request, open)) {
                return true;
            }
        }
        return false;
    }

    private static boolean serves(Desk desk, QueueRule queue, List<Ring> open) {
        Set<UUID> groups = new HashSet<>(queue.groups());
        boolean everybody = groups.isEmpty();
        open.forEach(ring -> groups.addAll(ring.groups()));
        return everybody || desk.rule.groups().stream().anyMatch(groups::contains);
    }

    private static boolean masters(Desk desk, QueueRule queue, Request request, List<Ring> open) {
        Set<String> skills = new HashSet<>();
        queue.skills().forEach(skill -> skills.add(skill.skill()));
        request.skills().forEach(skill -> skills.add(skill.skill()));
        open.forEach(ring -> ring.skills().forEach(skill -> skills.add(skill.skill())));
        return skills.stream().allMatch(skill -> level(desk, skill) >= needed(skill, queue, request, open));
    }

    private static int needed(String skill, QueueRule queue, Request request, List<Ring> open) {
        int needed = Math.max(highest(skill, queue.skills()), highest(skill, request.skills()));
        for (Ring ring : open) {
            for (SkillLevel enough : ring.skills()) {
                if (enough.skill().equals(skill)) {
                    needed = needed == 0 ? enough.level() : Math.min(needed, enough.level());
                }
            }
        }
        return needed;
    }

    private static int highest(String skill, List<SkillLevel> levels) {
        return levels.stream()
                .filter(level -> level.skill().equals(skill))
                .mapToInt(SkillLevel::level)
                .max()
                .orElse(0);
    }

    private static int level(Desk desk, String skill) {
        return highest(skill, desk.rule.skills());
    }

    boolean free(UUID agent, Desk desk, Contact contact, boolean pauseEndsNow) {
        if (!desk.signedIn || !desk.reachable || !desk.ready || !desk.reservations.isEmpty()) {
            return false;
        }
        if (contact.host != null && takesPart(agent, contact.host)) {
            return false;
        }
        Long paused = contact.pausedUntil.get(agent);
        if (paused != null && (paused > now || pauseEndsNow && paused == now)) {
            return false;
        }
        int open = 0;
        for (Contact other : desk.contacts) {
            open += agent.equals(other.offeredTo) ? 1 : 0;
        }
        return open < rules.offersAtOnce() && fits(desk, contact);
    }

    /** Whether he has the contact, takes part in it more than by looking on, or is offered either. */
    boolean takesPart(UUID agent, Contact contact) {
        return contact.isWith(agent)
                || invitations(contact)
                        .anyMatch(invitation -> invitation.role != Role.MONITOR && invitation.isWith(agent));
    }

    Stream<Contact> invitations(Contact contact) {
        return contacts.values().stream().filter(other -> other.host == contact);
    }

    boolean fits(Desk desk, Contact contact) {
        if (contact.units() == 0) {
            return true;
        }
        String medium = contact.request.medium();
        for (MediumRule rule : rules.media()) {
            for (String blocker : rule.medium().equals(medium) ? rule.blockedBy() : List.<String>of()) {
                if (taken(desk, blocker) > 0) {
                    return false;
                }
            }
        }
        int taken = taken(desk, medium) + contact.request.units();
        return taken <= limit(desk, medium).or(() -> limit(desk, Units.OTHERS)).orElse(0);
    }

    private static Optional<Integer> limit(Desk desk, String medium) {
        return desk.rule.capacity().stream()
                .filter(units -> units.medium().equals(medium))
                .map(Units::units)
                .findFirst();
    }

    private static int taken(Desk desk, String medium) {
        int taken = 0;
        List<Contact> all = new ArrayList<>(desk.contacts);
        all.addAll(desk.reservations.values());
        for (Contact contact : all) {
            taken += contact.request.medium().equals(medium) ? contact.units() : 0;
        }
        return taken;
    }

    private long claim(Contact contact) {
        long steps =
                contact.request.priority() + queues.get(contact.request.queue()).priority();
        return contact.request.enqueuedAt() - steps * rules.priorityStepMillis();
    }

    boolean better(Contact one, Contact other) {
        return claim(one) != claim(other) ? claim(one) < claim(other) : one.order < other.order;
    }

    static int preferred(QueueRule queue, Desk desk) {
        return (int) queue.preferredSkills().stream()
                .filter(skill -> level(desk, skill.skill()) >= skill.level())
                .count();
    }

    /** Above 0 if the strategy of the queue prefers the one to the other. */
    int compare(QueueRule queue, Contact contact, Desk one, Desk other) {
        return switch (queue.strategy()) {
            case FewestServedFirst.NAME ->
                strategies.contains(FewestServedFirst.VERSION)
                        ? Long.compare(other.served, one.served)
                        : Long.compare(other.idleSince, one.idleSince);
            case "longest-idle" -> Long.compare(other.idleSince, one.idleSince);
            case "cyclic" -> Long.compare(other.lastOffer, one.lastOffer);
            case "least-occupied" ->
                Long.compare((long) load(other) * capacity(one), (long) load(one) * capacity(other));
            case "best-skill" -> Integer.compare(levels(queue, contact, one), levels(queue, contact, other));
            default -> throw new AssertionError(queue.strategy());
        };
    }

    private static int load(Desk desk) {
        return desk.contacts.stream().mapToInt(Contact::units).sum() + desk.reservations.size();
    }

    private static int capacity(Desk desk) {
        return desk.rule.capacity().stream().mapToInt(Units::units).sum();
    }

    private static int levels(QueueRule queue, Contact contact, Desk desk) {
        int levels = 0;
        for (SkillLevel had : desk.rule.skills()) {
            for (SkillLevel needed : queue.skills()) {
                levels += needed.skill().equals(had.skill()) ? had.level() : 0;
            }
            for (SkillLevel needed : contact.request.skills()) {
                levels += needed.skill().equals(had.skill()) ? had.level() : 0;
            }
        }
        return levels;
    }
}
