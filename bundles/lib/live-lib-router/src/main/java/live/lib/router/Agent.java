// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.ArrayList;
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
    AgentRule rule;
    private Map<String, Integer> skills = Map.of();
    private Set<UUID> groups = Set.of();
    /** Capacity by medium index, {@link #UNLISTED} where the rule says nothing; and what of it is taken. */
    private int[] limits = {};

    private int others;
    private int[] taken = {};
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
    /** Not considered while a contact that he just had looks for somebody else. */
    boolean aside;

    /** Offered and owned, oldest first. */
    final List<Work> works = new ArrayList<>(4);
    /** Requirements, by index, that he is able to take. */
    final Bits able = new Bits();
    /** Contacts that wait for him alone, by lane. */
    private final List<@Nullable Heap<Work>> held = new ArrayList<>(0);

    Agent(int slot, AgentRule rule) {
        this.slot = slot;
        this.rule = rule;
    }

    /** Takes a new rule; {@code mediumIndex} numbers the media of its capacity. */
    void define(AgentRule newRule, Media media) {
        rule = newRule;
        skills = new HashMap<>();
        newRule.skills().forEach(skill -> skills.merge(skill.skill(), skill.level(), Math::max));
        groups = new HashSet<>(newRule.groups());
        limits = new int[Media.LIMIT];
        Arrays.fill(limits, UNLISTED);
        others = 0;
        capacity = 0;
        for (Units units : newRule.capacity()) {
            if (units.medium().equals(Units.OTHERS)) {
                others = units.units();
            } else {
                limits[media.index(units.medium())] = units.units();
            }
            capacity += units.units();
        }
    }

    int limit(int medium) {
        return limits[medium] == UNLISTED ? others : limits[medium];
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
        return taken(lane.medium) + lane.units <= limit(lane.medium) && !blocked(lane, media);
    }

    /** Whether he has something of a medium that blocks such a contact. */
    boolean blocked(Lane lane, Media media) {
        return (occupied & media.blockers(lane.medium)) != 0;
    }

    boolean free(Lane lane, Media media, int offersAtOnce) {
        return ready && present() && !aside && openOffers < offersAtOnce && hasRoom(lane, media);
    }

    int taken(int medium) {
        return medium < taken.length ? taken[medium] : 0;
    }

    void take(Work work) {
        works.add(work);
        Lane lane = work.lane();
        occupy(lane.medium, lane.units);
    }

    void release(Work work) {
        works.remove(work);
        Lane lane = work.lane();
        occupy(lane.medium, -lane.units);
    }

    private void occupy(int medium, int units) {
        if (medium >= taken.length) {
            taken = java.util.Arrays.copyOf(taken, medium + 1);
        }
        taken[medium] += units;
        load += units;
        if (taken[medium] == 0) {
            occupied &= ~(1L << medium);
        } else {
            occupied |= 1L << medium;
        }
    }

    @Nullable
    Work offered(long offer) {
        for (Work work : works) {
            if (work.offer == offer) {
                return work;
            }
        }
        return null;
    }

    Heap<Work> held(Lane lane) {
        while (held.size() <= lane.index) {
            held.add(null);
        }
        Heap<Work> heap = held.get(lane.index);
        if (heap == null) {
            heap = new Heap<>();
            held.set(lane.index, heap);
        }
        return heap;
    }

    @Nullable
    Heap<Work> heldOrNull(int lane) {
        return lane < held.size() ? held.get(lane) : null;
    }

    int heldLanes() {
        return held.size();
    }

    boolean idlesLongerThan(Agent other) {
        return idleOrder < other.idleOrder;
    }

    @Override
    public UUID id() {
        return rule.id();
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
