// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import live.core.HoursId;
import live.core.QueueId;
import live.core.TeamId;
import live.core.UserId;
import live.directory.Hours;
import live.directory.User;
import live.lib.router.AgentRule;
import live.lib.router.Diversion;
import live.lib.router.Input;
import live.lib.router.Opening;
import live.lib.router.QueueRule;
import live.lib.router.Ring;
import live.lib.router.Rules;
import live.lib.router.SkillLevel;
import live.lib.router.Units;
import live.lib.router.View;
import live.lib.router.simulation.Turn;
import live.routing.Skill;
import live.routing.internal.store.Capacities;
import live.routing.internal.store.DiversionDefinition;
import live.routing.internal.store.QueueDefinition;
import live.routing.internal.store.RingDefinition;
import org.jspecify.annotations.Nullable;

/** What is configured, in the engine's words, and how that differs from what the engine has. */
public final class Rulebook {
    private final Rules rules;
    private final List<QueueRule> queues;
    private final List<AgentRule> agents;
    /** Of queues that keep hours; null for hours that are not there. */
    private final Map<UUID, @Nullable Hours> hours = new LinkedHashMap<>();

    Rulebook(
            Settings settings,
            List<QueueDefinition> queues,
            List<User> users,
            Map<UserId, Capacities.Own> capacities,
            Map<HoursId, Hours> hours) {
        rules = settings.rules();
        this.queues = queues.stream().map(Rulebook::rule).toList();
        for (QueueDefinition queue : queues) {
            queue.diversion().hours().ifPresent(id -> this.hours.put(queue.id().value(), hours.get(id)));
        }
        agents = users.stream()
                .filter(User::active)
                .map(user -> rule(user, settings, capacities.getOrDefault(user.id(), Capacities.Own.NOTHING)))
                .toList();
    }

    public Rules rules() {
        return rules;
    }

    public List<QueueRule> queues() {
        return queues;
    }

    public List<AgentRule> agents() {
        return agents;
    }

    public static QueueRule rule(QueueDefinition queue) {
        return new QueueRule(
                queue.id().value(),
                queue.version(),
                queue.priority(),
                queue.active(),
                queue.byTeams() ? queue.teams().stream().map(TeamId::value).toList() : List.of(),
                levels(queue.skills()),
                queue.strategy(),
                queue.offerSeconds() * 1_000L,
                queue.wrapUpSeconds() * 1_000L,
                levels(queue.preferredSkills()),
                queue.rings().stream().map(Rulebook::rule).toList(),
                rule(queue.diversion()),
                queue.maxAttempts());
    }

    private static Diversion rule(DiversionDefinition diversion) {
        return new Diversion(
                diversion.whenClosed(),
                diversion.closedQueue().map(QueueId::value).orElse(null),
                diversion.maxWaitSeconds() * 1_000L,
                diversion.overflowQueue().map(QueueId::value).orElse(null));
    }

    /** What the hours of each queue say then. */
    Map<UUID, Opening> openings(Instant now) {
        Map<UUID, Opening> openings = new LinkedHashMap<>();
        queues.forEach(queue -> openings.put(queue.id(), opening(hours.get(queue.id()), now)));
        return openings;
    }

    /**
     * When queues open and close in a stretch of time, by the hours that they keep today.
     *
     * @param most how many there may be in all; if there are more, one more is answered
     */
    public List<Turn> turns(Instant from, Instant until, int most) {
        Map<Hours, List<Turn>> known = new HashMap<>();
        List<Turn> turns = new ArrayList<>();
        for (Map.Entry<UUID, @Nullable Hours> entry : hours.entrySet()) {
            UUID queue = entry.getKey();
            Hours kept = entry.getValue();
            if (kept != null) {
                int room = most + 1 - turns.size();
                known.computeIfAbsent(kept, any -> turns(queue, kept, from, until, room)).stream()
                        .limit(room)
                        .forEach(turn -> turns.add(new Turn(turn.at(), queue, turn.opening())));
            }
        }
        return turns;
    }

    private static List<Turn> turns(UUID queue, Hours hours, Instant from, Instant until, int most) {
        List<Turn> turns = new ArrayList<>();
        Optional<Instant> at = Optional.of(from);
        while (at.isPresent() && !at.get().isAfter(until) && turns.size() < most) {
            turns.add(new Turn(at.get().toEpochMilli(), queue, opening(hours, at.get())));
            at = hours.at(at.get()).until();
        }
        return turns;
    }

