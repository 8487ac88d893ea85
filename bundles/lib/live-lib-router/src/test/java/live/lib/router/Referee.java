// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Watches an engine from outside. Knows the rules of the game and nothing of how the engine plays it: every decision is
 * checked by looking at everybody and everything.
 */
final class Referee implements Decision.Handler<Void> {
    private static final class Contact {
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

        final Map<UUID, Long> pausedUntil = new HashMap<>();

        boolean waits() {
            return offeredTo == null && owner == null;
        }

        void waitsAnew(long now) {
            ring = 0;
            waitsSince = Math.max(now, request.notBefore());
        }
    }

    private static final class Desk {
        AgentRule rule;
        boolean signedIn;
        boolean reachable;
        boolean ready;
        long idleSince;
        long lastOffer;
        long served;
        /** Offered to him or owned by him. */
        final Set<Contact> contacts = new LinkedHashSet<>();
    }

    private Rules rules = Rules.DEFAULT;
    private final Map<UUID, QueueRule> queues = new HashMap<>();
    private final Map<UUID, Desk> desks = new LinkedHashMap<>();
    private final Map<UUID, Contact> contacts = new LinkedHashMap<>();
    private final Set<Long> offersSeen = new HashSet<>();
    private List<StrategyVersion> strategies = List.of();
    private long now;
    private long order;
    int offered;
    /** The transfer that is being played: the request changes in the midst of it. */
    private Input.Transfer transferring;
    /** The move that is being played, until its first decision shows that it is done. */
    private Input.Move moving;
    /** The agent who is being removed. */
    private Desk removed;

    /** Runs one entry through the engine and checks everything about it. */
    Outcome play(Engine engine, Entry entry, Consumer<Decision> also) {
        now = Math.max(now, entry.at());
        Set<UUID> known = Set.copyOf(contacts.keySet());
        before(entry.input());
        Set<UUID> ended = new HashSet<>();
        Outcome outcome = engine.apply(entry, decision -> {
            decision.to(this);
            also.accept(decision);
            if (decision instanceof Decision.Ended end) {
                ended.add(end.work());
            }
        });
        after(engine, entry.input());
        nothingIsLeftUndone();
        everyRingIsOpen();
        for (UUID id : known) {
            assertThat(ended.contains(id) || engine.view().work(id).isPresent(), "contact lost", id);
        }
        assertThat(engine.view().workCount() == contacts.size(), "contacts differ in number");
        return outcome;
    }

    /** @param about whatever the breach is about; made into text only when there is one */
    private static void assertThat(boolean holds, String otherwise, Object... about) {
        if (!holds) {
            throw new AssertionError(otherwise + java.util.Arrays.toString(about));
        }
    }

    private void before(Input input) {
        contacts.values().forEach(contact -> contact.former = null);
        transferring = input instanceof Input.Transfer transfer ? transfer : null;
        moving = input instanceof Input.Move move ? move : null;
        removed = null;
        if (input instanceof Input.Submit submit) {
            contacts.computeIfAbsent(submit.request().work(), id -> {
                Contact contact = new Contact();
                contact.request = submit.request();
                contact.waitsAnew(submit.request().enqueuedAt());
                contact.order = ++order;
                return contact;
            });
        }
        // What changes who may have what is believed from the moment it is told.
        if (input instanceof Input.DefineRules define) {
            rules = define.rules();
        } else if (input instanceof Input.DefineStrategies define) {
            strategies = define.strategies();
        } else if (input instanceof Input.DefineQueue define) {
            QueueRule former = queues.put(define.queue().id(), define.queue());
            if (former != null && !former.rings().equals(define.queue().rings())) {
                contacts.values().stream()
                        .filter(contact -> contact.request.queue().equals(former.id()))
                        .forEach(contact -> contact.ring = 0);
            }
        } else if (input instanceof Input.DefineAgent define) {
            desks.computeIfAbsent(define.agent().id(), id -> new Desk()).rule = define.agent();
        } else if (input instanceof Input.RemoveAgent remove) {
            Desk desk = desks.remove(remove.agent());
            if (desk != null) {
                removed = desk;
                contacts.values().forEach(contact -> contact.pausedUntil.remove(remove.agent()));
            }
        }
    }

