// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An agent: his rule, his state, what he has. */
final class Agent implements Candidate {
    private static final int UNLISTED = -1;

    final int slot;
    private final UUID id;
    AgentRule rule;
    private Map<String, Integer> skills = Map.of();
    private Set<UUID> groups = Set.of();
    /** By medium index: its capacity, {@link #UNLISTED} where the rule says nothing, and what of it is taken. */
    private int[] rooms = {};

    private int others;
    /** Media, as bits, of which he has something. */
    private long occupied;

    private int load;
    private int capacity;

    boolean signedIn;
    boolean reachable;
    boolean ready;
    String reason = "";
    /** When presence last changed. */
    long since;

    long idleSince;
    /** Decides between agents who became idle in the same millisecond. */
    long idleOrder;

    long lastOffer;
    long served;
    int misses;
    int openOffers;
    /** How often he is held for a contact to come. */
    int reservations;
    /** Not considered while a contact that he just had looks for somebody else. */
    boolean aside;

    /** Offered and owned, oldest first. */
    final Hand works;
    /** Requirements, by index, that he is able to take. */
    final Bits able = new Bits();

    private final Contacts.ByClaim waiting;
    /** Contacts that wait for him alone, by lane; mostly none. */
    private @Nullable Heap<Work> @Nullable [] held;

    Agent(int slot, AgentRule rule, Contacts contacts, Contacts.ByClaim waiting) {
        this.slot = slot;
        works = new Hand(contacts);
        this.waiting = waiting;
        this.rule = rule;
        id = rule.id();
    }

    /** Takes a new rule; {@code mediumIndex} numbers the media of its capacity. */
    void define(AgentRule newRule, Media media) {
        rule = newRule;
        skills = new HashMap<>();
        newRule.skills().forEach(skill -> skills.merge(skill.skill(), skill.level(), Math::max));
        groups = new HashSet<>(newRule.groups());
        for (int medium = 0; medium < rooms.length / 2; medium++) {
            rooms[2 * medium] = UNLISTED;
        }
        others = 0;
        capacity = 0;
        for (Units units : newRule.capacity()) {
            if (units.medium().equals(Units.OTHERS)) {
                others = units.units();
            } else {
                int room = room(media.index(units.medium()));
                rooms[room] = units.units();
            }
            capacity += units.units();
        }
    }

    /** Reads what a decision about him reads. */
    long glance() {
        return works.size() + rooms.length + able.glance();
    }

    int limit(int medium) {
        return lists(medium) ? rooms[2 * medium] : others;
    }

    /** Whether his capacity says something of this very medium. */
    boolean lists(int medium) {
        return 2 * medium < rooms.length && rooms[2 * medium] != UNLISTED;
    }

    /** Where the room of a medium stands. */
    private int room(int medium) {
        int room = 2 * medium;
        if (room >= rooms.length) {
            int length = rooms.length;
            rooms = Arrays.copyOf(rooms, room + 2);
            for (int added = length; added < rooms.length; added += 2) {
                rooms[added] = UNLISTED;
            }
        }
        return room;
    }

    /** Whether he is in one of these groups; none at all means everybody. */
    boolean belongsTo(List<UUID> some) {
        if (some.isEmpty()) {
            return true;
        }
        for (UUID group : some) {
            if (groups.contains(group)) {
                return true;
            }
        }
        return false;
    }

    /** How many of these skills he masters at their levels. */
    int mastered(List<SkillLevel> wished) {
        int mastered = 0;
        for (SkillLevel skill : wished) {
            mastered += level(skill.skill()) >= skill.level() ? 1 : 0;
        }
        return mastered;
    }

    /** The first skill that he has not, or not at this level. */
    @Nullable
    SkillLevel missing(List<SkillLevel> needed) {
        for (SkillLevel skill : needed) {
            if (level(skill.skill()) < skill.level()) {
                return skill;
            }
        }
        return null;
    }

    boolean present() {
        return signedIn && reachable;
    }

    /** Whether his capacity allows such a contact, whatever his presence. */
    boolean hasRoom(Lane lane, Media media) {
        return taken(lane.medium) + lane.units <= limit(lane.medium) && !blocked(lane.medium, media);
    }

    /** The same if he did not have this. */
    boolean hasRoomWithout(Work other, Lane lane, Media media) {
        occupy(other.lane().medium, -other.units());
        boolean room = hasRoom(lane, media);
        occupy(other.lane().medium, other.units());
        return room;
    }

    /** Whether he has something of a medium that blocks such a contact. */
    boolean blocked(int medium, Media media) {
        return (occupied & media.blockers(medium)) != 0;
    }

    /** How many contacts of one unit he could be given now. */
    int places(int medium, Media media) {
        boolean any = ready && present() && !aside && reservations == 0 && !blocked(medium, media);
        return any ? Math.max(0, limit(medium) - taken(medium)) : 0;
    }

    boolean free(Lane lane, Media media, int offersAtOnce) {
        return ready && present() && !aside && reservations == 0 && openOffers < offersAtOnce && hasRoom(lane, media);
    }

    int taken(int medium) {
        return 2 * medium < rooms.length ? rooms[2 * medium + 1] : 0;
    }

    void take(Work work) {
        works.add(work);
        occupy(work.lane().medium, work.units());
    }

    void release(Work work) {
        works.drop(work);
        occupy(work.lane().medium, -work.units());
    }

    void reserve(Lane lane) {
        reservations++;
        occupy(lane.medium, lane.units);
    }

    void unreserve(Lane lane) {
        reservations--;
        occupy(lane.medium, -lane.units);
    }

    private void occupy(int medium, int units) {
        int taken = room(medium) + 1;
        rooms[taken] += units;
        load += units;
        if (rooms[taken] == 0) {
            occupied &= ~(1L << medium);
        } else {
            occupied |= 1L << medium;
        }
    }

    @Nullable
    Work offered(long offer) {
        for (int i = 0; i < works.size(); i++) {
            Work work = works.get(i);
            if (work.offer == offer) {
                return work;
            }
        }
        return null;
    }

    Heap<Work> held(Lane lane) {
        if (held == null || held.length <= lane.index) {
            held = held == null ? lanes(lane.index + 1) : Arrays.copyOf(held, lane.index + 1);
        }
        Heap<Work> heap = held[lane.index];
        if (heap == null) {
            heap = new Heap<>(waiting);
            held[lane.index] = heap;
        }
        return heap;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of nothing yet
    private static @Nullable Heap<Work>[] lanes(int length) {
        return new Heap[length];
    }

    @Nullable
    Heap<Work> heldOrNull(int lane) {
        return held != null && lane < held.length ? held[lane] : null;
    }

    int heldLanes() {
        return held == null ? 0 : held.length;
    }

    boolean idlesLongerThan(Agent other) {
        return idleOrder < other.idleOrder;
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public long idleSince() {
        return idleSince;
    }

    @Override
    public int load() {
        return load;
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public long lastOffer() {
        return lastOffer;
    }

    @Override
    public long served() {
        return served;
    }

    @Override
    public int level(String skill) {
        return skills.getOrDefault(skill, 0);
    }

    @Override
    public List<SkillLevel> skills() {
        return rule.skills();
    }
}