    /** Of these what the engine believes otherwise; queues that it does not know yet are left out. */
    List<Input.SetOpening> openingsBut(View view, Instant now) {
        List<Input.SetOpening> differing = new ArrayList<>();
        openings(now).forEach((queue, opening) -> {
            if (view.opening(queue).map(known -> !known.equals(opening)).orElse(false)) {
                differing.add(new Input.SetOpening(queue, opening));
            }
        });
        return differing;
    }

    /** A queue as the engine hears of it, with what its hours say then. */
    static Input.DefineQueue definition(QueueDefinition queue, Map<HoursId, Hours> hours, Instant now) {
        return new Input.DefineQueue(
                rule(queue), opening(queue.diversion().hours().map(hours::get).orElse(null), now));
    }

    /** Hours that are gone keep nobody out. */
    private static Opening opening(@Nullable Hours hours, Instant now) {
        if (hours == null) {
            return Opening.ALWAYS;
        }
        Hours.State state = hours.at(now);
        return new Opening(
                state.open(), state.until().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE));
    }

    private static Ring rule(RingDefinition ring) {
        return new Ring(
                ring.afterSeconds() * 1_000L,
                ring.waitingContacts(),
                ring.skills().stream()
                        .map(enough -> new SkillLevel(enough.skill().toString(), enough.level()))
                        .toList(),
                ring.teams().stream().map(TeamId::value).toList());
    }

    static AgentRule rule(User user, Settings settings, Capacities.Own own) {
        return new AgentRule(
                user.id().value(),
                user.version(),
                skills(user),
                user.teams().stream().map(TeamId::value).toList(),
                capacity(settings, own));
    }

    private static List<SkillLevel> skills(User user) {
        List<SkillLevel> skills = new ArrayList<>();
        user.skills().forEach((skill, level) -> skills.add(new SkillLevel(skill.toString(), level)));
        skills.sort(java.util.Comparator.comparing(SkillLevel::skill));
        return skills;
    }

    /** Somebody as he would be asked by a queue, whatever he has in hand. */
    static AgentRule rule(User user) {
        return new AgentRule(
                user.id().value(),
                user.version(),
                skills(user),
                user.teams().stream().map(TeamId::value).toList(),
                List.of());
    }

    private static List<Units> capacity(Settings settings, Capacities.Own own) {
        return settings.capacity().stream()
                .map(units -> new Units(units.medium(), own.units().getOrDefault(units.medium(), units.units())))
                .toList();
    }

    static List<SkillLevel> levels(Iterable<Skill> skills) {
        List<SkillLevel> levels = new ArrayList<>();
        skills.forEach(skill -> levels.add(new SkillLevel(skill.skill().toString(), skill.level())));
        return levels;
    }

    /**
     * The inputs that bring the engine up to date; queues first, as contacts may wait for them.
     *
     * @param now of the clocks by which queues open and close
     */
    List<Input> differences(View view, Instant now) {
        List<Input> inputs = new ArrayList<>();
        if (!view.rules().equals(rules)) {
            inputs.add(new Input.DefineRules(rules));
        }
        Set<UUID> known = new HashSet<>();
        for (QueueRule queue : queues) {
            known.add(queue.id());
            Opening opening = opening(hours.get(queue.id()), now);
            if (!view.queue(queue.id()).map(queue::equals).orElse(false)) {
                inputs.add(new Input.DefineQueue(queue, opening));
            } else if (!view.opening(queue.id()).orElse(Opening.ALWAYS).equals(opening)) {
                inputs.add(new Input.SetOpening(queue.id(), opening));
            }
        }
        Map<UUID, AgentRule> before = new HashMap<>();
        view.agents().forEach(agent -> before.put(agent.rule().id(), agent.rule()));
        for (AgentRule agent : agents) {
            if (!agent.equals(before.remove(agent.id()))) {
                inputs.add(new Input.DefineAgent(agent));
            }
        }
        before.keySet().forEach(agent -> inputs.add(new Input.RemoveAgent(agent)));
        view.queueIds().stream()
                .filter(queue -> !known.contains(queue))
                .forEach(queue -> inputs.add(new Input.RemoveQueue(queue)));
        return inputs;
    }
}