    /** Takes over from the engine what inputs changed in requests, and forgets what it refused. */
    private void after(Engine engine, Input input) {
        if (input instanceof Input.RemoveQueue remove
                && engine.view().queue(remove.queue()).isEmpty()) {
            queues.remove(remove.queue());
        }
        if (input instanceof Input.Submit submit
                && engine.view().work(submit.request().work()).isEmpty()) {
            contacts.remove(submit.request().work());
        }
        contacts.forEach((id, contact) -> engine.view().work(id).ifPresent(state -> {
            contact.request = state.request();
            assertThat(contact.ring == state.ring(), "another ring than was told", state);
        }));
        contacts.values().forEach(contact -> contact.pausedUntil.values().removeIf(until -> until < now));
    }

    private void nothingIsLeftUndone() {
        for (Contact contact : contacts.values()) {
            if (!contact.waits()
                    || contact.request.notBefore() > now
                    || contact.request.preferredAgent() != null && contact.request.preferredUntil() > now) {
                continue;
            }
            desks.forEach((agent, desk) -> {
                if (free(agent, desk, contact, false) && eligible(agent, desk, contact)) {
                    throw new AssertionError("a contact waits beside a free agent: " + contact.request + agent);
                }
            });
        }
    }

    /** Every ring that is due is open to whoever waits for anybody. */
    private void everyRingIsOpen() {
        for (Contact contact : contacts.values()) {
            Request request = contact.request;
            boolean held = request.preferredAgent() != null && request.preferredUntil() > now
                    || request.requiredAgent() != null && desks.containsKey(request.requiredAgent());
            if (contact.waits() && request.notBefore() <= now && !held) {
                List<Ring> rings = queues.get(request.queue()).rings();
                for (int ring = contact.ring; ring < rings.size(); ring++) {
                    assertThat(!opens(rings.get(ring), contact), "a ring is shut", ring, request);
                }
            }
        }
    }

    private boolean opens(Ring ring, Contact contact) {
        long waited = now - contact.waitsSince;
        return ring.afterMillis() > 0 && waited >= ring.afterMillis()
                || ring.waitingContacts() > 0 && length(contact.request.queue()) >= ring.waitingContacts();
    }

    private long length(UUID queue) {
        return contacts.values().stream()
                .filter(contact ->
                        contact.waits() && contact.request.queue().equals(queue) && contact.request.notBefore() <= now)
                .count();
    }

    private boolean eligible(UUID agent, Desk desk, Contact contact) {
        Request request = contact.request;
        if (request.requiredAgent() != null && desks.containsKey(request.requiredAgent())) {
            return request.requiredAgent().equals(agent);
        }
        QueueRule queue = queues.get(request.queue());
        if (!queue.open()) {
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

    private boolean free(UUID agent, Desk desk, Contact contact, boolean pauseEndsNow) {
        if (!desk.signedIn || !desk.reachable || !desk.ready) {
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

    private boolean fits(Desk desk, Contact contact) {
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
        for (Contact contact : desk.contacts) {
            taken += contact.request.medium().equals(medium) ? contact.request.units() : 0;
        }
        return taken;
    }

    private long claim(Contact contact) {
        long steps =
                contact.request.priority() + queues.get(contact.request.queue()).priority();
        return contact.request.enqueuedAt() - steps * rules.priorityStepMillis();
    }

    private boolean better(Contact one, Contact other) {
        return claim(one) != claim(other) ? claim(one) < claim(other) : one.order < other.order;
    }

    @Override
    public Void queued(Decision.Queued decision) {
        Contact contact = contacts.get(decision.work());
        assertThat(contact.waits(), "queued while somebody has it");
        if (transferring != null && transferring.work().equals(decision.work())) {
            transferred(contact, transferring);
            if (transferring.queue() != null || !transferring.skills().isEmpty()) {
                contact.waitsAnew(now);
            }
        }
        moved();
        return null;
    }

    private void moved() {
        if (moving != null) {
            Contact contact = contacts.get(moving.work());
            if (contact != null) {
                contact.request = contact.request.over(moving.medium(), moving.units(), moving.memo());
            }
            moving = null;
        }
    }

    private static void transferred(Contact contact, Input.Transfer input) {
        Request request = input.queue() == null && input.skills().isEmpty()
                ? contact.request
                : contact.request.in(input.queue() == null ? contact.request.queue() : input.queue(), input.skills());
        contact.request = input.required()
                ? request.preferring(null, 0).requiring(input.agent())
                : request.preferring(input.agent(), input.until()).requiring(null);
    }

    @Override
    public Void expanded(Decision.Expanded decision) {
        Contact contact = contacts.get(decision.work());
        assertThat(contact.waits(), "a ring opens to what nobody waits for");
        assertThat(decision.ring() > contact.ring, "a ring that is open already", decision);
        Ring ring = queues.get(decision.queue()).rings().get(decision.ring() - 1);
        assertThat(opens(ring, contact), "a ring opens too early", ring, contact.request);
        contact.ring = decision.ring();
        return null;
    }

    @Override
    public Void offered(Decision.Offered decision) {
        moved();
        Contact contact = contacts.get(decision.work());
        Desk desk = desks.get(decision.agent());
        if (contact.offer == decision.offer() && decision.agent().equals(contact.offeredTo)) {
            return null; // renewed
        }
        offered++;
        assertThat(offersSeen.add(decision.offer()), "an offer's number used twice");
        assertThat(contact.waits(), "offered while somebody has it");
        assertThat(contact.request.notBefore() <= now, "offered too early");
        assertThat(contact.request.deadline() > now, "offered too late");
        assertThat(free(decision.agent(), desk, contact, false), "offered to somebody who is not free");
        boolean wanted = decision.agent().equals(contact.request.preferredAgent());
        assertThat(
                wanted || eligible(decision.agent(), desk, contact),
                "offered to somebody who is not able",
                decision,
                contact.request);
        noBetterClaim(decision, contact, desk);
        if (!wanted && !decision.agent().equals(contact.request.requiredAgent())) {
            nobodySuitsBetter(contact, desk);
        }
        contact.offeredTo = decision.agent();
        desk.contacts.add(contact);
        desk.lastOffer = decision.offer();
        contact.offer = decision.offer();
        return null;
    }

    private void noBetterClaim(Decision.Offered decision, Contact contact, Desk desk) {
        for (Contact other : contacts.values()) {
            boolean takable = other != contact
                    && other.waits()
                    && other.request.notBefore() < now
                    && other.request.deadline() > now
                    && (other.request.preferredAgent() == null || other.request.preferredUntil() < now)
                    && eligible(decision.agent(), desk, other)
                    && free(decision.agent(), desk, other, true);
            if (takable && !better(contact, other)) {
                throw new AssertionError("a better claim was passed over: " + other.request);
            }
        }
    }

    private void nobodySuitsBetter(Contact contact, Desk chosen) {
        QueueRule queue = queues.get(contact.request.queue());
        desks.forEach((agent, desk) -> {
            boolean rival = desk != chosen && !agent.equals(contact.former);
            if (rival && free(agent, desk, contact, true) && eligible(agent, desk, contact)) {
                int preferred = preferred(queue, desk) - preferred(queue, chosen);
                int better = preferred != 0 ? preferred : compare(queue, contact, desk, chosen);
                boolean equal = better == 0 && desk.idleSince >= chosen.idleSince;
                assertThat(better < 0 || equal, "somebody suits better", queue.strategy());
            }
        });
    }

    private static int preferred(QueueRule queue, Desk desk) {
        return (int) queue.preferredSkills().stream()
                .filter(skill -> level(desk, skill.skill()) >= skill.level())
                .count();
    }

    /** Above 0 if the strategy of the queue prefers the one to the other. */
    private int compare(QueueRule queue, Contact contact, Desk one, Desk other) {
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
        return desk.contacts.stream()
                .mapToInt(contact -> contact.request.units())
                .sum();
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

    @Override
    public Void offerClosed(Decision.OfferClosed decision) {
        Contact contact = contacts.get(decision.work());
        assertThat(decision.agent().equals(contact.offeredTo) && contact.offer == decision.offer(), "no such offer");
        contact.offeredTo = null;
        contact.offer = 0;
        contact.former = decision.agent();
        becomesIdle(decision.agent(), contact);
        if (decision.why() == Decision.OfferClosed.Why.DECLINED || decision.why() == Decision.OfferClosed.Why.MISSED) {
            contact.pausedUntil.put(decision.agent(), now + rules.retryPauseMillis());
        }
        return null;
    }

    private void becomesIdle(UUID agent, Contact contact) {
        Desk desk = desks.get(agent);
        if (desk != null) {
            desk.idleSince = now;
            desk.contacts.remove(contact);
        }
    }

    @Override
    public Void assigned(Decision.Assigned decision) {
        Contact contact = contacts.get(decision.work());
        assertThat(contact.owner == null, "two owners");
        if (contact.offeredTo == null) {
            assertThat(fits(desks.get(decision.agent()), contact), "assigned beyond the agent's capacity");
        } else {
            assertThat(decision.agent().equals(contact.offeredTo), "assigned past an open offer");
        }
        contact.offeredTo = null;
        contact.offer = 0;
        contact.owner = decision.agent();
        Desk desk = desks.get(decision.agent());
        desk.contacts.add(contact);
        desk.served++;
        return null;
    }

    @Override
    public Void unassigned(Decision.Unassigned decision) {
        Contact contact = contacts.get(decision.work());
        assertThat(decision.agent().equals(contact.owner), "was not the owner");
        contact.owner = null;
        contact.former = decision.agent();
        contact.wrapping = false;
        contact.waitsAnew(now);
        becomesIdle(decision.agent(), contact);
        if (decision.why() == Decision.Unassigned.Why.TRANSFERRED
                && (transferring == null || !decision.agent().equals(transferring.agent()))) {
            contact.pausedUntil.put(decision.agent(), now + rules.retryPauseMillis());
        }
        return null;
    }

    @Override
    public Void wrapUpStarted(Decision.WrapUpStarted decision) {
        Contact contact = contacts.get(decision.work());
        assertThat(decision.agent().equals(contact.owner), "wraps up somebody else's contact");
        contact.wrapping = true;
        return null;
    }

    @Override
    public Void ended(Decision.Ended decision) {
        Contact contact = contacts.remove(decision.work());
        assertThat(contact != null, "ended twice");
        assertThat(contact.offeredTo == null, "ended with its offer open");
        assertThat(java.util.Objects.equals(decision.agent(), contact.owner), "ended by somebody else");
        if (decision.agent() != null) {
            becomesIdle(decision.agent(), contact);
        }
        return null;
    }

    @Override
    public Void agentChanged(Decision.AgentChanged decision) {
        Desk desk = desks.getOrDefault(decision.agent(), removed);
        boolean returns = decision.signedIn() && decision.reachable() && !(desk.signedIn && desk.reachable);
        if (returns || decision.ready() && !desk.ready) {
            desk.idleSince = now;
        }
        if (decision.signedIn() && !desk.signedIn) {
            desk.served = 0;
        }
        desk.signedIn = decision.signedIn();
        desk.reachable = decision.reachable();
        desk.ready = decision.ready();
        return null;
    }
}
